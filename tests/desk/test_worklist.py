"""What people corrected, found by an index; tags that are suggested, taken with one key."""

import pytest

from agentdesk.desk import Reroute, SetPriority, Tag, TakeSuggestion, Undo
from agentdesk.desk.suggestions import suggested_tags
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.lang import Refusal
from tests.desk.desks import FILES, Floor, code

CONTEST = """
rules:
  - {id: topic invoice, contest: topic, lead: 5, when: {score: {words: invoice words, least: 1}}, then: {tags: [发票]}}
  - {id: topic parcel, contest: topic, lead: 5, when: {score: {words: parcel words, least: 1}}, then: {tags: [物流]}}
words:
  invoice words: [{word: 发票, weight: 3}]
  parcel words: [{word: 包裹, weight: 2}]
"""


def test_a_misroute_and_wrong_tags_are_listed(floor: Floor) -> None:
    moved = floor.customer("refund please", "c1").ticket
    tagged = floor.customer("我要退款", "c2").ticket
    left = floor.customer("退款", "c3").ticket
    floor.do("cy", Reroute(moved, "theirs", team="risk"))
    floor.do("ann", Tag(tagged, on=("政策",), off=("退款",)))
    floor.do("ann", SetPriority(left, "high"))
    found = [(one.ticket, one.what, one.was, one.now, one.rule) for one in floor.desk.worklist(10)]
    assert found == [
        (tagged, "tag_on", "", "政策", ""),
        (tagged, "tag_off", "退款", "", "refund"),
        (moved, "team", "funds", "risk", "refund"),
    ]
    assert floor.desk.worklist(1)[0].ticket == tagged
    assert {one.ticket for one in floor.desk.worklist(10, before=tagged)} == {moved}


def test_what_was_taken_back_is_no_correction(floor: Floor) -> None:
    ticket = floor.customer("我要退款").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    floor.do("ann", Undo(ticket))
    floor.do("bo", Tag(ticket, on=("急",)))
    floor.do("bo", Tag(ticket, off=("急",)))
    assert floor.desk.worklist(10) == ()


def test_the_worklist_is_an_index_range(floor: Floor) -> None:
    connection = floor.desk.store.read().connection  # type: ignore[attr-defined]
    sql = "SELECT id FROM tickets WHERE hands <> '[]' AND id < ? ORDER BY id DESC LIMIT ?"
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", (9, 9)))
    assert "handled_by_id" in plan
    assert "TEMP B-TREE" not in plan


def test_a_suggested_tag_is_taken_and_the_event_says_so(floor: Floor) -> None:
    floor.do("cy", ApplyRules({**FILES, "topics.yaml": CONTEST}))
    ticket = floor.customer("包裹里没有发票").ticket
    offered = suggested_tags(floor.ticket(ticket), floor.messages(ticket))
    assert offered == ("发票", "物流")
    floor.do("ann", TakeSuggestion(ticket))
    assert floor.ticket(ticket).tags == ("发票",)
    assert floor.events(ticket)[-1].data["tags"] == {"on": ["发票"], "off": [], "suggested": ["发票"]}
    assert floor.desk.worklist(10) == ()
    with pytest.raises(Refusal) as refused:
        floor.do("ann", TakeSuggestion(ticket, "退款"))
    assert code(refused.value) == "desk.not_suggested"
    floor.do("ann", Undo(ticket))
    floor.do("ann", TakeSuggestion(ticket, "物流"))
    floor.do("ann", Tag(ticket, on=("发票",)))
    with pytest.raises(Refusal) as refused:
        floor.do("ann", TakeSuggestion(ticket))
    assert code(refused.value) == "desk.none_suggested"


def test_a_suggestion_that_a_person_took_off_is_not_offered_again(floor: Floor) -> None:
    floor.do("cy", ApplyRules({**FILES, "topics.yaml": CONTEST}))
    ticket = floor.customer("包裹里没有发票").ticket
    floor.do("ann", TakeSuggestion(ticket))
    floor.do("ann", Tag(ticket, off=("发票",)))
    assert suggested_tags(floor.ticket(ticket), floor.messages(ticket)) == ("物流",)
