"""How rightly rules tag: precision, recall and sureness over labelled messages, judged by the engine."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from agentdesk.rules.facts import Facts
from agentdesk.rules.learning.labelled import FOLDS, Labelled, split
from agentdesk.rules.learning.learn import learn
from agentdesk.rules.reading import parse
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.trial import language_of

_APPLIED_LEAD = 1e9
"""Ranks a tag that a plain rule applied before every contest."""


class Judged(msgspec.Struct, frozen=True):
    """What a rule set makes of one message: tags, the likeliest first; how sure the first is; what is applied."""

    label: str
    ranked: tuple[str, ...]
    lead: float
    applied: tuple[str, ...]


class TagFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One tag; shares of 1, None where there is nothing to share."""

    tag: str
    messages: int
    precision: float | None
    """Of the messages for which it came first, those that carry it."""
    recall: float | None
    """Of the messages that carry it, those for which it came first."""
    f1: float
    applied: int
    """Messages that got it without a person."""
    applied_right: float | None


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of 1 over all messages."""

    messages: int
    accuracy: float
    """The first tag is right."""
    macro_f1: float
    """Mean over the tags."""
    top3: float
    """The right tag is among the first three."""
    surest_50: float
    """The first tag is right, among the half with the greatest lead."""
    surest_70: float
    applied: float
    """Messages that get a tag without a person."""
    applied_right: float
    """Of the tags so given, those that are right."""
    tags: tuple[TagFigures, ...]


def cross_validate(
    messages: Sequence[Labelled], terms: int | None = None, learner: Callable[..., Mapping[str, str]] = learn
) -> Evaluation:
    """Return the figures of what would be learned: five times learned from four fifths and judged on the rest."""
    fold_of = split([message.label for message in messages])
    judged: list[Judged] = []
    for fold in range(FOLDS):
        known = [message for message, which in zip(messages, fold_of, strict=True) if which != fold]
        ruleset = parse(learner(known, terms))
        judged += judge(ruleset, [message for message, which in zip(messages, fold_of, strict=True) if which == fold])
    return figures(judged)


def judge(ruleset: RuleSet, messages: Sequence[Labelled]) -> list[Judged]:
    """Return what `ruleset` makes of each message, as if it were the first of a ticket in a chat."""
    return [_judged(ruleset, message) for message in messages]


def _judged(ruleset: RuleSet, message: Labelled) -> Judged:
    lang = message.lang if message.lang in ("zh", "en") else language_of(message.text)
    facts = Facts(channel="chat", tier="ordinary", lang=lang, first=True, minute_of_day=720)
    verdict = ruleset.judge(message.text, facts)
    standings = [
        standing
        for contest, outcome in ruleset.engine.outcomes(message.text, facts)
        if contest.mode == "live"
        for standing in outcome.standings
    ]
    competing = {tag for standing in standings for tag in ruleset.rule(standing.rule).then.tags}
    plain = [tag for tag in verdict.tags if tag not in competing]
    order = sorted(standings, key=lambda standing: -standing.sum)
    ranked = [*plain, *(tag for standing in order for tag in ruleset.rule(standing.rule).then.tags)]
    lead = _APPLIED_LEAD if plain else order[0].lead if order else 0.0
    return Judged(message.label.strip(), tuple(dict.fromkeys(ranked)), lead, verdict.tags)


def figures(judged: Sequence[Judged]) -> Evaluation:
    """Return the figures of judged messages; all are 0 for none."""
    hits = [one.ranked[:1] == (one.label,) for one in judged]
    surest = [hit for _, hit in sorted(zip((-one.lead for one in judged), hits, strict=True), key=lambda pair: pair[0])]
    tags = tuple(_tag_figures(tag, judged) for tag in sorted({one.label for one in judged}))
    given = [tag == one.label for one in judged for tag in one.applied]
    return Evaluation(
        messages=len(judged),
        accuracy=_share(hits) or 0.0,
        macro_f1=sum(tag.f1 for tag in tags) / len(tags) if tags else 0.0,
        top3=_share([one.label in one.ranked[:3] for one in judged]) or 0.0,
        surest_50=_share(surest[: len(surest) // 2]) or 0.0,
        surest_70=_share(surest[: len(surest) * 7 // 10]) or 0.0,
        applied=_share([bool(one.applied) for one in judged]) or 0.0,
        applied_right=_share(given) or 0.0,
        tags=tags,
    )


def _tag_figures(tag: str, judged: Sequence[Judged]) -> TagFigures:
    named = [one.label == tag for one in judged if one.ranked[:1] == (tag,)]
    carried = [one.ranked[:1] == (tag,) for one in judged if one.label == tag]
    given = [one.label == tag for one in judged if tag in one.applied]
    total = len(named) + len(carried)
    return TagFigures(
        tag=tag,
        messages=len(carried),
        precision=_share(named),
        recall=_share(carried),
        f1=2 * sum(carried) / total if total else 0.0,
        applied=len(given),
        applied_right=_share(given),
    )


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
