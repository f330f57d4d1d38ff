"""A carrier takes answers to the customer; what it says decides whether one may ever go again."""

from typing import Protocol

import msgspec


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as a carrier gets it."""

    id: str
    """Unique for ever: a carrier that saw it before must not send it again."""
    ticket: int
    channel: str
    conversation: str
    customer: str
    """How the channel names the customer."""
    text: str
    at: int


class CarrierFailed(Exception):
    """The carrier is sure that nothing left; it may be tried again."""


class CarrierUncertain(Exception):
    """It may have left or not; a person decides."""


class Carrier(Protocol):
    """Takes answers to the customer."""

    def carry(self, parcel: Parcel) -> None:
        """Return when it has left; raises `CarrierFailed` or `CarrierUncertain`."""
