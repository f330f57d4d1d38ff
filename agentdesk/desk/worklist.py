"""What people corrected: tickets that the rules sent to the wrong team, and tags they gave wrongly or not at all."""

from collections.abc import Iterator

import msgspec

from agentdesk.desk.errors import no_ticket
from agentdesk.desk.rulebook import book_of_day
from agentdesk.model import ChatMessage, Ticket, Verdict
from agentdesk.store.protocol import Reader

MOST_LOOKED_AT = 2_000
"""So many of the newest tickets on which people set something are looked at."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person changed of what the rules had decided."""

    ticket: int
    subject: str
    """The beginning of what the customer wrote."""
    what: str
    """"team": moved elsewhere; "tag_off": a rule's tag taken off; "tag_on": a tag that no rule gave or suggested."""
    was: str
    """The team or the tag that the rules gave; "" for "tag_on"."""
    now: str
    """The team now, or the tag that was put on; "" for "tag_off"."""
    rule: str
    """The rule that had decided it, "" for "tag_on"."""
    n: int
    """The message on which it did; for "tag_on" the first one."""


def worklist(reader: Reader, limit: int, before: int | None = None) -> tuple[Correction, ...]:
    """Return up to `limit` corrections, those of the newest tickets first, of tickets with numbers below `before`."""
    found: list[Correction] = []
    for ticket in reader.handled(MOST_LOOKED_AT, before):
        found += corrections(reader, ticket)
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def corrections_of(reader: Reader, ticket: int) -> tuple[Correction, ...]:
    """Return what people corrected on a ticket; raises `Refusal` when there is none."""
    found = reader.ticket(ticket)
    if found is None:
        raise no_ticket(ticket)
    return tuple(corrections(reader, found))


def corrections(reader: Reader, ticket: Ticket) -> Iterator[Correction]:
    """Yield what people corrected on a ticket: the move first, then tags by name."""
    judged = [message for message in reader.messages(ticket.id) if message.verdict is not None]
    if not judged:
        return
    yield from _moved(reader, ticket, judged)
    given = {tag for message in judged for tag in _verdict(message).tags}
    offered = {tag for message in judged for tag in _verdict(message).suggested}
    for mark in ticket.hands:
        tag = mark[1:]
        if mark[0] == "-" and tag in given and tag not in ticket.tags:
            n, rule = _giver(reader, judged, tag)
            yield _correction(ticket, judged, "tag_off", was=tag, rule=rule, n=n)
        elif mark[0] == "+" and tag in ticket.tags and tag not in given | offered:
            yield _correction(ticket, judged, "tag_on", now=tag, n=judged[0].n)


def _moved(reader: Reader, ticket: Ticket, judged: list[ChatMessage]) -> Iterator[Correction]:
    routed = next((message for message in judged if _verdict(message).route), None)
    if routed is None or "team" not in ticket.hands or not ticket.team:
        return
    verdict = _verdict(routed)
    if verdict.route != ticket.team:
        rules = reader.rules_brief(verdict.rules).rules
        rule = rules[verdict.routes[0] - 1][0] if verdict.routes and verdict.routes[0] <= len(rules) else ""
        yield _correction(ticket, judged, "team", was=verdict.route, now=ticket.team, rule=rule, n=routed.n)


def _giver(reader: Reader, judged: list[ChatMessage], tag: str) -> tuple[int, str]:
    """Return the message on which a rule first gave this tag, and the rule."""
    message = next(message for message in judged if tag in _verdict(message).tags)
    book = book_of_day(reader, _verdict(message).rules)
    if book is None:
        return message.n, ""
    hits = (book.rules.rule(hit.rule) for hit in _verdict(message).hits)
    return message.n, next((rule.id for rule in hits if tag in rule.then.tags), "")


def _correction(
    ticket: Ticket, judged: list[ChatMessage], what: str, *, n: int, was: str = "", now: str = "", rule: str = ""
) -> Correction:
    text = next((message.text or "" for message in judged if message.n == n), "")
    subject = " ".join(text[:200].split())[:80]
    return Correction(ticket=ticket.id, subject=subject, what=what, was=was, now=now, rule=rule, n=n)


def _verdict(message: ChatMessage) -> Verdict:
    assert message.verdict is not None
    return message.verdict
