"""Coverage of a desk's rules, read from its journal."""

from functools import cache

import msgspec

from agentdesk.desk import Desk
from agentdesk.desk.rulebook import book_of_day
from agentdesk.lab.past import events_of, verdict_of, written
from agentdesk.model import Event, Json, Verdict, key_of
from agentdesk.rules import RuleSet
from agentdesk.rules.coverage import Acts, Coverage, Handled, Tally


class _Ticket(msgspec.Struct):
    """A ticket while its events are read."""

    fields: Json = {}
    acts: dict[tuple[str, bool], Acts] = {}
    taken_off: set[str] = set()
    by_person: bool = False
    moved: bool = False
    suggested: set[str] = set()
    put_on: set[str] = set()
    by_key: set[str] = set()

    def handled(self) -> Handled:
        return Handled(
            by_person=self.by_person,
            tags=tuple(self.fields.get("tags", ())),
            taken_off=frozenset(self.taken_off - set(self.fields.get("tags", ()))),
            team=self.fields.get("team") or "",
            moved=self.moved,
            suggested=frozenset(self.suggested),
            put_on=frozenset(self.put_on),
            by_key=frozenset(self.by_key),
        )


def coverage(desk: Desk, since: int = 0) -> Coverage:
    """Return how the rules did on every message judged at `since` or later; raises `Refusal` without rules."""
    ruleset = desk.rulebook().rules
    reader = desk.reader()
    people = {agent.id for agent in desk.agents()}
    tally = Tally()
    tickets: dict[str, _Ticket] = {}

    @cache
    def of_day(digest: str) -> RuleSet | None:
        book = book_of_day(reader, digest)
        return book.rules if book is not None else None

    for event in events_of(desk, "ticket:"):
        ticket = tickets.setdefault(key_of(event.stream), _Ticket())
        verdict = verdict_of(event)
        rules = of_day(verdict.rules) if verdict is not None else None
        if verdict is not None and rules is not None and event.recorded_at >= since:
            tally.message(written(event), _ids(rules, verdict, False), _ids(rules, verdict, True))
            _acted(ticket, rules, verdict)
            ticket.suggested.update(tag for tag in verdict.suggested if tag not in ticket.fields.get("tags", ()))
        _changed(ticket, event, people)
    for ticket in tickets.values():
        tally.ticket(((rule, acts) for (rule, _), acts in ticket.acts.items()), ticket.handled())
    return tally.result(ruleset)


def _ids(rules: RuleSet, verdict: Verdict, shadow: bool) -> list[str]:
    return [rules.rule(hit.rule).id for hit in (verdict.shadow if shadow else verdict.hits)]


def _acted(ticket: _Ticket, rules: RuleSet, verdict: Verdict) -> None:
    """Note what each rule set; one that fired twice is kept once, with the team if it ever won the route."""
    for hit in (*verdict.hits, *verdict.shadow):
        rule = rules.rule(hit.rule)
        shadow = hit in verdict.shadow
        won = shadow or (bool(verdict.routes) and verdict.routes[0] == hit.rule)
        known = ticket.acts.get((rule.id, shadow))
        team = rule.then.route if won else ""
        ticket.acts[rule.id, shadow] = Acts(rule.then.tags, team or (known.team if known else ""), shadow)


def _changed(ticket: _Ticket, event: Event, people: set[str]) -> None:
    changed = event.data.get("set", {})
    if event.actor in people:
        ticket.by_person = True
        if event.kind == "tags.changed":
            tags = event.data.get("tags", {})
            ticket.taken_off.update(tags.get("off", ()))
            ticket.put_on.update(ticket.suggested.intersection(tags.get("on", ())))
            ticket.by_key.update(tags.get("suggested", ()))
        if event.kind == "ticket.rerouted" and "team" in changed:
            ticket.moved = True
    ticket.fields.update(changed)
