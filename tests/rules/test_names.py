"""What tags and rules are called in the other language."""

from agentdesk.resources import shipped
from agentdesk.rules import Facts, explain, explanation_lines, parse, read_folder
from agentdesk.rules.values import PerLanguage

FILES = {
    "rules.yaml": """
teams: [{id: funds}]
rules:
  - {id: 退款-一般, when: {words: [退款]}, then: {tags: [退款, vip], points: 10, route: funds}}
names:
  退款: refund
  退款-一般: refund-general
  vip: {zh: 贵宾}
"""
}


def test_a_plain_name_is_the_english_one() -> None:
    names = parse(FILES).names
    assert names["退款"] == PerLanguage(en="refund")
    assert names["vip"] == PerLanguage(zh="贵宾")


def test_an_explanation_names_rules_and_tags_in_the_readers_language_too() -> None:
    explanation = explain(parse(FILES), "我要退款", Facts())
    english, chinese = ("\n".join(explanation_lines(explanation, lang)) for lang in ("en", "zh"))
    assert "refund-general (退款-一般) matched" in english
    assert "tags: refund (退款), vip" in english
    assert "退款, 贵宾 (vip)" in chinese
    assert "refund" not in chinese


def test_every_shipped_tag_and_rule_has_an_english_name() -> None:
    rules = parse(read_folder(shipped("rules")))
    given = {tag for rule in rules.rules for tag in (*rule.then.tags, *rule.then.untags)}
    wanted = given | {rule.id for rule in rules.rules} | {tag for team in rules.teams.values() for tag in team.takes}
    assert {name for name in wanted if not name.isascii() and not rules.names.get(name, PerLanguage()).en} == set()
