"""Why: the reasons for what was decided about a ticket, as sentences, by the rules of that day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentdesk.desk.errors import no_ticket
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.rulebook import book_of_day
from agentdesk.desk.sharing.reasons import reason_of
from agentdesk.desk.verbs.priority import priority_name
from agentdesk.desk.work import step_name
from agentdesk.lang import Message, say
from agentdesk.model import ChatMessage, Ticket, Verdict, stream_of
from agentdesk.store.protocol import Reader

if TYPE_CHECKING:
    from agentdesk.rules import RuleSet

SHIPPED_KINDS = ("matter", "complaint")
MOST_ASKED = 5
"""So many rules whose names hold what was asked for are told of."""


def why_lines(reader: Reader, ticket_id: int, lang: str, rule: str = "") -> Iterator[str]:
    """Yield the reasons for everything decided about a ticket; raises `Refusal` when there is no such ticket.

    With `rule`, yield what each message meant to the rules whose names hold that, else to the one that is called most
    like it, whether they acted or not, by the rules of that day.
    """
    ticket = reader.ticket(ticket_id)
    if ticket is None:
        raise no_ticket(ticket_id)
    if not rule:
        yield from _summary(reader, ticket, lang)
    for message in reader.messages(ticket_id):
        if message.verdict is not None:
            yield ""
            yield from _verdict(reader, message, message.verdict, lang, rule)
    if rule:
        return
    yield from _shared(reader, ticket, lang)
    yield from _hands(reader, ticket, lang)


def _summary(reader: Reader, ticket: Ticket, lang: str) -> Iterator[str]:
    team = next((team.shown(lang) for team in reader.teams() if team.id == ticket.team), "–")
    yield say(
        Message(
            "desk.why_summary",
            {
                "ticket": ticket.id,
                "priority": priority_name(ticket.priority),
                "points": ticket.points,
                "team": team,
                "kind": kind_name(ticket.kind),
            },
        ),
        lang,
    )
    promise = say(Message(f"promises.{ticket.due_kind}"), lang) if ticket.due_kind else "–"
    yield say(Message(f"desk.why_lane_{ticket.lane}", {"due": promise}), lang)


def kind_name(kind: str) -> str | Message:
    """Return the row of the promise table in words; a kind that the rules made is its own name."""
    return Message(f"desk.kind_{kind}") if kind in SHIPPED_KINDS else kind


def _verdict(reader: Reader, message: ChatMessage, verdict: Verdict, lang: str, rule: str) -> Iterator[str]:
    from agentdesk.desk.facts import earlier_texts
    from agentdesk.rules import explain_verdict, explanation_lines

    yield say(Message("desk.why_message", {"number": message.n, "hash": verdict.rules[:6]}), lang)
    book = book_of_day(reader, verdict.rules)
    if book is None or message.text is None:
        yield "  " + say(Message("desk.why_gone"), lang)
        return
    ticket = reader.ticket(message.ticket)
    earlier = earlier_texts(reader, message.ticket, message.n)
    explained = explain_verdict(book.rules, verdict, message.text, ticket.subject if ticket else "", earlier)
    rules = [known.id for known in book.rules.rules]
    names = _asked(rule, book.rules) if rule else [""]
    if rule and not names:
        names = [nearest_word(rule, rules)]
        yield "  " + say(Message("desk.why_no_rule", {"rule": rule[:40], "near": names[0]}), lang)
    for name in names:
        for line in explanation_lines(explained, lang, name):
            yield f"  {line}"


def _asked(word: str, rules: "RuleSet") -> list[str]:
    """Return the rules it is asked about: the one of this name, else those that hold it in what they are called."""
    if rules.named(word) is not None:
        return [word]
    called = {rule.id: rules.names.get(rule.id) for rule in rules.rules}
    names = {name: (name, other.zh, other.en) if other else (name,) for name, other in called.items()}
    holding = [name for name, known in names.items() if any(word.lower() in one.lower() for one in known)]
    return holding[:MOST_ASKED]


def _shared(reader: Reader, ticket: Ticket, lang: str) -> Iterator[str]:
    """Yield who was given the ticket, or lost it, and why."""
    names = {agent.id: agent.shown for agent in reader.agents()}
    events = reader.events(stream_of("ticket", ticket.id))
    told = [(e, reason) for e in events if (reason := reason_of(e.kind, e.data, lambda who: names.get(who, who)))]
    if told:
        yield ""
        yield say(Message("sharing.why_shared"), lang)
    for event, reason in told:
        yield f"  {say(step_name(event.kind), lang)} {say(reason, lang)}"


def _hands(reader: Reader, ticket: Ticket, lang: str) -> Iterator[str]:
    """Yield what people decided, who and when."""
    names = {agent.id: agent.shown for agent in reader.agents()}
    decided = [e for e in reader.events(stream_of("ticket", ticket.id)) if e.actor in names and "set" in e.data]
    if decided:
        yield ""
        yield say(Message("desk.why_people"), lang)
    for event in decided:
        what = say(step_name(event.kind), lang)
        yield f"  {names[event.actor]}: {what}"
