"""Whole conversations as tests: message by message, with what the ticket is like after each."""

from collections.abc import Iterator

import msgspec

from agentdesk.lang import Message
from agentdesk.model.verdict import Verdict
from agentdesk.rules.backtest import Outcome, outcome
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.settle import Settled
from agentdesk.rules.trial import TestResult, facts_of, found_by, why_not
from agentdesk.rules.values import Conversation, Example, Turn


class _Talk:
    """A ticket as the rules alone would have it: nobody claims it, nobody moves it."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._said: list[str] = []
        self._settled: list[Settled] = []
        self._answered = False
        self.ticket = Outcome()
        self.verdict: Verdict | None = None
        self.auto = ""

    def answered(self) -> None:
        """Somebody answered: the rules do so no more."""
        self._answered = True

    def hear(self, turn: Turn) -> Example:
        """Judge a customer's message; return it with the facts it had."""
        heard = msgspec.structs.replace(
            turn.example,
            text=turn.text,
            subject=turn.example.subject or (self._said[0] if self._said else turn.text),
            first=not self._said,
            carried=self.ticket.tags,
            earlier=tuple(self._said),
            wrote=len(self._said) + 1,
        )
        self.verdict = self._ruleset.judge(turn.text, facts_of(self._ruleset, heard))
        self._settled.append(self._ruleset.engine.effects([hit.rule for hit in self.verdict.hits]))
        self.ticket = outcome(self._settled)
        self.auto = "" if self._answered else self.verdict.auto
        self._answered = self._answered or bool(self.auto)
        self._said.append(turn.text)
        return heard


def talk_through(ruleset: RuleSet, conversation: Conversation) -> Iterator[TestResult]:
    """Yield a result for each message of a conversation test.

    Once a person answered, no automatic reply is expected any more.
    """
    talk = _Talk(ruleset)
    for turn in conversation.turns:
        faults: list[Message] = []
        if turn.author == "customer":
            heard = talk.hear(turn)
            faults = [*_of_rules(ruleset, talk, turn, heard), *_of_ticket(talk, turn)]
        elif turn.author == "agent":
            talk.answered()
        yield TestResult(conversation.name, turn.place, turn.text, tuple(faults))


def _of_rules(ruleset: RuleSet, talk: _Talk, turn: Turn, heard: Example) -> Iterator[Message]:
    assert talk.verdict is not None
    matched = {hit.rule for hit in (*talk.verdict.hits, *talk.verdict.shadow)}
    named = [*((name, True) for name in turn.matches), *((name, False) for name in turn.no_match)]
    for name, wanted in named:
        rule = ruleset.named(name)
        if rule is None or (rule.number in matched) == wanted:
            continue
        if wanted:
            reasons = why_not(ruleset, rule, turn.text, facts_of(ruleset, heard))
            yield from (Message("rules.test_rule", {"id": name, "saw": reason}) for reason in reasons)
        else:
            found = found_by(talk.verdict, rule, turn.text)
            yield Message("rules.test_rule", {"id": name, "saw": Message("rules.test_matched", {"found": found})})


def _of_ticket(talk: _Talk, turn: Turn) -> Iterator[Message]:
    ticket, expected = talk.ticket, turn.example
    missing = [tag for tag in expected.tags if tag not in ticket.tags]
    if missing:
        yield Message("rules.test_tags", {"expected": ", ".join(missing), "got": ", ".join(ticket.tags) or "–"})
    extra = [tag for tag in turn.no_tags if tag in ticket.tags]
    if extra:
        yield Message("rules.test_no_tags", {"tags": ", ".join(extra)})
    got = {"route": ticket.team, "priority": ticket.priority, "auto_reply": talk.auto}
    for name, value in got.items():
        wanted = getattr(expected, name)
        if wanted and wanted != value:
            yield Message(f"rules.test_{name}", {"expected": wanted, "got": value or "–"})
