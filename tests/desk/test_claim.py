"""Claim: no ticket has two owners, and who loses is told to whom and since when."""

from collections.abc import Callable

import pytest

from agentdesk.clock import MINUTE
from agentdesk.desk import Claim, ClaimNext, Note, Release, Reply, Reroute, SetPriority
from agentdesk.lang import Refusal, Why
from tests.desk.desks import Floor


def test_the_first_claim_wins_and_the_second_is_told_who_and_when(
    floor: Floor, refused: Callable[..., Refusal]
) -> None:
    number = floor.customer("我要退款").ticket
    floor.clock.advance(MINUTE)
    floor.do("ann", Claim(number))
    floor.do("bo", Note(number, "also looking"))
    floor.clock.advance(MINUTE)
    lost = refused("bo", Claim(number, seen=1))
    assert (lost.why, lost.message.code) == (Why.CONFLICT, "desk.taken")
    assert (lost.message.params["who"], lost.message.params["at"]) == ("Ann", "22:14:20")
    assert floor.owner(number) == "ann"


def test_claiming_ones_own_ticket_changes_nothing(floor: Floor) -> None:
    number = floor.claimed("ann")
    cursor = floor.desk.reader().cursor()
    done = floor.do("ann", Claim(number))
    assert done.ticket.owner == floor.ids["ann"]
    assert floor.desk.reader().cursor() == cursor


def test_two_programs_that_claim_the_same_ticket_have_one_winner(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    other = floor.another()
    floor.do("ann", Claim(number))
    with pytest.raises(Refusal):
        other.do("bo", Claim(number))
    assert other.owner(number) == "ann"
    other.desk.close()


def test_next_takes_the_most_urgent_and_every_fourth_time_another(floor: Floor) -> None:
    rest = [floor.customer("我要退款", f"r{n}").ticket for n in range(2)]
    urgent = [floor.customer("盗号", f"u{n}").ticket for n in range(5)]
    pulled = [floor.do("ann", ClaimNext()).ticket.id for _ in range(7)]
    assert pulled == [*urgent[:3], rest[0], *urgent[3:], rest[1]]
    with pytest.raises(Refusal) as caught:
        floor.do("ann", ClaimNext())
    assert caught.value.message.code == "desk.queue_empty"


def test_several_pulls_in_one_go_are_several_pulls(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(3)]
    done = floor.do("ann", ClaimNext(), ClaimNext())
    assert [ticket.id for ticket in done.tickets] == numbers[:2]


def test_next_keeps_to_the_agents_teams_and_what_has_none(floor: Floor) -> None:
    risk, none = floor.customer("盗号", "c1").ticket, floor.customer("hello", "c2").ticket
    assert floor.do("root", ClaimNext()).ticket.id == none
    with pytest.raises(Refusal):
        floor.do("root", ClaimNext())
    assert floor.do("ann", ClaimNext(teams=("risk",))).ticket.id == risk


def test_a_released_ticket_is_free_again(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    assert refused("bo", Release(number)).message.code == "desk.not_yours"
    floor.do("ann", Release(number))
    assert refused("ann", Release(number)).message.code == "desk.not_owned"
    assert floor.do("bo", ClaimNext()).ticket.id == number


def test_whoever_answers_a_free_ticket_follows_it(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("ann", Reply(number, "您好"))
    assert floor.owner(number) == "ann"
    assert refused("bo", Reply(number, "您好")).message.code == "desk.not_yours"
    floor.do("cy", Reply(number, "主管来答"))
    assert floor.owner(number) == "ann"


def test_an_answer_waits_until_what_came_meanwhile_was_read(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    seen = floor.ticket(number).version
    floor.customer("算了，不退了")
    refusal = refused("ann", Reply(number, "马上为您退款", seen=seen))
    assert (refusal.why, refusal.message.code) == (Why.CONFLICT, "desk.customer_wrote")
    floor.do("ann", Reply(number, "好的，不退", seen=floor.ticket(number).version))
    assert [message.text for message in floor.messages(number)][-1] == "好的，不退"


def test_a_move_meanwhile_is_told_with_its_author(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("cy")
    seen = floor.ticket(number).version
    floor.do("root", Reroute(number, "给风控看看", team="risk"))
    refusal = refused("cy", Reroute(number, "给资金", team="funds", seen=seen))
    assert (refusal.message.code, refusal.message.params["who"]) == ("desk.faster", "root")


def test_a_move_needs_a_note_and_a_place_to_go(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Reroute(number, "  ", team="risk")).message.code == "desk.reroute_note"
    assert refused("ann", Reroute(number, "why")).message.code == "desk.reroute_target"
    assert refused("ann", Reroute(number, "why", team="risk", agent="bo")).message.code == "desk.reroute_target"
    unknown = refused("ann", Reroute(number, "why", team="fund"))
    assert (unknown.message.code, unknown.message.params["near"]) == ("desk.no_team", "funds")
    assert refused("ann", Reroute(number, "why", agent="bob")).message.params["near"] == "bo"
    assert refused("ann", SetPriority(number, "hihg")).message.params["near"] == "high"
    floor.do("ann", Reroute(number, "您看看", agent="bo"))
    assert floor.owner(number) == "bo"
    assert [message.text for message in floor.messages(number)][-1] == "您看看"


def test_several_commands_happen_together_or_not_at_all(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.customer("我要退款").ticket
    refused("ann", Claim(number), Reply(number, "您好"), SetPriority(number, "no such"))
    assert floor.owner(number) is None
    assert len(floor.messages(number)) == 1
