"""Sharing work on the screen: one's state, skipping, following a case, handing over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import HOUR
from agentdesk.desk import Claim
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.desk.verbs.presence import SetDuty
from tests.desk.sharing import Shift
from tests.tui.sitting import SMALL, sitting


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """A desk where breaks need a yes."""
    begun = Shift.begun(tmp_path / "desk.db", "sharing: {breaks: ask}\n")
    yield begun
    begun.desk.close()


def duty(shift: Shift, name: str) -> str:
    return shift.desk.sit(name).duty


async def test_who_opens_the_desk_is_online_and_who_leaves_is_not(shift: Shift) -> None:
    async with sitting(shift) as ann:
        await ann.until(lambda: duty(shift, "ann") == "online")
        await ann.sees("● online Ann")
    assert duty(shift, "ann") == "offline"
    assert shift.desk.side.lost(shift.clock.now() + HOUR) == frozenset()


async def test_a_break_goes_on_when_the_desk_is_opened_or_left(shift: Shift) -> None:
    shift.do("cy", SetDuty("break", "ann"))
    async with sitting(shift, lang="zh") as ann:
        await ann.sees("○ 小休 Ann")
    assert duty(shift, "ann") == "break"


async def test_one_says_that_one_is_busy_and_asks_for_a_break(shift: Shift) -> None:
    async with sitting(shift) as ann:
        await ann.until(lambda: duty(shift, "ann") == "online")
        await ann.press("Z")
        await ann.sees("Your state")
        await ann.type("busy")
        await ann.press("enter")
        await ann.sees("◐ busy Ann")
        await ann.press("Z")
        await ann.sees("Your state")
        await ann.type("break")
        await ann.press("enter")
        await ann.sees("asked for a break")


async def test_a_ticket_is_skipped_with_a_reason_of_ones_own(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    async with sitting(shift) as ann:
        await ann.press("X")
        await ann.sees(f"Skip #{ticket}")
        await ann.type("nobody at the bank")
        await ann.press("enter")
        await ann.sees("was skipped")
        await ann.press("n")
        await ann.sees("Nobody waits")
    assert [m.text for m in shift.messages(ticket)][-1] == "nobody at the bank"


async def test_a_case_is_followed_and_needs_are_set(shift: Shift) -> None:
    shift.do("root", ChangeAgent("bo", skills=("law",)))
    (ticket,) = shift.come_in(1)
    async with sitting(shift) as ann:
        await ann.press("Q")
        await ann.sees("until it is solved")
        await ann.press("x")
        await ann.sees("followed by one person")
        await ann.press("J")
        await ann.sees(f"Skills that #{ticket} needs")
        await ann.press("tab", "enter")
        await ann.sees("needs: law")
        await ann.press("Q")
        await ann.sees("like any other again")
    assert (shift.ticket(ticket).skills, shift.ticket(ticket).dedicated) == (("law",), False)


@pytest.mark.parametrize("size", [(140, 45), SMALL])
async def test_what_one_leaves_is_handed_over_row_by_row(shift: Shift, size: tuple[int, int]) -> None:
    shift.online("bo", "cy")
    first, second = shift.come_in(2)
    shift.do("ann", Claim(first), Claim(second))
    async with sitting(shift, size=size) as ann:
        await ann.press("H")
        await ann.sees("Handover", f"#{first}", "→ Bo", "→ Cy")
        await ann.press("enter")
        await ann.sees("who takes it?")
        await ann.type("the team")
        await ann.press("enter")
        await ann.sees("→ the team")
        await ann.press("tab")
        await ann.type("good night")
        await ann.press("ctrl+s")
        await ann.sees("2 tickets were handed over")
    assert shift.owners([first, second]) == [None, "cy"]
    assert [m.text for m in shift.messages(second)][-1] == "good night"


async def test_a_long_matter_gives_way_to_who_takes_it(shift: Shift) -> None:
    shift.online("bo")
    number = shift.customer("我上周三退的货，钱到现在没到，" * 9).ticket
    shift.do("ann", Claim(number))
    async with sitting(shift, lang="zh", size=SMALL) as ann:
        await ann.press("H")
        await ann.sees(f"#{number}", "客户在等", "…", "→ Bo")


async def test_nothing_to_hand_over_is_said(shift: Shift) -> None:
    async with sitting(shift) as ann:
        await ann.press("H")
        await ann.sees("nothing to hand over")


async def test_a_team_is_balanced_by_those_who_lead(shift: Shift) -> None:
    shift.online("bo")
    shift.come_in(2)
    async with sitting(shift, "cy") as cy:
        await cy.press(":")
        await cy.type("balance")
        await cy.press("enter")
        await cy.sees("Balance which team?")
        await cy.type("funds")
        await cy.press("enter")
        await cy.sees("Share the work of Funds anew")
        await cy.press("enter")
        await cy.sees("2 tickets of Funds")


async def test_a_small_terminal_says_that_one_is_away(shift: Shift) -> None:
    shift.do("cy", SetDuty("break", "ann"))
    async with sitting(shift, lang="zh", size=SMALL) as ann:
        await ann.sees("○ 小休")
        assert "小休" in ann.lines[0]


async def test_a_skill_that_nobody_has_yet_is_typed(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    async with sitting(shift, lang="zh") as ann:
        await ann.sees(f"#{ticket}")
        await ann.press("J")
        await ann.sees("输入技能，如“英语”")
        await ann.type("手语")
        await ann.sees("新技能")
        await ann.press("enter")
        await ann.until(lambda: shift.ticket(ticket).skills == ("手语",))
