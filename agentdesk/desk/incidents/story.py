"""Reading an incident whole: what happened to it, and its tickets."""

from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.desk.incidents.acts import read_incident
from agentdesk.model import Incident, stream_of

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk

MOST_TICKETS: Final = 200


class CaseStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an incident."""

    at: int
    who: str
    """Name of the person, "" for the desk itself."""
    kind: str
    note: str = ""
    tickets: int | None = None
    """How many tickets it was about, where it was an act on many."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with its story."""

    incident: Incident
    steps: tuple[CaseStep, ...] = ()
    tickets: tuple[int, ...] = ()
    """Its tickets that are not solved, the lowest number first, at most `MOST_TICKETS`."""


def read_case(desk: "Desk", incident: str) -> Case:
    """Return an incident with its story; raises `Refusal` when there is none."""
    known = read_incident(desk, incident)
    reader = desk.reader()
    people = {agent.id: agent.shown for agent in reader.agents()}
    steps = tuple(
        CaseStep(
            at=event.at,
            who=people.get(event.actor, ""),
            kind=event.kind,
            note=str((event.body or {}).get("text", "")),
            tickets=event.data.get("tickets"),
        )
        for event in reader.events(stream_of("incident", known.id))
    )
    return Case(incident=known, steps=steps, tickets=reader.of_incident(known.id, MOST_TICKETS, live=True))
