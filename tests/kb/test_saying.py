"""What of an article goes to the customer: the words it proposes, and nothing of its guidance."""

import pytest

from agentdesk.kb.saying import words_for_customer


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("先问清三件事。\n\n**怎么说**：“我等您。”\n\n绝不代收验证码。", "我等您。"),
        ("**怎么说**：不说“您怎么会信”。“每一分钟都有用，我们一起来。”", "每一分钟都有用，我们一起来。"),
        ('Look first.\n\nSay: "It\'s frozen now." Never: "How could you?"', "It's frozen now."),
        ("话术:「请稍候」\n第二句「马上回复」", "请稍候\n马上回复"),
        ('**What to say**: "One." Then "Two."', "One.\nTwo."),
        ('Say "I\'ll ask the courier", not "please look again".', ""),
        ("Say that, and do not guess.", ""),
        ("怎么说都可以：“随便”", ""),
        ("怎么说：报具体日期", ""),
        ("", ""),
    ],
)
def test_what_is_proposed_is_found(body: str, said: str) -> None:
    assert words_for_customer(body) == said
