"""Looks: dark, light, sixteen colours, none; nothing is told by colour alone, and the clock repaints only itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from agentdesk.clock import MINUTE
from agentdesk.text import safe
from agentdesk.tui.actions.looks import turn_look
from agentdesk.tui.look import DARK, LIGHT, LOOKS, PLAIN, SIXTEEN, chosen_look, look_after
from agentdesk.tui.panel import difference
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, Sitting, sitting


@pytest.mark.parametrize(
    ("environ", "wish", "look"),
    [
        ({"TERM": "xterm-256color"}, "", DARK),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "", LIGHT),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "light", LIGHT),
        ({"TERM": "xterm"}, "", SIXTEEN),
        ({"TERM": "xterm"}, "dark", SIXTEEN),
        ({"TERM": "linux"}, "plain", PLAIN),
        ({"TERM": "dumb"}, "", PLAIN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "dark", PLAIN),
        ({}, "", DARK),
    ],
)
def test_the_look_suits_the_terminal(environ: dict[str, str], wish: str, look: object) -> None:
    assert chosen_look(wish, environ) is look


def test_every_look_has_every_role_and_comes_in_turn() -> None:
    assert {frozenset(look.styles) for look in LOOKS.values()} == {frozenset(DARK.styles)}
    look, seen = DARK, []
    for _ in LOOKS:
        seen.append(look)
        look = look_after(look)
    assert look is DARK
    assert set(map(id, seen)) == set(map(id, LOOKS.values()))


def test_the_sixteen_colours_are_those_of_old_terminals() -> None:
    old = {"#{:02x}{:02x}{:02x}".format(*colour) for colour in STANDARD_PALETTE._colors}
    assert set(SIXTEEN.colours.values()) <= old


def segments(ann: Sitting) -> Iterator[Segment]:
    """Everything on the screen, as it goes to the terminal."""
    for strip in ann.app.screen._compositor.render_strips():
        yield from strip


def queue_of(ann: Sitting) -> list[str]:
    """The left pane, line by line."""
    return [line.partition("│")[0].partition("┃")[0] for line in ann.lines[1:-1]]


async def test_without_colours_nothing_is_coloured_and_all_is_told(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    floor.customer("account stolen", "c1", customer={"id": "v", "name": "林晓", "tier": "vip"})
    floor.claimed("ann", conversation="c2")
    async with sitting(floor) as ann:
        await ann.sees("account stolen", "◆", "U  ", "▌")
        coloured = [one for one in segments(ann) if one.style and (one.style.color or one.style.bgcolor)]
        assert coloured == []
        assert any(one.style and one.style.reverse for one in segments(ann))
        await ann.press("ctrl+p")
        await ann.type("look")
        await ann.press("enter")
        await ann.sees("NO_COLOR is set")


async def test_every_look_shows_the_same_text(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    floor.customer("account stolen", "c1", customer={"id": "v", "name": "林晓", "tier": "vip"})
    floor.claimed("ann", conversation="c2")
    async with sitting(floor) as ann:
        await ann.sees("stolen → Risk")
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        ann.app.foot.hush()
        first = queue_of(ann)
        for _ in LOOKS:
            turn_look(ann.app)
            await ann.pilot.pause()
            assert queue_of(ann) == first
            known = {style.color for style in ann.app.seat.look.styles.values()}
            painted = {one.style.color for one in segments(ann) if one.style and one.text.strip() and one.style.color}
            assert ann.app.seat.look is PLAIN or len(painted - known) <= 1, painted - known
        assert ann.app.seat.look is DARK


async def test_names_as_long_as_they_come_leave_every_line_whole(floor: Floor) -> None:
    floor.customer("我要退款", customer={"id": "u", "name": "很长的名字" * 40}, subject="长标题" * 60)
    for n in range(200):
        floor.customer(f"第{n}条 " + "一句话" * 10)
    async with sitting(floor) as ann:
        await ann.press("enter")
        await ann.sees("第199条")
        await ann.press("home")
        await ann.sees("我要退款")
        assert all(Strip([Segment(line)]).cell_length == ann.app.size.width for line in ann.lines)


async def test_a_minute_repaints_the_times_alone(floor: Floor) -> None:
    for n in range(12):
        floor.customer("我要退款 " + "很急" * 10, f"c{n}", customer={"id": str(n), "name": f"客户{n}"})
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        await ann.pilot.pause(0.5)
        console = Console(color_system="truecolor", force_terminal=True, width=140)
        painted: list[int] = []

        def display(_screen: object, update: Any) -> None:
            if update is not None:
                painted.append(len(update.render_segments(console).encode()))

        ann.app._display = display  # type: ignore[method-assign, assignment]
        ann.app.screen.refresh()
        await ann.until(lambda: sum(painted) > 10_000)
        whole = sum(painted)
        await ann.pilot.pause(0.3)
        painted.clear()
        floor.clock.advance(MINUTE)
        ann.app.queue.renew()
        await ann.until(lambda: "03:59" in ann.text and painted)
        await ann.pilot.pause(0.2)
        assert sum(painted) * 4 < whole, (sum(painted), whole)


def test_only_the_columns_that_differ_are_painted() -> None:
    red = Style(color="red")
    before = Strip([Segment("客户"), Segment("00:26", red), Segment(" end")])
    assert difference(before, before, 13) == (0, 0)
    assert difference(before, Strip([Segment("客户"), Segment("00:25", red), Segment(" end")]), 13) == (4, 9)
    assert difference(before, Strip([Segment("客人"), Segment("00:26", red), Segment(" end")]), 13) == (0, 4)
    assert difference(None, before, 13) == (0, 13)


@pytest.mark.parametrize("cells", [60, 66, 68, 70, 72, 74, 76, 78, 80, 120])
async def test_a_sentence_is_said_whole_however_long_it_is(floor: Floor, cells: int) -> None:
    words = " ".join(["word"] * (cells // 5)) + "!" * (cells % 5)
    async with sitting(floor, size=SMALL) as ann:
        ann.app.foot.say(safe(words), "amber")
        await ann.until(lambda: "".join(words.split()) in "".join("".join(ann.lines[-2:]).split()))
