"""What the desk knows."""

import msgspec


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A knowledge article, in its newest version."""

    id: str
    version: int = 0
    title: str
    body: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    """Past questions that it answered."""
    extra: dict[str, object] = {}
    """Fields that we do not know, kept as they came."""
    updated_at: int = 0
    used: int = 0
    """How often an agent put it into an answer."""
    retired: bool = False
