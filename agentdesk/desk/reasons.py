"""What the rules said of a message, in one line, from the brief that is kept of each rule set: nothing is compiled."""

import msgspec

from agentdesk.desk.errors import no_ticket
from agentdesk.model import Ticket, Verdict
from agentdesk.store.protocol import Reader


def reason_line(reader: Reader, verdict: Verdict, lang: str) -> str:
    """Return one line: what the agent should mind, which rules matched, their points, and where they route."""
    brief = reader.rules_brief(verdict.rules)
    rules = brief.rules
    known = (rules[hit.rule - 1] for hit in verdict.hits if hit.rule <= len(rules))
    called = ((brief.called(rule, lang), points) for rule, points in known)
    names = [f"{rule} {points:+d}" if points else rule for rule, points in called]
    if not names:
        return ""
    route = next((team for team in reader.teams() if team.id == verdict.route), None)
    arrow = f" → {route.shown(lang)}" if route else ""
    flags = [said(brief.flags[number], lang) for number in verdict.flags if number in brief.flags]
    return " | ".join([*flags, " · ".join(names) + arrow])


class Entry(msgspec.Struct, frozen=True):
    """An entry of a ticket's checklist."""

    id: str
    text: str
    done: bool


def checklist(reader: Reader, ticket_id: int, lang: str) -> tuple[Entry, ...]:
    """Return a ticket's checklist in the words of the rules in force; raises `Refusal` when there is no ticket."""
    ticket = reader.ticket(ticket_id)
    if ticket is None:
        raise no_ticket(ticket_id)
    texts = check_texts(reader, ticket)
    return tuple(Entry(name, said(texts[name], lang), name in ticket.checked) for name in ticket.checks)


def check_texts(reader: Reader, ticket: Ticket) -> dict[str, tuple[str, str]]:
    """Return the entries of a ticket's checklist in Chinese and English, by id, as the rules in force say them."""
    if not ticket.checks:
        return {}
    known = reader.rules_brief(reader.rules_hash()[0]).checks
    return {name: known.get(name, (name, name)) for name in ticket.checks}


def said(texts: tuple[str, str], lang: str) -> str:
    """Return a text of both languages in one of them."""
    zh, en = texts
    return (zh or en) if lang == "zh" else (en or zh)
