"""What a filter asks of the store: checks of a ticket, which the store carries out along the shortest index range."""

import msgspec

Value = str | int | None


class Check(msgspec.Struct, frozen=True):
    """One thing that must be so of a ticket.

    `field` is a column of tickets, or "tag", "task" (the team that has an open one) or "words" (what a row shows).
    `op` is "in", "holds" (the text holds one of the values, ASCII letters of either case), "is" (the column has a
    value; no `values`), "<", "<=", ">" or ">=". A column without a value is neither less nor more than anything.
    """

    field: str
    op: str
    values: tuple[Value, ...] = ()
    """None stands for a ticket that has none; for a task, () for whichever team."""


class Clause(msgspec.Struct, frozen=True):
    """One of `any` is so; `negated` when none may be."""

    any: tuple[Check, ...]
    negated: bool = False


class Sieve(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets in one of `states`, not archived, of which every clause holds."""

    states: tuple[str, ...] = ("open",)
    clauses: tuple[Clause, ...] = ()


class Sifted(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the tickets that passed: those of each lane in the order of the queue."""

    lanes: dict[int, tuple[int, ...]] = {}
    more: bool = False
    """Whether there may be others: the budget ended, or so many were enough."""

    def lane(self, lane: int) -> tuple[int, ...]:
        """Return what one lane holds."""
        return self.lanes.get(lane, ())
