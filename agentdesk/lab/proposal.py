"""From a corrected ticket a rule test and a proposed change, tried before anybody accepts it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from agentdesk.desk import Desk
from agentdesk.desk.rulebook import compile_files
from agentdesk.desk.worklist import Correction, corrections_of
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import ChatMessage
from agentdesk.rules import Facts, Problem, RuleErrors, RuleSet, run_tests
from agentdesk.rules.editing.amend import Sample, add_except, add_rule, add_test, add_word
from agentdesk.rules.editing.diff import FileChange, differences
from agentdesk.rules.editing.phrases import phrase_around, phrase_to_add
from agentdesk.rules.editing.places import field, find_rule, word_nodes
from agentdesk.rules.facts import restored
from agentdesk.rules.vocabulary import RULE
from agentdesk.text.mask import mask

LONGEST = 300
"""Characters of a message that a test keeps."""
Files = Mapping[str, str]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the lead asks for beyond what follows from the ticket."""

    rule: str = ""
    """Another rule than the one that follows."""
    tag: str = ""
    """Which corrected tag, where there are several."""
    word: str = ""
    """The word on which the rule is to act from now on."""
    longer: str = ""
    """The longer word on which it is not to act any more."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A test and a change of the rules."""

    ticket: int
    correction: Correction | None
    rule: str
    test: str
    """The test as it stands in the file."""
    matches: bool
    """Whether the rule is to act on the message."""
    steps: tuple[Message, ...]
    """What is changed, sentence by sentence."""
    changes: tuple[FileChange, ...]
    files: dict[str, str]
    """All files of the folder as they would be."""
    passes: bool
    """Whether the test passes with the change."""
    broken: tuple[str, ...]
    """Rules with another test that passed before and fails now."""
    problems: tuple[Problem, ...] = ()
    """What keeps the files from going in force."""


def propose(desk: Desk, ticket: int, files: Files, wish: Wish | None = None) -> Proposal:
    """Return a proposal for a ticket over the rule files of a folder.

    Raises `Refusal` when nothing on the ticket was corrected or the rule cannot be amended so, `RuleErrors` when the
    files are no rules.
    """
    wish = wish or Wish()
    ruleset = compile_files(files).rules
    reader = desk.reader()
    correction = _chosen(corrections_of(reader, ticket), wish)
    if correction is None and not (wish.rule and (wish.word or wish.longer)):
        raise Refusal(Why.CONFLICT, "lead.not_corrected", ticket=ticket)
    message = _message(reader.messages(ticket), correction)
    if message is None or not message.text:
        raise Refusal(Why.MISSING, "lead.no_text", ticket=ticket)
    text, facts = _text(message), _facts(message)
    acts = bool(wish.word) or (correction is not None and correction.what == "tag_on" and not wish.longer)
    amended = _acting(files, ruleset, correction, wish, text, facts) if acts else None
    amended = amended or _resting(files, ruleset, correction, wish, text, facts)
    return _tried(ticket, correction, files, ruleset, amended)


class _Amended(msgspec.Struct, frozen=True):
    rule: str
    sample: Sample
    files: Files
    steps: tuple[Message, ...]


def _chosen(found: Sequence[Correction], wish: Wish) -> Correction | None:
    suits = (one for one in found if not wish.tag or wish.tag in (one.was, one.now))
    return next(suits, None)


def _message(messages: Iterable[ChatMessage], correction: Correction | None) -> ChatMessage | None:
    judged = (message for message in messages if message.verdict is not None)
    return next((message for message in judged if correction is None or message.n == correction.n), None)


def _text(message: ChatMessage) -> str:
    """Return the customer's words as a test may keep them: on one line, and with personal data masked."""
    plain = "".join(char if char.isprintable() else " " for char in message.text or "")
    return mask(" ".join(plain.split()))[:LONGEST]


def _facts(message: ChatMessage) -> Facts:
    """Return the facts that decided, as far as a test can tell them."""
    kept = restored(message.verdict.facts) if message.verdict is not None else Facts()
    return Facts(channel=kept.channel, tier=kept.tier, category=kept.category, first=kept.first, tags=kept.tags)


def _acting(
    files: Files, ruleset: RuleSet, correction: Correction | None, wish: Wish, text: str, facts: Facts
) -> _Amended:
    """Let a rule act on the message from now on; a tag that no rule gives gets a rule."""
    tag = correction.now if correction is not None and correction.what == "tag_on" else ""
    team = correction.now if correction is not None and correction.what == "team" else ""
    rule, word = wish.rule or _giving(files, ruleset, tag, team), wish.word or phrase_to_add(text, tag)
    if not word:
        raise Refusal(Why.CONFLICT, "lead.no_phrase")
    sample = Sample(text=text, facts=facts, tags=(tag,) if tag else (), route=team)
    if not rule:
        made, rule = add_rule(files, word, sample)
        return _Amended(rule, sample, made, (Message("lead.step_rule", {"rule": rule, "word": word}),))
    made, name = add_word(add_test(files, rule, sample), rule, word)
    code = "lead.step_word" if name else "lead.step_own_word"
    return _Amended(rule, sample, made, (Message(code, {"rule": rule, "word": word, "list": name}),))


def _giving(files: Files, ruleset: RuleSet, tag: str, team: str) -> str:
    """Return the live rule with words that gives this tag before others or sends to this team; "" when none does."""
    for rule in ruleset.rules:
        suits = tag in rule.then.tags[:1] if tag else team == rule.then.route
        spot = find_rule(files, rule.id) if suits and rule.mode == "live" and not rule.contest else None
        if spot is not None and any(True for _ in word_nodes(field(spot.node, RULE, "when"))):
            return rule.id
    return ""


def _resting(
    files: Files, ruleset: RuleSet, correction: Correction | None, wish: Wish, text: str, facts: Facts
) -> _Amended:
    """Let a rule rest on the message from now on: word by word that hit, until it does."""
    rule = wish.rule or (correction.rule if correction is not None else "")
    if ruleset.named(rule) is None:
        raise Refusal(Why.MISSING, "lead.no_rule", rule=rule[:60] or "–")
    sample = Sample(text=text, facts=facts, matches=False)
    made: Files = add_test(files, rule, sample)
    steps: list[Message] = []
    spans = _spans(ruleset, rule, text, facts)
    if wish.longer:
        spans = [span for span in spans if text[slice(*span)] in wish.longer][:1] or spans[:1] or [(0, 0)]
    for start, end in spans:
        longer = wish.longer or phrase_around(text, start, end)
        made, name = add_except(made, rule, text[start:end], longer)
        code = "lead.step_except" if name else "lead.step_none"
        steps.append(Message(code, {"rule": rule, "word": text[start:end], "longer": longer, "list": name}))
        if _rests(made, rule, text, facts):
            break
    return _Amended(rule, sample, made, tuple(steps))


def _spans(ruleset: RuleSet, rule: str, text: str, facts: Facts) -> list[tuple[int, int]]:
    verdict, known = ruleset.judge(text, facts), ruleset.named(rule)
    number = known.number if known is not None else 0
    return [span for hit in (*verdict.hits, *verdict.shadow) if hit.rule == number for span in hit.spans]


def _rests(files: Files, rule: str, text: str, facts: Facts) -> bool:
    try:
        ruleset = compile_files(files).rules
    except RuleErrors:
        return False
    known, verdict = ruleset.named(rule), ruleset.judge(text, facts)
    return known is None or all(hit.rule != known.number for hit in (*verdict.hits, *verdict.shadow))


def _tried(ticket: int, correction: Correction | None, files: Files, before: RuleSet, amended: _Amended) -> Proposal:
    passes = False
    broken: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        after = compile_files(amended.files).rules
    except RuleErrors as fault:
        problems = fault.problems
    else:
        passes, broken = _outcome(before, after, amended)
    return Proposal(
        ticket=ticket,
        correction=correction,
        rule=amended.rule,
        test=amended.sample.entry(),
        matches=amended.sample.matches,
        steps=amended.steps,
        changes=differences(files, amended.files),
        files=dict(amended.files),
        passes=passes,
        broken=broken,
        problems=problems,
    )


def _outcome(before: RuleSet, after: RuleSet, amended: _Amended) -> tuple[bool, tuple[str, ...]]:
    """Return whether the new test passes, and which rules have a test that only fails now."""
    failed = {(result.rule, result.text) for result in run_tests(before) if not result.passed}
    results = run_tests(after)
    own = [result for result in results if (result.rule, result.text) == (amended.rule, amended.sample.text)]
    worse = [result.rule for result in results if not result.passed and (result.rule, result.text) not in failed]
    broken = tuple(dict.fromkeys(rule for rule in worse if rule != amended.rule or any(one.passed for one in own)))
    return bool(own) and all(result.passed for result in own), broken
