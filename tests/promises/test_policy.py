from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock.moment import DAY, HOUR, MINUTE
from agentdesk.lang import say
from agentdesk.promises.calendar import Calendar, Span
from agentdesk.promises.deadlines import ClockFacts, settle
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.policy import NO_PROMISE, Policies, parse
from agentdesk.promises.target import Kind
from agentdesk.resources import shipped
from agentdesk.rules.problem import RuleErrors
from tests.promises.desk import at, local, policies, problems_of, section

CHINESE = """
服务承诺:
  日历:
    时区: Asia/Shanghai
    工作时间: ["10:00-19:00"]
    工作日: [周二, 周三, 周四, 周五, 周六]
    节假日: 无
    另休: [2026-11-24]
    另班: [2026-11-23]
  承诺表:
    - 编号: 投诉
      类型: 投诉
      渠道: [在线, 电话]
      客户等级: 贵宾
      目标:
        首次响应: 2个工作小时
        再次响应: 30分钟
        解决: {时限: 3天, 起点: 收到, 终点: 已解决, 暂停: [待客户, 稍后处理]}
        最终期限: 7个工作日
    - 编号: 所有人
      目标: {首次响应: 4小时}
"""


@pytest.fixture(scope="module")
def shop() -> Policies:
    return policies(shipped("rules") / "promises.yaml")


def test_a_table_may_be_written_in_chinese() -> None:
    read = parse([section(CHINESE)])
    policy = read.match("phone", "vip", "complaint")
    assert policy.id == "投诉"
    assert policy.targets[Kind.FIRST_RESPONSE].within == Duration(2 * HOUR, Unit.WORKING)
    assert policy.targets[Kind.RESOLUTION].pauses == {"pending", "snoozed"}
    assert policy.targets[Kind.FINAL].within == Duration(7, Unit.WORKING_DAYS)
    assert read.calendar.spans == (Span(600, 1140),)
    assert read.calendar.weekdays == {1, 2, 3, 4, 5}
    assert read.match("电话", "贵宾", "投诉") is policy
    assert local(settle(ClockFacts(received_at=at("2026-11-21T18:00")), policy).first_due) == "2026-11-23T11:00"


def test_the_first_row_that_serves_a_ticket_holds(shop: Policies) -> None:
    assert [
        shop.match(channel, tier, kind).id
        for channel, tier, kind in [
            ("chat", "vip", "complaint"),
            ("chat", "merchant", "complaint"),
            ("email", "vip", "complaint"),
            ("social", "ordinary", "complaint"),
            ("chat", "vip", "matter"),
            ("chat", "creator", "matter"),
            ("phone", "vip", "matter"),
            ("app", "ordinary", "matter"),
            ("CHAT", " VIP ", "matter"),
            ("carrier pigeon", "unheard of", "riddle"),
        ]
    ] == [
        "complaint-chat-vip",
        "complaint-chat",
        "complaint-vip",
        "complaint",
        "chat-vip",
        "chat",
        "vip",
        "everyone",
        "chat-vip",
        "everyone",
    ]


@given(
    channel=st.sampled_from(["chat", "phone", "email", "social", "app", "web", "other"]),
    tier=st.sampled_from(["ordinary", "vip", "creator", "merchant"]),
    kind=st.sampled_from(["matter", "complaint"]),
    received=st.integers(at("2025-01-01"), at("2026-12-01")),
)
def test_the_shipped_table_keeps_the_platforms_word(channel: str, tier: str, kind: str, received: int) -> None:
    shop = policies(shipped("rules") / "promises.yaml")
    deadlines = settle(ClockFacts(received_at=received), shop.match(channel, tier, kind))
    assert deadlines.first_due is not None
    assert deadlines.resolve_due is not None
    assert deadlines.first_due - received <= (12 if tier == "vip" else 24) * HOUR
    assert channel != "chat" or deadlines.first_due - received <= 5 * MINUTE
    assert deadlines.resolve_due - received == (3 * DAY if kind == "complaint" else DAY)
    assert (deadlines.final_due is not None) == (kind == "complaint")
    assert deadlines.final_due is None or deadlines.final_due == shop.calendar.end_of_working_day(received, 7)


def test_rows_are_chosen_by_priority_and_tag_too() -> None:
    rows = "{id: sale, 标签: [大促], 优先级: [紧急, 高], targets: {final: 1d}}, {id: all, targets: {final: 2d}}"
    read = parse([section(f"promises: {{table: [{rows}]}}")])
    asked = [("urgent", ("大促",)), ("high", (" 大促", "x")), ("normal", ("大促",)), ("urgent", ("x",)), ("urgent", ())]
    ids = [read.match("chat", "vip", priority=priority, tags=tags).id for priority, tags in asked]
    assert ids == ["sale", "sale", "all", "all", "all"]


def test_a_row_may_go_by_a_calendar_of_its_own() -> None:
    body = """
promises:
  calendar: {hours: ["10:00-19:00"], closed: [2026-11-24]}
  其他日历:
    london: {时区: Europe/London, 工作时间: ["09:00-12:30", "13:30-17:30"]}
  table: [{id: there, 日历: london, tag: uk, targets: {final: 1wd}}, {id: here, targets: {final: 1wd}}]
  协查: {时限: 4wh, 日历: london, 预警: [50%], 通知: 主管}
"""
    read = parse([section(body)])
    there, here = read.table
    assert (there.calendar.zone, there.calendar.spans) == ("Europe/London", (Span(540, 750), Span(810, 1050)))
    assert there.calendar.closed == here.calendar.closed == read.calendar.closed != frozenset()
    assert here.calendar == read.calendar
    assert (read.tasks.calendar, read.tasks.within, read.tasks.tell) == (
        there.calendar,
        Duration(4 * HOUR, Unit.WORKING),
        "supervisor",
    )


def test_what_is_promised_for_tasks_is_written_once() -> None:
    with pytest.raises(RuleErrors) as refused:
        parse([section("promises: {tasks: {within: 4h}}", name) for name in ("a.yaml", "b.yaml")])
    assert refused.value.problems[0].line("en").startswith("b.yaml:1:19: What is promised for tasks is already given")


def test_a_rule_may_name_the_kinds_that_the_table_knows(shop: Policies) -> None:
    assert shop.kinds == {"matter", "complaint"}


def test_an_unannounced_year_is_told(shop: Policies) -> None:
    assert shop.notice(2026) is None
    notice = shop.notice(2049)
    assert notice is not None
    assert "2049" in say(notice, "en")
    assert "2049" in say(notice, "zh")


def test_no_section_promises_nothing() -> None:
    assert parse([]) == Policies()
    assert Policies().match("chat", "vip") is NO_PROMISE


def test_rows_of_several_files_follow_each_other() -> None:
    first = section("promises: {table: [{id: a, channel: chat, targets: {first_response: 1m}}]}", "a.yaml")
    second = section("promises: {calendar: {days: [sat]}, table: [{id: b, targets: {first_response: 2m}}]}", "b.yaml")
    read = parse([first, second])
    assert [policy.id for policy in read.table] == ["a", "b"]
    assert all(policy.calendar.weekdays == {5} for policy in read.table)


def test_the_desk_has_one_calendar() -> None:
    with pytest.raises(RuleErrors) as refused:
        parse([section("promises: {calendar: {}}", "a.yaml"), section("promises: {calendar: {}}", "b.yaml")])
    assert refused.value.problems[0].line("en").startswith("b.yaml:1:22: A calendar is already given at a.yaml:1:22")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("calendar: {zone: Mars/North}", "1:18: “Mars/North” is no time zone"),
        ("calendar: {zone: ../../etc/passwd}", "1:18: “../../etc/passwd” is no time zone"),
        ('calendar: {hours: ["9-12"]}', "1:20: “9-12” are no working hours"),
        ('calendar: {hours: ["22:00-06:00"]}', "1:20: “22:00-06:00” are no working hours"),
        ('calendar: {hours: ["09:00-24:01"]}', "1:20: “09:00-24:01” are no working hours"),
        ('calendar: {hours: ["09:00-12:00", "11:00-13:00"]}', "1:19: Working hours overlap: one span ends at 12:00"),
        ("calendar: {hours: []}", "1:19: The calendar has no working hours"),
        ("calendar: {days: []}", "1:18: The calendar has no working days"),
        ("calendar: {closed: [2027-2-5]}", "1:21: “2027-2-5” is no date"),
        ("calendar: {closed: [2027-02-30]}", "1:21: “2027-02-30” is no date"),
        ("calendar: {closed: [2027-02-05], open: [2027-02-05]}", "1:40: 2027-02-05 is given as open and as closed"),
        ("table: [{targets: {first_response: 1h}}]", "1:9: This row of the table has no id"),
        ("table: [{id: a}]", "1:9: This row promises nothing"),
        ("table: [{id: a, targets: {}}]", "1:9: This row promises nothing"),
        ("table: [{id: a, targets: {first_response: 4x}}]", "1:43: “x” in “4x” is no unit of time"),
        ("table: [{id: a, targets: {final: {within: 7wd, pauses: pending}}}]", "1:34: The final target always runs"),
        ("table: [{id: a, targets: {resolution: {starts: received}}}]", "1:39: This target does not say how long"),
        (
            "table: [{id: a, channel: chat, targets: {final: 7wd}}, {id: a, targets: {final: 7wd}}]",
            "1:56: The id “a” is already taken by the row at promises.yaml:1:9",
        ),
        (
            "table: [{id: a, targets: {final: 7wd}}, {id: b, tier: vip, targets: {final: 7wd}}]",
            "1:41: Row “b” never holds: row “a” above it serves all of its tickets",
        ),
        ("table: [{id: a, tier: vip, targets: {final: 7wd}}]", "1:9: No row serves every ticket"),
        (
            "table: [{id: a, priority: urgnt, targets: {final: 7wd}}, {id: b, targets: {final: 7wd}}]",
            '1:27: "urgnt" is not one of: urgent, high',
        ),
        (
            "table: [{id: a, tag: [x, y], targets: {final: 7wd}}, {id: b, tag: Y, targets: {final: 7wd}}, "
            "{id: c, targets: {final: 7wd}}]",
            "1:54: Row “b” never holds: row “a” above it serves all of its tickets",
        ),
        (
            "table: [{id: a, calendar: londn, targets: {final: 7wd}}]\ncalendars: {london: {}}",
            "1:27: There is no calendar “londn”; did you mean “london”?",
        ),
        ("table: [{id: a, calendar: x, targets: {final: 7wd}}]", "1:27: There is no calendar “x”: write it under"),
        ("calendars: {x: {zone: Mars}}", "1:23: “Mars” is no time zone"),
        ("table: [{id: a, targets: {update: {within: 7h, starts: received}}}]", "1:35: The update target always runs"),
        ("tasks: {within: 0h}", "1:17: "),
        (
            "table: [{id: a, channel: caht, targets: {final: 7wd}}, {id: b, targets: {final: 7wd}}]",
            "1:26: “caht” is none of the usual words: was “chat” meant?",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(body: str, problem: str) -> None:
    problems = problems_of(body)
    assert problems[0].line("en").startswith(f"promises.yaml:{problem}")
    assert all("{" not in found.line("zh") and say(found.message, "zh") != found.message.code for found in problems)


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "word",
        "tabel: []",
        "table: word",
        "table: [word]",
        "calendar: {days: [mon, frii]}",
        "calendar: {holidays: mars}",
        "table: [{id: a, targets: {first_respons: 4h}}]",
        "table: [{id: a, targets: {resolution: {within: 4h, starts: recieved}}}]",
        "table: [{id: a, targets: {resolution: [4h]}}]",
        "table: [{id: [a], targets: {resolution: 4h}}]",
    ],
)
def test_a_wrong_shape_is_an_error_and_nothing_worse(body: str) -> None:
    assert problems_of(body)[0].severity == "error"


def test_the_shipped_table_has_nothing_to_mend() -> None:
    text = (shipped("rules") / "promises.yaml").read_text("utf-8")
    assert problems_of(text.partition("promises:\n")[2]) == []


@given(st.integers(0, len(CHINESE)), st.sampled_from(["", "：", "，", "[", "{", "'", "\n", "  - ", ": ", "0", "周"]))
def test_a_broken_table_raises_nothing_but_rule_errors(cut: int, junk: str) -> None:
    try:
        name, node = section(CHINESE[:cut] + junk + CHINESE[cut + 1 :])
    except (AssertionError, StopIteration):
        return
    with suppress(RuleErrors):
        assert isinstance(parse([(name, node)]).calendar, Calendar)
