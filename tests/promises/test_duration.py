from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock.moment import DAY, HOUR, MINUTE, SECOND
from agentdesk.lang import Refusal, say
from agentdesk.promises.duration import Duration, Unit, parse_duration, write_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90s", Duration(90 * SECOND)),
        ("30m", Duration(30 * MINUTE)),
        ("24h", Duration(DAY)),
        ("3d", Duration(3 * DAY)),
        ("1h30m", Duration(90 * MINUTE)),
        (" 1H 30min ", Duration(90 * MINUTE)),
        ("4wh", Duration(4 * HOUR, Unit.WORKING)),
        ("90wm", Duration(90 * MINUTE, Unit.WORKING)),
        ("7wd", Duration(7, Unit.WORKING_DAYS)),
        ("3分钟", Duration(3 * MINUTE)),
        ("24小时", Duration(DAY)),
        ("1个小时30分钟", Duration(90 * MINUTE)),
        ("3天", Duration(3 * DAY)),
        ("4个工作小时", Duration(4 * HOUR, Unit.WORKING)),
        ("7 个工作日", Duration(7, Unit.WORKING_DAYS)),
        ("２４小时", Duration(DAY)),
    ],
)
def test_a_duration_is_read_in_either_language(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "promises.duration_unreadable"),
        ("soon", "promises.duration_unreadable"),
        ("24", "promises.duration_unreadable"),
        ("-3h", "promises.duration_unreadable"),
        ("1.5h", "promises.duration_unreadable"),
        ("3h, 5m", "promises.duration_unreadable"),
        ("3y", "promises.duration_unit"),
        ("3个月", "promises.duration_unit"),
        ("1h2wd", "promises.duration_mixed"),
        ("0h", "promises.duration_bounds"),
        ("401d", "promises.duration_bounds"),
        ("401wd", "promises.duration_bounds"),
    ],
)
def test_what_is_no_duration_is_refused_in_one_sentence(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_duration(text)
    assert refused.value.message.code == code
    for lang in ("en", "zh"):
        sentence = say(refused.value.message, lang)
        assert text in sentence
        assert "{" not in sentence


@given(
    st.builds(Duration, st.integers(1, 400 * 24 * 3600).map(lambda seconds: seconds * SECOND), st.just(Unit.RUNNING))
    | st.builds(Duration, st.integers(1, 400 * 24 * 60).map(lambda minutes: minutes * MINUTE), st.just(Unit.WORKING))
    | st.builds(Duration, st.integers(1, 400), st.just(Unit.WORKING_DAYS))
)
def test_what_is_written_is_read_back(duration: Duration) -> None:
    assert parse_duration(write_duration(duration)) == duration


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    with suppress(Refusal):
        assert parse_duration(text).amount > 0
