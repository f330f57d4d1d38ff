"""What the matching rules do together: points, priority, route."""

from collections.abc import Mapping, Sequence

import msgspec

from agentdesk.model.words import Priority
from agentdesk.rules.values import Rule


class GroupSum(msgspec.Struct, frozen=True):
    """The points of one group of rules; `counted` is `sum` within plus or minus `cap`."""

    group: str
    rules: tuple[int, ...]
    sum: int
    counted: int
    cap: int | None = None


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The effects of a set of live rules."""

    tags: tuple[str, ...]
    points: int
    priority: str
    sla: str
    route: str
    routes: tuple[int, ...]
    articles: tuple[str, ...]
    replies: tuple[str, ...]
    flags: tuple[int, ...]
    avoid_accused: bool
    untags: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    auto: str = ""
    checks: tuple[str, ...] = ()


def group_sums(rules: Sequence[Rule], caps: Mapping[str, int]) -> tuple[GroupSum, ...]:
    """Return the points by group, in the order the groups first matched; rules without a group stand alone."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.then.points:
            groups.setdefault(rule.group or f"#{rule.number}", []).append(rule)
    return tuple(_group_sum(many, caps) for many in groups.values())


def _group_sum(rules: Sequence[Rule], caps: Mapping[str, int]) -> GroupSum:
    total = sum(rule.then.points for rule in rules)
    cap = caps.get(rules[0].group)
    counted = total if cap is None else max(-cap, min(cap, total))
    return GroupSum(rules[0].group, tuple(rule.number for rule in rules), total, counted, cap)


def priority_of(points: int, levels: Mapping[str, int]) -> str:
    """Return the most urgent priority whose least points are reached; `low` when none is."""
    return next((name for name in Priority if points >= levels[name]), Priority.LOW).value


def settle(rules: Sequence[Rule], caps: Mapping[str, int], levels: Mapping[str, int]) -> Settled:
    """Return what `rules`, live and in visible order, do together.

    Points are added group by group within the caps; a fixed priority is a floor; the first route, promise
    or automatic reply wins; tags, articles, replies, skills, checks and flags are joined; a tag that one rule takes off
    is put on by none.
    """
    untags = tuple(dict.fromkeys(tag for rule in rules for tag in rule.then.untags))
    points = sum(group.counted for group in group_sums(rules, caps))
    floors = [rule.then.priority for rule in rules if rule.then.priority]
    routed = [rule for rule in rules if rule.then.route]
    return Settled(
        tags=tuple(dict.fromkeys(tag for rule in rules for tag in rule.then.tags if tag not in untags)),
        untags=untags,
        points=points,
        priority=min([priority_of(points, levels), *floors], key=lambda name: Priority(name).rank),
        sla=next((rule.then.sla for rule in rules if rule.then.sla), ""),
        route=routed[0].then.route if routed else "",
        routes=tuple(rule.number for rule in routed),
        articles=tuple(dict.fromkeys(name for rule in rules for name in rule.then.articles)),
        replies=tuple(dict.fromkeys(name for rule in rules for name in rule.then.replies)),
        flags=tuple(rule.number for rule in rules if rule.then.flag.zh or rule.then.flag.en),
        skills=tuple(dict.fromkeys(name for rule in rules for name in rule.then.skills)),
        auto=next((rule.then.auto_reply for rule in rules if rule.then.auto_reply), ""),
        checks=tuple(dict.fromkeys(name for rule in rules for name in rule.then.checks)),
        avoid_accused=any(rule.then.avoid_accused for rule in rules),
    )
