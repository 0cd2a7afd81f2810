"""What does a small YAML file say that a person wrote: a mapping of keys, each given once?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from inhouse.core.errors import InputError, UnreadableFile

MOST_BYTES = 1_000_000


def read_settings(path: Path, *, what: str) -> dict[str, Any]:
    """Read a YAML file whose top is a mapping.

    Parameters
    ----------
    what
        What the file is, for messages, such as ``a calendar``.

    Raises
    ------
    UnreadableFile
        It is missing, too large, no YAML, no mapping, or says a key twice.
    """
    import yaml

    class _Once(yaml.SafeLoader):
        """Refuses a key that is given twice, where YAML would silently keep the last."""

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
            if twice is not None:
                line = node.start_mark.line + 1
                raise yaml.YAMLError(f"«{twice}» is given twice in the part that begins at line {line}")
            return super().construct_mapping(node, deep)

    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"{path} is too large to be {what}.", next_step="Give the YAML file itself.")
        found = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Once)  # noqa: S506  # a SafeLoader
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read.", found=error.strerror or str(error), next_step="Check the name of the file."
        ) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise UnreadableFile(
            f"{path} is not YAML that can be read as {what}.",
            found=" ".join(str(error).split()),
            next_step="Mend the line named.",
        ) from None
    if not isinstance(found, dict):
        raise UnreadableFile(
            f"{path} is not {what}.", found=type(found).__name__, next_step="It must be keys and their values."
        )
    return {str(key): value for key, value in found.items()}


def refuse_unknown(found: Mapping[str, object], known: Iterable[str], *, where: str) -> None:
    """Refuse keys that mean nothing, since a slip in a key would silently change the answer.

    Raises
    ------
    InputError
        A key is not known.
    """
    known = tuple(known)
    unknown = [str(key) for key in found if key not in known]
    if unknown:
        raise InputError(
            f"{where} has a key that means nothing.",
            found=", ".join(unknown),
            next_step=f"Use only: {', '.join(known)}.",
        )
