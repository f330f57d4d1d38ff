"""The desk of these examples: its rules, its people, its clock, and short words for what happens there."""

from pathlib import Path
from typing import Any

import msgspec

from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import Claim, Command, Desk, Done
from agentdesk.desk.found import NewAgent, found
from agentdesk.desk.inbound import Inbound, read_message
from agentdesk.desk.verbs.receive import Receipt
from agentdesk.lang import LANGUAGES, Refusal, say
from agentdesk.model import ChatMessage, Event, Json, Ticket

NOW = 1_790_000_000_000
"""A Monday afternoon in September 2026, in Shanghai."""

RULES = """
levels: {urgent: 80, high: 40, normal: 0, low: -20}
teams:
  - {id: funds, name: {zh: 资金, en: Funds}}
  - {id: risk, name: {zh: 风控, en: Risk}}
rules:
  - id: refund
    when: {words: [退款, refund]}
    then: {tags: [退款], points: 10, route: funds}
  - id: stolen
    when: {words: [盗号, stolen]}
    then: {tags: [盗号], priority: urgent, route: risk}
  - id: complaint
    when: {words: [投诉, complain]}
    then: {tags: [投诉], points: 40, sla: complaint, avoid_accused: true}
promises:
  calendar: {zone: Asia/Shanghai, hours: ["09:00-18:00"], days: [mon, tue, wed, thu, fri]}
  table:
    - {id: complaint, kind: complaint, targets: {first_response: 1h, next_response: 2h, resolution: 72h}}
    - id: everyone
      warn: [50%]
      escalate: [{at: 30m, tell: supervisor}]
      targets:
        first_response: 4h
        next_response: 8h
        resolution: {within: 24h, starts: opened, ends: solved, pauses: [pending]}
lifecycle:
  reopen_within: 7d
  remind_after: 24h
  solve_after: 72h
  close_after: 7d
  hold: 5s
  thanks: [谢谢, thanks]
  reminder: {zh: 还在等您的回复, en: We still wait for your answer}
"""
FILES = {"desk.yaml": RULES}
PEOPLE = (
    NewAgent(name="ann", display="Ann", teams=("funds", "risk")),
    NewAgent(name="bo", display="Bo", teams=("funds", "risk")),
    NewAgent(name="cy", display="Cy", role="supervisor", teams=("funds", "risk")),
    NewAgent(name="root", role="admin", teams=("funds",)),
)


class Floor:
    """A desk with its clock; people go by their names."""

    def __init__(self, desk: Desk, clock: VirtualClock) -> None:
        self.desk = desk
        self.clock = clock
        self.ids = {agent.name: agent.id for agent in desk.agents()}

    @classmethod
    def found(cls, path: Path) -> "Floor":
        """Found the desk of these examples at `path`."""
        clock = VirtualClock(NOW)
        return cls(found(path, "root", FILES, PEOPLE, clock=clock, chance=SeededChance(1)), clock)

    def another(self, seed: int = 2) -> "Floor":
        """Open the same desk again, as another program does, by the same clock."""
        path = self.desk.store.files.database
        return Floor(Desk.open(path, clock=self.clock, chance=SeededChance(seed)), self.clock)

    def customer(self, text: str, conversation: str = "c1", **fields: Any) -> Receipt:
        """A customer writes."""
        who = {"id": f"of {conversation}", "name": "李四"}
        document = {"channel": "web", "customer": who, "conversation": conversation, "lang": "zh", "text": text}
        return self.receive(document | fields)

    def receive(self, document: Json) -> Receipt:
        """A channel delivers this JSON document."""
        return self.desk.receive([inbound(document)])[0]

    def do(self, name: str, *commands: Command) -> Done:
        """Somebody does something."""
        return self.desk.do(*commands, actor=self.ids.get(name, name))

    def claimed(self, name: str, text: str = "我要退款", conversation: str = "c1") -> int:
        """A customer writes and somebody takes the ticket; return its number."""
        number = self.customer(text, conversation).ticket
        self.do(name, Claim(number))
        return number

    def ticket(self, number: int) -> Ticket:
        """Return a ticket that is there."""
        found = self.desk.reader().ticket(number)
        assert found is not None
        return found

    def owner(self, number: int) -> str | None:
        """Return the name of a ticket's owner."""
        names = {key: name for name, key in self.ids.items()}
        owner = self.ticket(number).owner
        return names[owner] if owner else None

    def messages(self, number: int) -> tuple[ChatMessage, ...]:
        """Return a ticket's conversation."""
        return self.desk.reader().messages(number)

    def events(self, number: int) -> tuple[Event, ...]:
        """Return a ticket's journal."""
        return self.desk.reader().events(f"ticket:{number}")

    def faults(self) -> list[tuple[str, str]]:
        """Return what `verify` finds."""
        return list(self.desk.store.verify())


def inbound(document: Json) -> Inbound:
    """Return a message as a channel reads it from a line of JSON."""
    return read_message(msgspec.json.decode(msgspec.json.encode(document)))


def code(refusal: Refusal) -> str:
    """Return a refusal's code, after seeing that both languages have a sentence for it."""
    for lang in LANGUAGES:
        sentence = say(refusal.message, lang)
        assert sentence != refusal.message.code
        assert "{" not in sentence, sentence
    return refusal.message.code
