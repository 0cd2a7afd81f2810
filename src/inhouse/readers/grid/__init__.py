"""Files people really have, as grids of text cells with row numbers.

CSV in any common encoding and delimiter, XLSX, XLS, ODS, and any of these inside ``.gz`` or ``.zip``, told apart by
their bytes, not by their names. What the cells mean is for other readers.
"""

from inhouse.readers.grid.open import file_hash, open_parts
from inhouse.readers.grid.part import HEAD_ROWS, Part

__all__ = ["HEAD_ROWS", "Part", "file_hash", "open_parts"]
