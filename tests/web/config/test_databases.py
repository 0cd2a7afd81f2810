"""Does the address of a database become the right settings?"""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from inhouse.web.config.databases import database_settings
from inhouse.web.programme_folder import ProgrammeFolder

FOLDER = ProgrammeFolder(Path("programme"))


def test_without_an_address_it_is_sqlite_in_the_folder() -> None:
    assert database_settings(FOLDER, "")["NAME"] == Path("programme/programme.sqlite3")


def test_a_postgresql_address_is_taken_apart() -> None:
    found = database_settings(FOLDER, "postgresql://ann:p%40ss@db.example:5433/house")
    assert found == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "house", "USER": "ann", "PASSWORD": "p@ss",
        "HOST": "db.example", "PORT": "5433",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://a@b", "house"])
def test_another_kind_of_address_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        database_settings(FOLDER, address)
