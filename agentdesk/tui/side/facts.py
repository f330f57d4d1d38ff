"""What channels tell of a customer, named in the reader's language where the name is a usual one."""

from typing import Final

from agentdesk.text import Safe, safe_line
from agentdesk.tui.words import tell

USUAL: Final = frozenset(
    {
        "address",
        "age",
        "city",
        "email",
        "followers",
        "level",
        "orders",
        "phone",
        "registered",
        "shop",
        "since",
        "verified",
    }
)


def fact_name(key: str, lang: str) -> Safe:
    """Return how a fact about a customer is called; the channel's own word where it is not a usual one."""
    return tell(f"fact.{key}", lang) if key in USUAL else safe_line(key)
