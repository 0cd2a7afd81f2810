"""Do we know of each stored field whether it is about a person?"""

import inspect

import pytest
from django.apps import apps
from django.db import models

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("inhouse.")), key=lambda model: model.__name__
)


def test_there_are_models_to_check() -> None:
    assert OURS


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_each_field_is_classed_personal_or_other(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    own = dict(inspect.getmembers(model))
    personal, other = set(own.get("personal_fields", ())), set(own.get("other_fields", ()))
    assert not personal & other, "a field is in both sets"
    assert personal | other == fields, (
        f"not classed: {fields - personal - other}; unknown: {(personal | other) - fields}"
    )
