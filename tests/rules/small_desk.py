"""A small desk's rules, in both languages, and short ways to ask them."""

from agentdesk.model.verdict import Verdict
from agentdesk.rules import Facts, RuleErrors, RuleSet, check, parse

WORDS = """
词表:
  退款: [退款, 退钱, refund]
  换货: {words: [换货], except: [兑换货币, 变换货架, 更换货源, 交换货物]}
  暗语: {词: [加微信], 隐写: 是}
"""

ENGLISH_WORDS = """
words:
  refuse: [拒绝, 不同意, refuse, refused]
  all money: [{list: 退款}, 赔偿, {word: 提现, except: [提现卡]}]
"""

DESK = """
caps: {refund: 50}
levels: {urgent: 80, high: 40, normal: 0, low: -20}
teams:
  - {id: funds, name: {zh: 资金, en: Funds}, takes: [退款]}
  - {id: shop, name: {zh: 商城, en: Shop}}
replies:
  - id: refund-progress
    title: {zh: 退款进度, en: Refund progress}
    text: {zh: "{customer}您好，退款已在处理", en: "Hello {customer}, your refund is on its way"}
    tags: [退款]
"""

CHINESE_RULES = """
规则:
  - 名称: 退款-被拒
    分组: refund
    当:
      全部:
        - 词: 退款
        - 词: refuse
    则:
      标签: [退款, 纠纷]
      加分: 40
      转至: funds
      快捷短语: refund-progress
      提醒: {zh: 先核实身份, en: Verify identity first}
    测试:
      命中: [我要退款但是商家拒绝]
      不命中: [退款已到账谢谢]
"""

RULES = """
rules:
  - id: refund
    group: refund
    when: {words: 退款}
    then: {tags: 退款, points: 20, route: shop}
    tests: {match: [I want a refund], no_match: [hello]}
  - id: exchange
    when: {words: 换货}
    then: {tags: [换货], route: shop}
    tests: {match: [想换货], no_match: [我要兑换货币]}
  - id: contact
    mode: shadow
    when: {words: 暗语}
    then: {tags: [引流], points: 90}
    tests: {match: ["加 微.信"], no_match: [微信支付失败]}
"""

FILES = {
    "1.yaml": CHINESE_RULES,
    "2.yaml": RULES,
    "desk.yaml": DESK,
    "words.yaml": WORDS,
    "words/english.yaml": ENGLISH_WORDS,
}


def small() -> RuleSet:
    """Return the small desk's rule set."""
    return parse(FILES)


def with_rule(when: str, then: str = "{tags: [x]}", words: str = "") -> RuleSet:
    """Return a rule set of one rule, `rule`, whose `when` is given as YAML in one line, and the lists in `words`."""
    return parse({"a.yaml": f"{words}\nrules:\n  - id: rule\n    when: {when}\n    then: {then}\n"})


def judged(ruleset: RuleSet, text: str, **facts: object) -> Verdict:
    """Return the verdict on `text`; facts that are not given are the usual ones."""
    return ruleset.judge(text, Facts(**facts))  # type: ignore[arg-type]


def matches(ruleset: RuleSet, text: str, **facts: object) -> bool:
    """Whether any rule matches `text`."""
    return bool(judged(ruleset, text, **facts).hits)


def quotes(verdict: Verdict, text: str) -> list[str]:
    """Return what the spans of all live hits quote."""
    return [text[start:end] for hit in verdict.hits for start, end in hit.spans]


def told(text: str) -> list[str]:
    """Return `line:column code` of every error of one file."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message.code}"
        for problem in check({"a.yaml": text})
        if problem.severity == "error"
    ]


def refused(files: dict[str, str]) -> tuple[str, ...]:
    """Return the codes of the problems for which `parse` refuses `files`."""
    try:
        parse(files)
    except RuleErrors as errors:
        return tuple(problem.message.code for problem in errors.problems)
    return ()
