"""From which lead on a learned tag is right often enough to be applied without a person."""

from collections.abc import Sequence

import msgspec

from agentdesk.rules.learning.grams import Gram
from agentdesk.rules.learning.labelled import FOLDS, split
from agentdesk.rules.learning.model import train

RIGHT = 0.9
"""Share of applied tags that are to be right."""
NEVER = 10_000.0
"""The lead of a tag that is never applied by itself, only suggested."""


class Sure(msgspec.Struct, frozen=True):
    """The least sum and lead at which a tag is applied; of `applied` such messages `right` were."""

    least: float = 0.0
    lead: float = NEVER
    applied: int = 0
    right: int = 0


_Win = tuple[float, float, bool]
"""Lead and sum of a winning tag, and whether it was right."""


def sure_by_tag(bags: Sequence[set[Gram]], labels: Sequence[str], terms: int | None) -> dict[str, Sure]:
    """Return the limits of each tag, from messages that were not learned from: a cross-validation."""
    wins: dict[str, list[_Win]] = {}
    fold_of = split(labels)
    for fold in range(FOLDS):
        train_on = [number for number, which in enumerate(fold_of) if which != fold]
        held = [number for number, which in enumerate(fold_of) if which == fold]
        model = train([bags[number] for number in train_on], [labels[number] for number in train_on], terms)
        for number, sums in zip(held, model.sums([bags[number] for number in held]).tolist(), strict=True):
            second, best = sorted(sums)[-2:]
            tag = model.tags[sums.index(best)]
            wins.setdefault(tag, []).append((best - second, best, tag == labels[number]))
    return {tag: limits(many) for tag, many in wins.items()}


def limits(wins: Sequence[_Win]) -> Sure:
    """Return the lowest lead above which the share that was right, one wrong win added to be careful, is enough."""
    found = Sure()
    right = 0
    ordered = sorted(wins, reverse=True)
    for count, (lead, _, hit) in enumerate(ordered, 1):
        right += hit
        tied = count < len(ordered) and ordered[count][0] == lead
        if hit and not tied and right / (count + 1) >= RIGHT:
            least = sorted(total for _, total, _ in ordered[:count])[count // 50]
            found = Sure(max(0.0, round(least - 0.005, 2)), max(0.0, round(lead, 2)), count, right)
    return found
