"""What a rule set says of a message."""

import msgspec

from agentdesk.lang import say
from agentdesk.model.verdict import Hit, Verdict
from agentdesk.rules import Facts, explain_verdict, parse
from tests.rules.small_desk import FILES, judged, matches, quotes, small, with_rule


def test_a_verdict_says_what_to_do_and_where_it_comes_from() -> None:
    text = "你好，我要退款，但是商家拒绝！"
    verdict = judged(small(), text, channel="chat", tier="vip")

    assert verdict.tags == ("退款", "纠纷")
    assert verdict.route == "funds"
    assert verdict.replies == ("refund-progress",)
    assert verdict.hits[0] == Hit(1, ((5, 7), (12, 14)))
    assert quotes(verdict, text) == ["退款", "拒绝", "退款"]
    assert verdict.facts == {}, "no rule asks for channel or tier"


def test_points_are_added_with_the_cap_of_their_group() -> None:
    verdict = judged(small(), "退款被拒绝")
    assert [hit.rule for hit in verdict.hits] == [1, 2]
    assert verdict.points == 50  # 40 and 20, at most 50
    assert verdict.priority == "high"


def test_the_first_matching_route_wins_and_the_others_are_remembered() -> None:
    verdict = judged(small(), "退款被拒绝，换货也行")
    assert verdict.route == "funds"
    assert verdict.routes == (1, 2, 3)


def test_a_rule_on_trial_is_recorded_without_effect() -> None:
    verdict = judged(small(), "加·微信")
    assert verdict.hits == ()
    assert verdict.shadow == (Hit(4, ((0, 4),)),)
    assert verdict.tags == ()
    assert verdict.points == 0


def test_a_rule_that_is_off_says_nothing() -> None:
    files = {"a.yaml": "rules: [{id: a, mode: 停用, when: {words: 退款}, then: {tags: x}}]"}
    assert judged(parse(files), "退款").hits == ()


def test_flags_are_sentences_for_the_agent_in_either_language() -> None:
    ruleset = small()
    verdict = judged(ruleset, "refund refused")
    sentence = ruleset.rule(verdict.flags[0]).then.flag
    assert (sentence.in_language("zh"), sentence.in_language("en")) == ("先核实身份", "Verify identity first")


def test_a_fixed_priority_is_a_floor() -> None:
    assert judged(with_rule("{words: 律师}", "{priority: 紧急}"), "我找律师").priority == "urgent"
    assert judged(with_rule("{words: 律师}", "{priority: low, points: 50}"), "我找律师").priority == "high"


def test_points_below_zero_lower_the_priority() -> None:
    assert judged(with_rule("{words: 谢谢}", "{points: -10}"), "谢谢").priority == "low"
    assert judged(small(), "在吗").priority == "normal"


def test_the_first_promise_wins_and_complaints_avoid_the_accused() -> None:
    verdict = judged(with_rule("{words: 投诉}", "{sla: complaint, avoid_accused: 是, article: KB-1}"), "投诉你们客服")
    assert (verdict.sla, verdict.avoid_accused, verdict.articles) == ("complaint", True, ("KB-1",))


def test_the_same_message_gets_the_same_verdict() -> None:
    facts = Facts(channel="phone", tags=("旧",), attributes={"verified": "no"})
    first, second = small(), parse(dict(reversed(FILES.items())))
    assert first.hash == second.hash
    assert first.judge("退款被拒绝", facts) == second.judge("退款被拒绝", facts)


def test_the_hash_changes_with_any_text_and_any_name() -> None:
    hashes = {
        small().hash,
        parse({**FILES, "desk.yaml": FILES["desk.yaml"] + "\n"}).hash,
        parse({("z.yaml" if name == "desk.yaml" else name): text for name, text in FILES.items()}).hash,
    }
    assert len(hashes) == 3
    assert all(len(value) == 16 for value in hashes)
    assert small().short == small().hash[:6]


def test_visible_order_is_the_order_of_the_files_by_path() -> None:
    rule = "rules: [{{id: {0}, when: {{words: 退款}}, then: {{route: {0}}}}}]\nteams: [{{id: {0}}}]"
    verdict = judged(parse({"b.yaml": rule.format("late"), "a/z.yaml": rule.format("early")}), "退款")
    assert verdict.route == "early"


def test_a_verdict_is_small_and_survives_being_stored() -> None:
    verdict = judged(small(), "退款被拒绝，换货也行", channel="chat")
    stored = msgspec.json.encode(verdict)
    assert len(stored) < 400
    assert msgspec.json.decode(stored, type=Verdict) == verdict


def test_a_verdict_keeps_only_facts_that_some_rule_asks_for() -> None:
    ruleset = with_rule("{words: 退款, hours: '22:00-08:00', attribute: {verified: 'no'}}")
    verdict = judged(ruleset, "x", minute_of_day=5, tags=("旧",), attributes={"verified": "yes", "city": "成都"})
    assert verdict.facts == {"minute_of_day": 5, "attribute.verified": "yes"}


def test_a_fact_that_is_as_usual_is_not_kept_and_comes_back_all_the_same() -> None:
    ruleset = with_rule("{all: [{channel: chat}, {tier: ordinary}, {wrote: {within: 1h, least: 1, most: 1}}]}")
    seen = Facts(channel="chat", tier="ordinary", wrote={60: 1})
    verdict = ruleset.judge("x", seen)
    assert verdict.tags == ("x",)
    assert verdict.facts == {"channel": "chat"}
    assert explain_verdict(ruleset, verdict, "x").same
    other = ruleset.judge("x", Facts(channel="chat", tier="vip", wrote={60: 3}))
    assert other.facts == {"channel": "chat", "tier": "vip", "wrote.60": 3}
    assert explain_verdict(ruleset, other, "x").same


def test_a_verdict_of_old_that_kept_more_facts_still_says_the_same() -> None:
    verdict = msgspec.structs.replace(judged(small(), "退款被拒绝"), facts={"channel": "chat", "lang": "zh"})
    assert explain_verdict(small(), verdict, "退款被拒绝").same


def test_a_long_message_is_judged_by_its_beginning() -> None:
    ruleset = small()
    assert matches(ruleset, "好" * 19_000 + "退款")
    assert not matches(ruleset, "好" * 20_000 + "退款")
    assert len(judged(ruleset, "退款" * 10_000).hits[0].spans) == 8


def test_the_rule_set_names_its_parts() -> None:
    ruleset = small()
    assert [rule.id for rule in ruleset.rules] == ["退款-被拒", "refund", "exchange", "contact"]
    assert ruleset.named("refund") == ruleset.rule(2)
    assert ruleset.named("nothing") is None
    assert list(ruleset.teams) == ["funds", "shop"]
    assert ruleset.teams["funds"].name.in_language("zh") == "资金"
    assert ruleset.replies["refund-progress"].text.in_language("en").startswith("Hello {customer}")
    assert [word.text for word in ruleset.words["all money"].words] == ["赔偿", "提现", "退款", "退钱", "refund"]


def test_no_problem_of_good_files() -> None:
    from agentdesk.rules import check

    assert [problem.line("en") for problem in check(FILES)] == [
        'words/english.yaml:4:3: no rule uses the word list "all money"',
    ]
    assert say(check(FILES)[0].message, "zh") == "没有规则使用词表“all money”"
