"""The bell: who commits rings it, who listens to the feed hears it."""

import os
from contextlib import suppress
from pathlib import Path


def ring(bell: Path) -> None:
    """Tell all who listen that something was committed; where that cannot be, their net catches it."""
    try:
        os.utime(bell)
    except OSError:
        with suppress(OSError):
            bell.parent.mkdir(parents=True, exist_ok=True)
            bell.touch()
