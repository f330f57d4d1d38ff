"""The floor on the screen: teams, people, their tickets, a conversation beside, and moving a colleague's case."""

import pytest
from textual.events import Key

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import Claim, Keeper, Note
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.text import safe
from agentdesk.tui.floor.rows import ago, bar, number
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, Sitting, sitting


async def opened(cy: Sitting) -> None:
    """Open the floor and wait until it stands."""
    await cy.press("F")
    await cy.until(lambda: cy.app.floor is not None and cy.app.floor.picture is not None)


async def test_help_on_the_floor_begins_with_what_acts_there(floor: Floor) -> None:
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.press("?")
        await cy.sees("On the floor", "Moving with care")
        place = cy.text.index
        assert place("On the floor") < place("Moving with care")
        assert "Writing" not in cy.text  # the composer's keys come behind


async def test_a_supervisor_sees_how_teams_and_people_stand(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.customer("account stolen 盗号", "c2")
    floor.desk.side.here(floor.ids["ann"], number, True, floor.clock.now())
    floor.clock.advance(40 * MINUTE)
    floor.desk.side.here(floor.ids["ann"], number, True, floor.clock.now())
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.sees("Funds", "!00:40", "● Ann", "▇▁▁▁▁▁ 1/6", "40m", f"✎ #{number} 0s 我要退款", "– Bo")
        await cy.press("escape")
        await cy.until(lambda: cy.app.floor is None)
        await cy.sees("2 Team")


async def test_a_name_of_two_words_is_read_whole(floor: Floor) -> None:
    floor.do("root", ChangeAgent("bo", display="Ana Pereira"))
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.sees("– Ana Pereira ")


async def test_keys_pressed_before_the_floor_was_read_count(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, "cy") as cy:
        for key in ("F", "tab", "home"):
            cy.app.post_message(Key(key, key if len(key) == 1 else None))
        await cy.sees("Ann · 1", f"#{number}")


async def test_what_others_do_appears_without_a_key(floor: Floor) -> None:
    ticket = floor.customer("我要退款").ticket
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.sees("– Bo", "▁▁▁▁▁▁ 0/6")
        floor.do("bo", Claim(ticket))
        await cy.sees("▇▁▁▁▁▁ 1/6")


async def test_a_colleagues_case_is_read_and_moved_with_a_note(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.press("tab", "home")
        await cy.sees("Ann · 1", f"#{number}")
        await cy.press("enter", "enter")
        await cy.sees("我要退款", "Ann claimed")
        await cy.press("t")
        await cy.sees("Reroute")
        await cy.type("bo")
        await cy.press("enter")
        await cy.type("ann is at lunch")
        await cy.press("enter")
        await cy.until(lambda: floor.owner(number) == "bo")
        await cy.sees("ann is at lunch")
        await cy.press("escape", "escape", "escape")
        await cy.until(lambda: cy.app.floor is None)
        await cy.press("down")


async def test_who_does_not_lead_is_told_why(floor: Floor) -> None:
    async with sitting(floor, "ann") as ann:
        await ann.press("F")
        await ann.sees("As agent you may not do this", "supervisor")
        assert ann.app.floor is None


async def test_only_what_works_on_the_floor_is_offered_there(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        await cy.press("r")
        await cy.sees("r")
        assert not cy.app.conversation.writing
        await cy.press("ctrl+p")
        await cy.sees("reroute")
        assert "snoozed" not in cy.text
        await cy.press("escape", "F")
        await cy.until(lambda: cy.app.floor is None)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_footer_names_what_can_be_done_with_a_team_a_person_and_tickets(floor: Floor, lang: str) -> None:
    floor.claimed("ann")
    names = {"en": ("filter", "balance a team", "state", "mark"), "zh": ("筛选", "均衡技能组", "状态", "标记")}[lang]
    narrowed, balanced, state, mark = names
    async with sitting(floor, "cy", lang=lang) as cy:
        await opened(cy)
        await cy.until(lambda: f"\\ {narrowed}" in cy.lines[-1] and f"% {balanced}" in cy.lines[-1])
        await cy.press("tab")
        await cy.until(lambda: f"\\ {narrowed}" in cy.lines[-1] and f"Z {state}" in cy.lines[-1])
        assert balanced not in cy.lines[-1]
        await cy.press("home", "enter")
        await cy.until(lambda: f"\\ {narrowed}" in cy.lines[-1] and f"s {mark}" in cy.lines[-1])
        assert "Esc" in cy.lines[-1]
        await cy.press("escape", "escape")
        await cy.until(lambda: cy.app.floor is None)
        assert mark not in cy.lines[-1]


async def test_a_small_terminal_shows_one_thing_after_the_other(floor: Floor) -> None:
    ticket = floor.claimed("ann")
    async with sitting(floor, "cy", size=SMALL, lang="zh") as cy:
        await opened(cy)
        await cy.sees("技能组", "客服", "– Ann")
        await cy.press("tab", "home", "enter")
        await cy.sees("Ann · 1", f"#{ticket}")
        await cy.misses("– Ann")
        await cy.press("enter")
        await cy.misses("Ann · 1")
        await cy.press("escape", "escape")
        await cy.sees("– Ann")


def test_numbers_are_short_and_honest() -> None:
    assert (number(999), number(1000)) == (safe("999"), safe("999+"))
    assert bar(5, 6) == safe("▇▇▇▇▇▁ 5/6")
    assert bar(9, 6) == safe("▇▇▇▇▇▇ 9/6")
    assert bar(0, 6) == safe("▁▁▁▁▁▁ 0/6")
    assert [ago(12_000), ago(6 * MINUTE), ago(90 * MINUTE)] == [safe("12s"), safe("6m"), safe("01:30")]


async def test_what_is_escalated_is_said_to_a_supervisor_and_stands_in_a_view_of_its_own(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    async with sitting(floor, "cy") as cy, sitting(floor, "ann") as ann:
        await cy.until(lambda: cy.app.alerts.told.known is not None)
        assert "Escalated" not in cy.text
        floor.clock.advance(4 * HOUR + 30 * MINUTE + 1)
        assert Keeper(floor.desk, "test").tick()
        await cy.sees(
            f"#{number} is escalated to you: first response is late (1 in all, 8 shows them)", "8 Escalated 1"
        )
        await cy.press("8")
        await cy.until(lambda: cy.app.queue.ticket is not None and cy.app.queue.view == "escalated")
        await ann.sees("7 All")
        assert "Escalated" not in ann.text
        await ann.press("8")
        await ann.until(lambda: ann.app.foot.said is not None)
        assert ann.app.queue.view != "escalated"
        floor.do("cy", Note(number, "I see to it"))
        await cy.sees("8 Escalated 0")
        await cy.press("1")
        await cy.misses("Escalated")
