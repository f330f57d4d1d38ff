"""Finds the data that ships with the desk: `rules` and `sample_data`."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(name: Literal["rules", "sample_data"]) -> Path:
    """Return the folder `name` that came with this copy of the desk, installed or checked out.

    Raises FileNotFoundError when the copy lacks it.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: not in {_PACKAGE / '_data'} nor in {_PACKAGE.parent}")
