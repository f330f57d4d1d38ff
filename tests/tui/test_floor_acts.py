"""What a supervisor does on the floor: choose by filter, move many, set states, balance, step into a case."""

import pytest

from agentdesk.clock import SECOND
from agentdesk.desk import Claim, Note, OpenIncident, Reroute, Whisper
from agentdesk.desk.incidents.acts import open_incident
from agentdesk.desk.verbs.presence import SetDuty
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, WIDE, Sitting, sitting


async def opened(cy: Sitting, *keys: str) -> None:
    """Open the floor, wait until it stands, and go somewhere."""
    await cy.press("F")
    await cy.until(lambda: cy.app.floor is not None and cy.app.floor.picture is not None)
    await cy.press(*keys)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_what_a_filter_leaves_is_marked_changed_after_a_preview_and_taken_back(
    floor: Floor, size: tuple[int, int]
) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(3)]
    stolen = floor.customer("盗号了", "c9").ticket
    async with sitting(floor, "cy", size=size) as cy:
        await opened(cy, "f11")
        await cy.until(lambda: cy.app.filter_bar is not None and cy.app.filter_bar.names is not None)
        await cy.type("team:funds tag:退款")
        await cy.press("enter")
        await cy.sees("All · team:funds tag:退款 · 3")
        await cy.press("A")
        await cy.sees("3 marked")
        await cy.press("p")
        await cy.type("urgent")
        await cy.press("enter")
        await cy.sees("Priority of 3 tickets")
        await cy.press("enter")
        await cy.sees("3 done; u")
        assert {floor.ticket(number).priority for number in numbers} == {"urgent"}
        await cy.press("u")
        await cy.sees("3 taken back")
        assert {floor.ticket(number).priority for number in numbers} == {"normal"}
        await cy.press("escape")
        await cy.misses("tag:退款")
        assert cy.app.floor is not None
    assert floor.ticket(stolen).priority == "urgent"


async def test_a_filter_without_a_team_narrows_the_team_under_the_cursor(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    both = floor.customer("退款 refund 盗号 stolen", "c2").ticket
    floor.customer("盗号了", "c3")
    async with sitting(floor, "cy") as cy:
        await opened(cy, "f11")
        await cy.type("tag:盗号")
        await cy.press("enter")
        await cy.sees("Funds · tag:盗号 · 1", f"#{both}")
        await cy.press("f11")
        await cy.until(lambda: cy.app.filter_bar is not None and cy.app.filter_bar.line.value == "tag:盗号")
        await cy.press(*["backspace"] * 6)
        await cy.type("tem:funds")
        await cy.press("enter")
        await cy.sees("team")
        assert cy.app.filter_bar is not None


async def test_marked_tickets_move_with_a_note(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(3)]
    async with sitting(floor, "cy") as cy:
        await opened(cy, "enter", "s", "s")
        await cy.sees("2 marked")
        await cy.press("t")
        await cy.type("risk")
        await cy.press("tab")
        await cy.type("too many here")
        await cy.press("enter")
        await cy.sees("Move 2 tickets", "load of Risk: 0 → 2")
        await cy.press("enter")
        await cy.sees("2 done; u")
        assert [floor.ticket(number).team for number in numbers].count("risk") == 2
        assert cy.app.marking.marks == {}


async def test_the_state_of_the_person_under_the_cursor_is_set(floor: Floor) -> None:
    async with sitting(floor, "cy") as cy:
        await opened(cy, "tab", "home", "Z")
        await cy.sees("State of Ann")
        await cy.type("break")
        await cy.press("enter")
        await cy.until(lambda: floor.desk.sit("ann").duty == "break")
        await cy.sees("○ Ann", "on a break")


async def test_a_team_is_balanced_in_one_act_after_its_preview(floor: Floor) -> None:
    numbers = [floor.claimed("ann", "我要退款", f"c{n}") for n in range(8)]
    for name in ("ann", "bo"):
        floor.do(name, SetDuty("online"))
    async with sitting(floor, "cy") as cy:
        await opened(cy, "%")
        await cy.sees("Share the work of Funds anew", "load of Bo: 0 → 2")
        assert {floor.owner(number) for number in numbers} == {"ann"}
        await cy.press("escape")
        await cy.misses("Share the work")
        await cy.press("%")
        await cy.sees("Share the work")
        await cy.press("enter")
        await cy.until(lambda: [floor.owner(number) for number in numbers].count("bo") == 2)
        await cy.until(lambda: bool(cy.app.queue.last_bulk))
        await cy.press("u")
        await cy.sees("2 taken back")
        assert {floor.owner(number) for number in numbers} == {"ann"}


async def test_a_word_is_left_for_the_agent_alone_who_hears_of_it(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, "ann") as ann, sitting(floor, "cy") as cy:
        await ann.until(lambda: ann.app.alerts.listens)
        await opened(cy, "tab", "home", "enter")
        await cy.sees("Ann · 1")
        await cy.press("m")
        await cy.sees("for Ann alone")
        floor.clock.advance(SECOND)
        await cy.type("no promises here")
        await cy.press("enter")
        await ann.sees(f"Cy left a word for you alone on #{number}", "→ Ann alone", "no promises here")
        await cy.press("enter")
        await cy.sees("no promises here")
    async with sitting(floor, "bo") as bo:
        await bo.press("7", "enter")
        await bo.sees("我要退款")
        assert "no promises here" not in bo.text


async def test_a_case_is_taken_over_and_its_agent_is_told(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, "ann") as ann, sitting(floor, "cy") as cy:
        await ann.until(lambda: ann.app.alerts.listens)
        await opened(cy, "tab", "home", "enter")
        await cy.sees("Ann · 1")
        await cy.press("o")
        await cy.sees(f"Take #{number} over", "from Ann")
        await cy.press("enter")
        await cy.type("he knows me")
        await cy.press("enter")
        await cy.until(lambda: floor.owner(number) == "cy")
        await ann.sees(f"Cy took #{number} over from you")


async def test_what_goes_to_another_is_told_too(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, "ann") as ann:
        await ann.until(lambda: ann.app.alerts.listens)
        floor.do("cy", Reroute(number, "bo knows", agent="bo"))
        await ann.sees(f"#{number} is not yours any more: Cy gave it to Bo")


async def test_a_conversation_is_joined_with_a_note_begun(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.customer("盗号了", "c2")
    async with sitting(floor, "cy") as cy:
        await opened(cy, "tab", "home", "enter")
        await cy.sees("Ann · 1")
        await cy.press("i")
        await cy.until(lambda: cy.app.floor is None and cy.app.where == "composer")
        await cy.type("with you")
        await cy.press("ctrl+s")
        await cy.until(lambda: "with you" in [message.text for message in floor.messages(number)])
        assert floor.messages(number)[-1].author == "note"


async def test_incidents_have_a_line_while_there_are_any(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor, "cy") as cy:
        await opened(cy)
        assert cy.app.floor is not None
        assert not cy.app.floor.incidents.display
        open_incident(floor.desk, OpenIncident("退款通道故障", tag="退款"), floor.ids["cy"])
        await cy.sees("⚠ 退款通道故障: incident since")


async def test_the_filters_line_goes_with_the_floor(floor: Floor) -> None:
    floor.do("ann", Claim(floor.customer("我要退款").ticket))
    async with sitting(floor, "cy") as cy:
        await opened(cy, "f11", "ctrl+o")
        await cy.until(lambda: cy.app.floor is None and cy.app.filter_bar is None)
        await cy.press("f11")
        await cy.until(lambda: cy.app.filter_bar is not None)


async def test_a_first_look_tells_nothing_old(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("cy", Whisper(number, "old word"))
    async with sitting(floor, "ann") as ann:
        await ann.until(lambda: ann.app.alerts.listens)
        floor.do("bo", Note(number, "another"))
        await ann.sees("another")
        assert "left a word" not in ann.text


async def test_no_keys_are_offered_while_a_dialog_lies_over_the_floor(floor: Floor) -> None:
    floor.claimed("ann")
    async with sitting(floor, "cy") as cy:
        await opened(cy, "tab", "home", "enter")
        await cy.until(lambda: "m word alone" in cy.lines[-1])
        await cy.press("m")
        await cy.sees("for Ann alone", "Enter takes · Esc leaves")
        assert "word alone" not in cy.lines[-1]
        await cy.press("escape")
        await cy.until(lambda: "m word alone" in cy.lines[-1])
