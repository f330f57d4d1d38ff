"""A text being written."""

import msgspec


class Typing(msgspec.Struct, frozen=True):
    """A text being written; `kind` is "reply" or "note"."""

    kind: str = "reply"
    text: str = ""
    saved_at: int | None = None
    """When this very text reached the disk, None while it has not."""
