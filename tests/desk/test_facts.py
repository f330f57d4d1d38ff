"""The facts that rules may ask for, on a desk."""

from pathlib import Path

import pytest

from agentdesk.clock import DAY, HOUR
from agentdesk.desk.facts import kind_of_hour
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.desk.verbs.tag import Tag
from agentdesk.desk.why import why_lines
from agentdesk.promises.calendar import Calendar
from agentdesk.store.driver import connect
from agentdesk.store.queries import WROTE_SINCE
from tests.desk.desks import FILES, NOW, Floor

RULES = """
rules:
  - {id: often, when: {wrote: {within: 24h, least: 3}}, then: {tags: [催促]}}
  - {id: before, when: {words: 上次, in: any}, then: {tags: [旧事]}}
  - {id: titled, when: {words: 发票, in: subject}, then: {tags: [发票]}}
  - {id: old, when: {age: {least: 2d}}, then: {tags: [久拖]}}
  - {id: new account, when: {account_age: {most: 7d}}, then: {tags: [新客]}}
  - {id: late, when: {calendar: off_hours}, then: {tags: [夜间]}}
  - {id: over, when: {words: 好了}, then: {untag: [退款, 催促]}}
"""


@pytest.fixture
def asking(floor: Floor) -> Floor:
    floor.desk.do(ApplyRules({**FILES, "more.yaml": RULES}, "facts"), actor=floor.ids["root"])
    return floor


def test_how_often_a_customer_wrote_counts_all_tickets_of_the_last_hours(asking: Floor) -> None:
    asking.customer("你好")
    asking.customer("你好", "c2", customer={"id": "of c1"})
    assert "催促" in asking.customer("还在吗").tags
    assert "催促" not in asking.customer("你好", "c3").tags
    asking.clock.advance(DAY + 1)
    assert "催促" not in asking.customer("还在吗", "c4", customer={"id": "of c1"}).tags


def test_earlier_messages_and_the_subject_are_read(asking: Floor) -> None:
    asking.customer("上次的事", subject="发票问题")
    receipt = asking.customer("怎么样了")
    assert {"旧事", "发票"} <= set(receipt.tags)
    lines = list(why_lines(asking.desk.reader(), receipt.ticket, "en"))
    assert any("in this message or an earlier one" in line for line in lines)
    assert not any("otherwise" in line for line in lines)


def test_the_ticket_and_the_account_grow_old(asking: Floor) -> None:
    who = {"id": "of c1", "attributes": {"registered": "2026-09-20T00:00:00+08:00"}}
    assert "新客" in asking.customer("你好", customer=who).tags
    asking.clock.advance(2 * DAY)
    assert "久拖" in asking.customer("还在吗").tags


def test_the_desks_calendar_tells_working_hours(asking: Floor) -> None:
    assert "夜间" in asking.customer("你好").tags
    asking.clock.advance(11 * HOUR)
    assert "夜间" not in asking.customer("你好", "c2").tags


def test_a_rule_takes_tags_off_but_none_that_a_person_put_on(asking: Floor) -> None:
    ticket = asking.customer("我要退款").ticket
    assert "退款" not in asking.customer("好了").tags
    asking.do("ann", Tag(ticket, on=("退款",)))
    assert "退款" in asking.customer("真的好了").tags


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (0, {"working_day", "off_hours", "monday"}),
        (0.5, {"working_day", "working_hours", "tuesday"}),
        (5, {"day_off", "weekend", "off_hours", "saturday"}),
        (10, {"day_off", "holiday", "off_hours", "thursday"}),
    ],
)
def test_what_kind_of_day_it_is(day: float, words: set[str]) -> None:
    assert set(kind_of_hour(Calendar(), NOW + int(day * DAY))) == words


def test_counting_messages_reads_two_index_ranges(tmp_path: Path) -> None:
    floor = Floor.found(tmp_path / "desk.db")
    connection = connect(floor.desk.store.files.database, read_only=True)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {WROTE_SINCE}", (1, 2, 3))]
    connection.close()
    floor.desk.close()
    assert plan == [
        "SEARCH t USING COVERING INDEX tickets_by_writing (customer=? AND last_customer_at>?)",
        "SEARCH m USING COVERING INDEX messages_by_writing (ticket=? AND at>?)",
    ]
