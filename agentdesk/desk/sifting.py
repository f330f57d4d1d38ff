"""Views that are sifted: those with a filter, and those that gather what has no lane of its own."""

from typing import Final

from agentdesk.desk.filter.asking import EVERY, LIVE, OPEN, clause_of, states_of
from agentdesk.desk.filter.filter import Filter, Term
from agentdesk.desk.queue import BREACHING_WITHIN, View, Window
from agentdesk.model import Ticket
from agentdesk.promises.order import DONE, REST, URGENT, WAITING, merge
from agentdesk.store.protocol import Reader
from agentdesk.store.sieve import Check, Clause, Sieve

BUDGET: Final = 10_000
"""How many rows of a lane are looked at."""
MOST_SIFTED: Final = 2_000
"""How many tickets of a lane are enough: whoever sees so many narrows the filter down."""


def sifted_window(reader: Reader, view: View, start: int, size: int, turn: int, now: int) -> Window:
    """Return places `start` to `start + size` of what passes, in the order of the queue."""
    numbers, more = _in_order(reader, view, turn, now)
    return Window(reader.tickets(numbers[start : start + size]), start, len(numbers), more)


def sifted_names(reader: Reader, words: str, limit: int, now: int) -> tuple[Ticket, ...]:
    """Return tickets, done ones too, whose customer's name holds these words."""
    asked = Filter((Term("customer", ":", (words,)), Term("is", ":", EVERY)))
    return sifted_window(reader, View(name="all", filter=asked), 0, limit, 0, now).tickets


def sifted_rank(reader: Reader, view: View, ticket: Ticket, turn: int, now: int) -> int | None:
    """Return a ticket's place among what passes, None when it does not."""
    numbers, _ = _in_order(reader, view, turn, now)
    return numbers.index(ticket.id) if ticket.id in numbers else None


def sifted_count(reader: Reader, view: View, now: int, most: int) -> int:
    """Return how many tickets pass, up to `most`."""
    return min(len(_numbers(reader, view, 0, now, most)[0]), most)


def _in_order(reader: Reader, view: View, turn: int, now: int) -> tuple[list[int], bool]:
    """Return the tickets as the queue has them, a person's follow-ups by their time; and whether there are more."""
    numbers, more = _numbers(reader, view, turn, now, MOST_SIFTED)
    if view.name == "followups":
        found = sorted(reader.tickets(numbers), key=lambda ticket: (ticket.follow_up_at or 0, ticket.id))
        numbers = [ticket.id for ticket in found]
    return numbers, more


def _numbers(reader: Reader, view: View, turn: int, now: int, limit: int) -> tuple[list[int], bool]:
    found = reader.sift(sieve_of_view(view, now), limit, BUDGET)
    worked = merge(found.lane(URGENT), found.lane(REST), turn)
    return [*worked, *found.lane(WAITING), *found.lane(DONE)], found.more


def sieve_of_view(view: View, now: int) -> Sieve:
    """Return what the store is asked for a view with its filter; raises KeyError for a name that is none."""
    states, own = _base(view, now)
    asked = tuple(clause_of(term, view.agent, now) for term in view.filter.terms)
    if view.name == "all" or any(check.field == "state" for clause in asked for check in clause.any):
        states = states_of(asked)
    return Sieve(states=states, clauses=(*own, *asked))


def _base(view: View, now: int) -> tuple[tuple[str, ...], tuple[Clause, ...]]:
    """Return in which states a view looks, and for what."""
    mine, team = _of("owner", view.agent), (_of("team", *view.teams),) if view.teams else ()
    free_teams = (_of("team", *view.teams, None),) if view.teams else ()
    bases: dict[str, tuple[tuple[str, ...], tuple[Clause, ...]]] = {
        "mine": (LIVE, (mine,)),
        "team": (OPEN, team),
        "unassigned": (OPEN, (_of("owner", None), *free_teams)),
        "waiting": (LIVE, (mine, Clause((Check("waiting_since", "is"),)))),
        "breaching": (OPEN, (*team, Clause((Check("due_at", "<=", (now + BREACHING_WITHIN,)),)))),
        "snoozed": (("snoozed",), (mine,)),
        "all": (OPEN, ()),
        "followups": (LIVE, (mine, Clause((Check("follow_up_at", "is"),)))),
        "tasks": (LIVE, _tasks(view)),
        "escalated": (LIVE, (*team, Clause((Check("escalated_at", "is"),)))),
        "solved": (EVERY[-2:], ()),
    }
    return bases[view.name]


def _of(field: str, *values: str | None) -> Clause:
    return Clause((Check(field, "in", values),))


def _tasks(view: View) -> tuple[Clause, ...]:
    """Return what holds of a ticket with an open task that my teams were asked, or that I wait for."""
    some = Clause((Check("task", "in"),))
    if not view.teams:
        return (some,)
    return (some, Clause((Check("task", "in", view.teams), Check("owner", "in", (view.agent,)))))
