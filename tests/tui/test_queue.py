"""The queue on the screen: order, place, news, ghosts, views."""

from agentdesk.desk import Claim
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, sitting


async def test_the_selected_ticket_keeps_its_line_while_others_come_in(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(6)]
    async with sitting(floor) as ann:
        await ann.press("down", "down")
        before = ann.line_of(f"#{numbers[2]}")
        urgent = floor.customer("account stolen", "new").ticket
        await ann.sees("↑ 1 new")
        assert ann.app.queue.ticket is not None
        assert ann.app.queue.ticket.id == numbers[2]
        assert ann.line_of(f"#{numbers[2]}") == before
        await ann.press("home")
        await ann.sees(f"#{urgent}")
        await ann.misses("↑ 1 new")


async def test_a_ticket_that_left_the_view_stays_as_a_ghost_while_selected(floor: Floor) -> None:
    first, second = (floor.customer("我要退款", f"c{n}").ticket for n in range(2))
    async with sitting(floor) as ann:
        await ann.press("3")
        await ann.sees("Free 2")
        floor.do("bo", Claim(first))
        await ann.sees("╎", "Free 1")
        assert f"#{first}" in ann.text
        await ann.press("down")
        await ann.until(lambda: ann.app.queue.ticket is not None and ann.app.queue.ticket.id == second)
        await ann.misses("╎")


async def test_a_row_tells_who_else_looks_and_who_writes(floor: Floor) -> None:
    free, owned = floor.customer("我要退款", "c1").ticket, floor.claimed("bo", "退款没到", "c2")
    side, now = floor.desk.side, floor.clock.now()
    async with sitting(floor) as ann:
        beat = ann.app.tending.beat
        side.here(floor.ids["bo"], owned, False, now)
        side.here(floor.ids["cy"], free, False, now)
        beat()
        await ann.sees("◐Cy")
        assert "◐Bo" not in ann.text  # the owner looks at what is theirs
        side.here(floor.ids["cy"], free, True, now)
        side.here(floor.ids["bo"], owned, True, now)
        beat()
        await ann.sees("✎Cy", "✎Bo")
        side.gone(floor.ids["cy"])
        beat()
        await ann.misses("✎Cy")


async def test_views_are_counted_turned_and_remembered(floor: Floor) -> None:
    floor.claimed("ann", conversation="c1")
    floor.customer("我要退款", "c2")
    async with sitting(floor) as ann:
        await ann.sees("1 Mine 1", "2 Team 2", "3 Free 1")
        await ann.press("1")
        await ann.until(lambda: ann.app.queue.total == 1)
        await ann.press("]", "]")
        await ann.until(lambda: ann.app.queue.view == "unassigned")
    async with sitting(floor) as ann:
        assert ann.app.queue.view == "unassigned"


async def test_a_tab_can_be_clicked(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.pilot.click("#topbar", offset=(ann.lines[0].index("Snoozed"), 0))
        await ann.sees("Nothing is snoozed", "n takes the next")


async def test_one_line_a_ticket_where_there_is_no_room(floor: Floor) -> None:
    for n in range(3):
        floor.customer("我要退款", f"c{n}")
    async with sitting(floor, size=(80, 18)) as ann:
        assert sum("我要退款" in line for line in ann.lines) == 3
        assert ann.line_of("我要退款") == 1
    async with sitting(floor, size=SMALL) as ann:
        assert ann.app.queue.row_height == 2


async def test_a_thousand_tickets_are_read_as_they_are_shown(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(300)]
    async with sitting(floor) as ann:
        await ann.press("end")
        await ann.sees(f"#{numbers[-1]}")
        assert len(ann.app.queue.place.glimpse.tickets) < 100
        await ann.press("home", *["pagedown"] * 3)
        await ann.until(lambda: ann.app.queue.ticket is not None and ann.app.queue.ticket.id == numbers[60])


async def test_the_cursor_may_go_on_while_the_view_is_being_read(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(5)]
    async with sitting(floor) as ann:
        queue = ann.app.queue
        queue.read_again()
        queue.point(3)
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        assert queue.ticket is not None
        assert queue.ticket.id == queue.place.selected == numbers[3]
        await ann.until(lambda: ann.app.conversation.wanted == numbers[3])


async def test_when_most_tickets_left_none_hides_above_empty_lines(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(40)]
    async with sitting(floor) as ann:
        await ann.press("3", "end")
        await ann.sees(f"#{numbers[-1]}")
        await ann.press(*["up"] * 25)
        await ann.misses(f"#{numbers[-1]}")
        for number in numbers[18:]:
            floor.do("bo", Claim(number))
        await ann.sees(f"#{numbers[0]}", f"#{numbers[10]}")
