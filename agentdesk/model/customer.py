"""The customer, under all the names that channels know."""

import msgspec


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """A person or shop who writes to us."""

    id: int
    version: int
    name: str = ""
    tier: str = "ordinary"
    attributes: dict[str, str] = {}
    """What the platform told: contact details, since when, verified …"""
    linked_to: int | None = None
    """The customer that this one was found to be."""
    created_at: int = 0
    erased: bool = False


class Identity(msgspec.Struct, frozen=True):
    """How one channel names a customer."""

    channel: str
    external: str
    customer: int
