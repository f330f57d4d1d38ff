"""What customers wrote in the past, ticket by ticket, with the facts it had: from a desk's journal or from a file."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import to_datetime
from agentdesk.desk import Desk
from agentdesk.desk.inbound import read_message
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Event, Json, Verdict, key_of
from agentdesk.model.ticket import Pause
from agentdesk.rules import Facts
from agentdesk.rules.backtest import Case, Said
from agentdesk.rules.facts import restored
from agentdesk.rules.trial import language_of

PAGE = 5_000
"""Events that are read at once."""
_NOON = 720


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it went: what was written, and when people really acted (ms since the epoch)."""

    case: Case
    channel: str = "other"
    tier: str = "ordinary"
    received_at: int | None = None
    """None where times mean nothing, as in a file: promises are not compared then."""
    first_answer_at: int | None = None
    solved_at: int | None = None
    pauses: tuple[Pause, ...] = ()
    """When its clocks may have stood still."""


class Wrong(msgspec.Struct, frozen=True):
    """A line of a file that is no message, and why."""

    line: int
    message: Message


class _Ticket:
    """A ticket while its events are read."""

    def __init__(self) -> None:
        self.fields: Json = {}
        self.said: list[Said] = []

    def past(self, ticket: str) -> Past:
        fields = self.fields
        hands = tuple(mark for mark in fields.get("hands", ()) if not mark.startswith("+"))
        timed = not fields.get("archived") and not fields.get("imported")
        return Past(
            case=Case(ticket=ticket, said=tuple(self.said), hands=hands),
            channel=fields.get("channel", "other"),
            tier=fields.get("tier", "ordinary"),
            received_at=fields.get("received_at") if timed else None,
            first_answer_at=fields.get("first_answer_at"),
            solved_at=fields.get("solved_at"),
            pauses=msgspec.convert(fields.get("pauses", ()), tuple[Pause, ...]),
        )


def from_journal(desk: Desk, since: int, attributes: bool) -> Iterator[Past]:
    """Yield every ticket on which a customer wrote at `since` or later, by number.

    With `attributes` what is known of the customers is read too. Texts that were erased are left out.
    """
    with desk.store.snapshot() as reader:
        zone = ZoneInfo(desk.zone())
        known: dict[int, dict[str, str]] = {}
        tickets: dict[int, _Ticket] = {}
        for event in events_of(desk, "ticket:"):
            ticket = tickets.setdefault(int(key_of(event.stream)), _Ticket())
            text = written(event)
            changed = event.data.get("set", {})
            if text is not None and event.at >= since:
                fields = {**ticket.fields, **changed, "tags": ticket.fields.get("tags", ())}
                number = fields.get("customer", 0)
                if attributes and number not in known:
                    customer = reader.customer(number)
                    known[number] = customer.attributes if customer else {}
                ticket.said.append(Said(text, _facts(event, fields, known.get(number, {}), zone)))
            ticket.fields.update(changed)
        for number in sorted(tickets):
            if tickets[number].said:
                yield tickets[number].past(str(number))


def events_of(desk: Desk, prefix: str) -> Iterator[Event]:
    """Yield the journal's events whose stream begins so, oldest first."""
    reader = desk.reader()
    cursor = "0"
    while True:
        cursor, events = reader.journal(cursor, PAGE)
        if not events:
            return
        yield from (event for event in events if event.stream.startswith(prefix))


def written(event: Event) -> str | None:
    """Return what a customer wrote with this event; None for other events and for what was erased."""
    part = event.data.get("message")
    if part is None or part.get("author") != "customer" or part.get("flagged"):
        return None
    text = ((event.body or {}).get("message") or {}).get("text")
    return text if isinstance(text, str) and text else None


def verdict_of(event: Event) -> Verdict | None:
    """Return what the rules of that day said of the event's message."""
    part = event.data.get("message", {}).get("verdict")
    return msgspec.convert(part, Verdict) if part else None


def _facts(event: Event, fields: Json, attributes: dict[str, str], zone: ZoneInfo) -> Facts:
    """Return the facts of a message: those that its verdict kept, the others as they were."""
    verdict = verdict_of(event)
    kept = restored(verdict.facts) if verdict is not None else Facts()
    local = to_datetime(event.recorded_at if verdict is not None else event.at, zone)
    return Facts(
        channel=kept.channel or fields.get("channel", "other"),
        tier=fields.get("tier", "ordinary"),
        category=kept.category or fields.get("category", ""),
        lang=kept.lang or fields.get("lang", ""),
        first=event.version == 1,
        minute_of_day=local.hour * 60 + local.minute,
        day=local.toordinal(),
        tags=kept.tags or tuple(fields["tags"]),
        attributes=attributes | kept.attributes,
    )


def from_file(file: Path) -> Iterator[Past | Wrong]:
    """Yield the messages of a file, one JSON object a line as `receive` takes them, joined by their conversation.

    Lines that are none are told first. A message without a time counts as written at noon.
    """
    tickets: dict[str, list[tuple[str, Facts]]] = {}
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            try:
                _take(line, f"{number}", tickets)
            except Refusal as refusal:
                yield Wrong(number, refusal.message)
    for ticket, said in tickets.items():
        yield Past(case=Case(ticket=ticket, said=tuple(Said(text, facts) for text, facts in said)))


class _Line(msgspec.Struct):
    """The usual message, read the quick way."""

    text: str
    id: str = ""
    channel: str = "other"
    conversation: str = ""
    category: str = ""
    lang: str = ""
    at: str = ""
    customer: "_Who | None" = None


class _Who(msgspec.Struct):
    tier: str = ""


_QUICK = msgspec.json.Decoder(_Line)


def _take(line: bytes, number: str, tickets: dict[str, list[tuple[str, Facts]]]) -> None:
    try:
        given = _QUICK.decode(line)
    except msgspec.ValidationError:
        given = _slowly(line)
    except (msgspec.DecodeError, UnicodeError):
        raise Refusal(Why.INPUT, "rules.no_json") from None
    if not given.text.strip():
        given = _slowly(line)
    ticket = f"{given.channel}:{given.conversation}" if given.conversation else given.id or f"#{number}"
    said = tickets.setdefault(ticket, [])
    minute, day = _moment(given.at)
    facts = Facts(
        channel=given.channel,
        tier=(given.customer.tier if given.customer else "") or "ordinary",
        category=given.category,
        lang=given.lang or language_of(given.text),
        first=not said,
        minute_of_day=minute,
        day=day,
    )
    said.append((given.text, facts))


def _slowly(line: bytes) -> _Line:
    """Read a message whose fields are not of the usual types; raises `Refusal` saying which is wrong."""
    found = read_message(msgspec.json.decode(line))
    who = _Who(found.customer.tier)
    return _Line(found.text, found.id, found.channel, found.conversation, found.category, found.lang, "", who)


def _moment(at: str) -> tuple[int, int]:
    """Return minute of the day and day as the sender's clock has them."""
    if not at:
        return _NOON, 0
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Refusal(Why.INPUT, "desk.bad_time", field="at", value=at[:40]) from None
    return moment.hour * 60 + moment.minute, moment.toordinal()


def messages_in(pasts: Iterable[Past]) -> int:
    """Return how many messages these tickets hold."""
    return sum(len(past.case.said) for past in pasts)
