"""How are deadlines checked from the command line? By the same check as the programme makes by itself every day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from inhouse.web.programme import bring_up_to_date, open_programme

if TYPE_CHECKING:
    from inhouse.web.contracts.digests.check import Checked


def digest(directory: Path, as_of: dt.date) -> Checked:
    """Check every deadline as on a day, and send the e-mails that people asked for.

    Raises
    ------
    InputError
        When the folder is not a programme.
    """
    open_programme(directory)
    bring_up_to_date()
    from inhouse.web.contracts.digests.check import check

    return check(as_of)
