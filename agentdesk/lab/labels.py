"""Labelled messages from a desk's journal: what customers wrote, and the tag with which people left the ticket."""

from collections.abc import Iterator

import msgspec

from agentdesk.desk import Desk
from agentdesk.lab.past import events_of, written
from agentdesk.lang import Refusal, Why
from agentdesk.model import Event, key_of
from agentdesk.rules.learning.labelled import Labelled


class _Ticket(msgspec.Struct):
    """A ticket while its events are read."""

    text: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    put_on: dict[str, None] = {}
    """Tags that people put on, the first first."""
    by_person: bool = False

    def label(self) -> str:
        """Return its tag: the first that a person put on, else the first that they left; "" for none."""
        chosen = (tag for tag in (*self.put_on, *self.tags) if tag in self.tags)
        return next(chosen, "") if self.by_person else ""


def labelled(desk: Desk, since: int = 0) -> tuple[Labelled, ...]:
    """Return one message a ticket on which people worked, by number; only tickets opened at `since` or later.

    A message is what opened the ticket, the label a tag that people put on, else one that they left on. Raises
    `Refusal` where these are fewer than two tags.
    """
    found = tuple(_labelled(desk, since))
    if len({message.label for message in found}) < 2:
        raise Refusal(Why.MISSING, "lead.few_tags")
    return found


def _labelled(desk: Desk, since: int) -> Iterator[Labelled]:
    people = {agent.id for agent in desk.agents()}
    tickets: dict[int, _Ticket] = {}
    for event in events_of(desk, "ticket:"):
        number = int(key_of(event.stream))
        if event.version == 1 and event.at >= since:
            tickets[number] = _Ticket(written(event) or "", event.data.get("set", {}).get("lang", ""))
        if number in tickets:
            _take(tickets[number], event, people)
    for number, ticket in sorted(tickets.items()):
        label = ticket.label()
        if label and ticket.text.strip():
            yield Labelled(text=ticket.text, label=label, lang=ticket.lang, id=number)


def _take(ticket: _Ticket, event: Event, people: set[str]) -> None:
    ticket.tags = tuple(event.data.get("set", {}).get("tags", ticket.tags))
    if event.actor in people:
        ticket.by_person = True
        for tag in event.data.get("tags", {}).get("on", ()) if event.kind == "tags.changed" else ():
            ticket.put_on[tag] = None
