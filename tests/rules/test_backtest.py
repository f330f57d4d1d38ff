"""Back-test: two rule sets, the same tickets."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules import Facts, RuleSet, parse
from agentdesk.rules.backtest import Case, Difference, Reviewer, Said, Tally, outcome
from agentdesk.rules.twin import Twin
from tests.rules.small_desk import FILES, small

TEXTS = st.lists(st.sampled_from(["退款", "refund", "拒绝", "换货", "加微信", "你好", " ", "，"]), max_size=6).map(
    "".join
)
FACTS = st.builds(Facts, channel=st.sampled_from(["chat", "email"]), first=st.booleans())


def changed(old: str, new: str) -> RuleSet:
    """Return the small desk's rules with something else in place of `old`."""
    return parse({name: text.replace(old, new) for name, text in FILES.items()})


def case(*texts: str, hands: tuple[str, ...] = ()) -> Case:
    said = (Said(text, Facts(first=not place)) for place, text in enumerate(texts))
    return Case(ticket="10001", said=tuple(said), hands=hands)


def differ(now: RuleSet, *texts: str, hands: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    review = Reviewer(Twin(small(), now)).review(case(*texts, hands=hands))
    return {(one.what, one.was, one.now) for one in review.differences}


@given(TEXTS, FACTS)
def test_twins_say_what_each_set_says_alone(text: str, facts: Facts) -> None:
    other = changed("points: 20, route: shop", "points: 90, route: funds")
    both = Twin(small(), other).judge(text, facts)
    for ruleset, settled in ((small(), both.then), (other, both.now)):
        verdict = ruleset.judge(text, facts)
        assert (settled.tags, settled.points, settled.priority, settled.route, settled.sla) == (
            verdict.tags,
            verdict.points,
            verdict.priority,
            verdict.route,
            verdict.sla,
        )


def test_the_same_rules_differ_in_nothing() -> None:
    assert differ(small(), "我要退款但是商家拒绝", "refund") == set()


def test_another_route_moves_tickets_that_nobody_moved_by_hand() -> None:
    other = changed("points: 20, route: shop", "points: 20, route: funds")
    assert differ(other, "I want a refund") == {("team", "shop", "funds")}
    assert differ(other, "I want a refund", hands=("team",)) == set()


def test_tags_and_priorities_that_come_and_go() -> None:
    other = changed("tags: 退款, points: 20", "tags: 退钱, points: 90, priority: urgent")
    assert differ(other, "refund") == {
        ("tag_gained", "", "退钱"),
        ("tag_lost", "退款", ""),
        ("priority", "normal", "urgent"),
    }
    assert differ(other, "refund", hands=("priority", "-退款")) == {("tag_gained", "", "退钱")}


def test_a_rule_that_is_tried_changes_nothing_until_it_is_live() -> None:
    assert differ(changed("mode: shadow", "mode: live"), "加微信") == {
        ("tag_gained", "", "引流"),
        ("priority", "normal", "urgent"),
    }


def test_a_ticket_keeps_its_first_team_and_its_highest_priority() -> None:
    judged = [
        small().engine.effects(small().engine.matching(text, Facts())) for text in ("想换货", "退款被拒绝", "你好")
    ]
    result = outcome(judged)
    assert (result.tags, result.team, result.priority) == (("换货", "退款", "纠纷"), "shop", "high")


def test_tallies_add_up_whatever_the_parts() -> None:
    found = [Difference("team", "a", "b"), Difference("tag_gained", "", "x"), Difference("tag_gained", "", "y")]
    one, two = Tally(), Tally()
    for _ in range(4):
        one.count(case("a"), found)
    two.count(case("a"), [])
    two.count(case("a"), found[:1])
    one.merge(two)
    assert (one.tickets, one.changed, one.by_what) == (6, 5, {"team": 5, "tags": 4})
    assert (one.differences[found[0]].tickets, len(one.differences[found[0]].examples)) == (5, 5)
