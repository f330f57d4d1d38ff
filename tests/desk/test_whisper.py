"""Whispering: a note that only the ticket's agent reads, beside those who lead."""

import pytest

from agentdesk.clock import SECOND
from agentdesk.desk import Claim, Merge, Note, Release, Reroute, Undo, Whisper
from agentdesk.lang import Refusal
from agentdesk.training.making import make_session
from tests.desk.desks import Floor, code

SECRET = "这位是记者，别承诺时间"


def read(floor: Floor, number: int, name: str | None) -> list[str | None]:
    """What somebody reads of a ticket; None is whoever is nobody here."""
    me = floor.desk.sit(name) if name is not None else None
    return [message.text for message in floor.desk.story(number, me).messages]


def whispered(floor: Floor) -> int:
    number = floor.claimed("ann")
    floor.do("cy", Whisper(number, SECRET))
    return number


@pytest.mark.parametrize(("name", "may"), [("ann", True), ("cy", True), ("root", True), ("bo", False), (None, False)])
def test_who_reads_what_was_whispered(floor: Floor, name: str | None, may: bool) -> None:
    assert (SECRET in read(floor, whispered(floor), name)) == may


def test_it_stays_theirs_when_the_ticket_moves_on(floor: Floor) -> None:
    number = whispered(floor)
    floor.do("cy", Reroute(number, "换人", agent="bo"))
    assert SECRET not in read(floor, number, "bo")
    assert SECRET in read(floor, number, "ann")
    floor.desk.store.rebuild()
    assert SECRET not in read(floor, number, "bo")
    assert floor.faults() == []


def test_no_search_and_no_practice_session_holds_it(floor: Floor) -> None:
    number = whispered(floor)
    floor.do("ann", Note(number, "已联系记者站"))
    assert floor.desk.find("这位是记者") == () or all(
        SECRET not in hit.snippet for hit in floor.desk.find("这位是记者")
    )
    assert [move.text for move in make_session(floor.desk, number).moves if move.do == "note"] == ["已联系记者站"]


def test_a_merged_ticket_keeps_it_too(floor: Floor) -> None:
    number, main = whispered(floor), floor.customer("我要退款", "c1b", customer={"id": "of c1", "name": "李四"}).ticket
    floor.do("cy", Claim(main))
    floor.do("cy", Merge(main, number, "同一件事"))
    for name, may in (("ann", True), ("cy", True), ("bo", False)):
        merged = floor.desk.story(main, floor.desk.sit(name)).merged
        assert (SECRET in [message.text for message in merged]) == may


def test_it_is_taken_back_like_any_note(floor: Floor) -> None:
    number = whispered(floor)
    floor.do("cy", Undo(number))
    (note,) = [message for message in floor.desk.story(number, floor.desk.sit("ann")).messages if message.audience]
    assert note.withdrawn
    assert SECRET not in read(floor, number, "bo")


@pytest.mark.parametrize("name", ["ann", "bo"])
def test_only_those_who_lead_whisper(floor: Floor, name: str) -> None:
    number = floor.claimed("ann")
    with pytest.raises(Refusal) as refused:
        floor.do(name, Whisper(number, SECRET))
    assert code(refused.value) == "desk.role"


def test_where_there_is_nobody_to_whisper_to(floor: Floor) -> None:
    free, mine = floor.customer("我要退款").ticket, floor.claimed("cy", "我要退款", "c2")
    for number in (free, mine):
        with pytest.raises(Refusal) as refused:
            floor.do("cy", Whisper(number, SECRET))
        assert code(refused.value) == "floor.whisper_nobody"
    with pytest.raises(Refusal) as refused:
        floor.do("cy", Whisper(mine, "  "))
    assert code(refused.value) == "desk.empty_text"


def test_an_agent_hears_of_words_left_and_of_what_was_taken_from_them(floor: Floor) -> None:
    ann, now = floor.ids["ann"], floor.clock.now()
    given, kept, freed = (floor.claimed("ann", "我要退款", f"c{n}") for n in range(3))
    before = floor.desk.heed(ann, frozenset(), now).mine
    assert before == {given, kept, freed}
    floor.clock.advance(SECOND)
    floor.do("cy", Whisper(kept, SECRET), Reroute(given, "我来", agent="cy"))
    floor.do("ann", Release(freed))
    heard = floor.desk.heed(ann, before, now)
    assert [(word.ticket, word.text) for word in heard.words] == [(kept, SECRET)]
    assert [(ticket.id, ticket.owner) for ticket in heard.taken] == [(given, floor.ids["cy"])]
    again = floor.desk.heed(ann, heard.mine, floor.clock.now())
    assert (again.words, again.taken) == ((), ())
    assert floor.desk.heed(floor.ids["bo"], frozenset(), now).words == ()
