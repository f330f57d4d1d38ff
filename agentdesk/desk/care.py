"""Care of a desk: verify, rebuild, back up, restore, erase; what happened long ago."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agentdesk.clock import Chance, Clock, to_iso
from agentdesk.desk.verbs.erase import MOST_TICKETS, Erase
from agentdesk.lang import Refusal, Why
from agentdesk.model import Customer, stream_of
from agentdesk.store.driver import SAFE_VERSION, SQLITE_VERSION
from agentdesk.store.lock import FairLock
from agentdesk.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk

_BESIDE = ("", "-wal", "-shm")


class Fault(msgspec.Struct, frozen=True):
    """Something wrong with a store: "page", "chain", "body", "gap", "head" or "fold", and where."""

    code: str
    place: str


class Erased(msgspec.Struct, frozen=True):
    """What an erasure came to."""

    customer: int
    tickets: tuple[int, ...]
    bodies: int
    """Texts that were deleted."""


class Restored(msgspec.Struct, frozen=True):
    """What a restoring came to."""

    path: Path
    kept: Path | None
    """Where the desk that stood there before lies now."""


class Care:
    """Looks after one desk's store."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def verify(self) -> Iterator[Fault]:
        """Yield what is wrong with the file, the chains and the tables; nothing when all is well."""
        return (Fault(code, place) for code, place in self._desk.store.verify())

    def rebuild(self) -> int:
        """Make the tables again from the journal; return the number of events."""
        return self._desk.store.rebuild()

    def backup(self, target: Path) -> None:
        """Write a whole copy of this moment to `target`; raises `Refusal` when that exists."""
        self._desk.store.backup(target)

    def customer(self, name: str) -> Customer:
        """Return the customer with this number, or this `channel:id`; raises `Refusal`."""
        reader = self._desk.reader()
        channel, _, external = name.partition(":")
        digits = name.lstrip("#")
        found = reader.customer(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
        found = found or (reader.customer_by(channel, external) if external else None)
        if found is None:
            raise Refusal(Why.MISSING, "desk.no_customer", customer=name[:40])
        return found

    def erase(self, customer: int, actor: str) -> Erased:
        """Delete a person's words and names and those of their tickets, for good, under all linked names.

        Raises `Refusal`.
        """
        desk = self._desk
        reader = desk.reader()
        names = reader.same_customer(customer)
        desk.do(*(Erase(name) for name in names), actor=actor)
        tickets = tuple(ticket.id for name in names for ticket in reader.tickets_of(name, MOST_TICKETS))
        streams = tuple(stream_of("customer", name) for name in names)
        streams += tuple(stream_of("ticket", ticket) for ticket in tickets)
        for ticket in tickets:
            desk.side.forget_ticket(ticket)
        bodies = desk.store.erase(streams)
        return Erased(customer, tickets, bodies)


def restore(backup: Path, target: Path, *, force: bool, clock: Clock, chance: Chance) -> Restored:
    """Put a backup in a desk's place, once it was found whole; with `force` the desk that is there is kept aside.

    Raises `Refusal` when the backup is none or is damaged, or when a desk is there and `force` is not given.
    """
    if target.exists() and not force:
        raise Refusal(Why.INPUT, "desk.restore_exists", path=str(target))
    fresh = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy_checked(backup, fresh, chance)
    kept = None
    folder = target.with_name(f"{target.name}.d")
    folder.mkdir(exist_ok=True)
    lock = FairLock(folder / "lock")
    with lock.held():
        if target.exists():
            stamp = to_iso(clock.now())[:19].replace(":", "").replace("-", "")
            kept = target.with_name(f"{target.name}.before-{stamp}")
            for end in _BESIDE:
                if Path(f"{target}{end}").exists():
                    Path(f"{target}{end}").rename(f"{kept}{end}")
        fresh.rename(target)
    lock.close()
    return Restored(target, kept)


def _copy_checked(backup: Path, fresh: Path, chance: Chance) -> None:
    """Copy a backup beside the desk and verify the copy; whatever is wrong, nothing is left of it."""
    import shutil

    for end in _BESIDE:
        Path(f"{fresh}{end}").unlink(missing_ok=True)
    folder = fresh.with_name(f"{fresh.name}.d")
    try:
        source = SqliteStore(backup, chance)
        source.backup(fresh)
        source.close()
        copy = SqliteStore(fresh, chance)
        faults = [f"{code} {place}" for code, place in copy.verify()]
        copy.close()
        if faults:
            raise Refusal(Why.STORE, "desk.backup_damaged", path=str(backup), count=len(faults), first=faults[0])
    except BaseException:
        for end in _BESIDE:
            Path(f"{fresh}{end}").unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sqlite_versions() -> tuple[str, str]:
    """Return the version of the SQLite library in use, and the oldest one that is safe."""
    found, safe = (".".join(map(str, version)) for version in (SQLITE_VERSION, SAFE_VERSION))
    return found, safe
