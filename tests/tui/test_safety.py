"""Outside text never reaches the terminal raw, and every widget is given safe text or a sentence of ours."""

import ast
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from agentdesk.desk import Story
from agentdesk.lang import Message, say
from agentdesk.model import Attachment, ChatMessage, Customer, Ticket
from agentdesk.text import has_raw, safe, safe_line
from agentdesk.tui.actions.table import ACTIONS
from agentdesk.tui.conversation.laying import lay_out
from agentdesk.tui.guard import Guard
from agentdesk.tui.look import DARK
from agentdesk.tui.moments import Due
from agentdesk.tui.queue.rows import RowLook, RowPainter
from agentdesk.tui.seat import Seat
from tests.desk.desks import Floor
from tests.text.hostile import hostile
from tests.tui.sitting import WIDE, sitting

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "agentdesk" / "tui").rglob("*.py"))
PAINTERS = {"paint.py", "guard.py", "lines.py"}
"""The only modules that make segments; `lines.py` makes the bar beside a list."""
MARKUP = {"Static", "Label", "Markdown", "Text", "Content", "notify", "from_markup"}
HOSTILE = [(name, text.encode("utf-8", "replace").decode()) for name, text in hostile()]


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    """A seat for painting without a screen."""
    floor = Floor.found(tmp_path_factory.mktemp("seat") / "desk.db")
    yield Seat(floor.desk, floor.desk.sit("ann"), "zh", DARK, UTC)
    floor.desk.close()


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_what_a_customer_wrote_is_laid_out_safe(seat: Seat, name: str, text: str) -> None:
    ticket = Ticket(id=1, version=1, subject=text, preview=text, customer_name=text[:80], tags=(text[:40],))
    customer = Customer(id=1, version=1, name=text[:80], attributes={text[:20]: text[:80]})
    message = ChatMessage(ticket=1, n=1, author="customer", text=text, attachments=(Attachment(text[:80]),))
    story = Story(ticket=ticket, customer=customer, messages=(message,), steps=(), tasks=(), others=(ticket,))
    for line in lay_out(story, 50, seat, {1: safe_line(text)}):
        assert not any(has_raw(part) for part, _ in (*line.parts, *line.right)), name
    row = RowLook(1, 1, Due(safe("00:10"), "dim"), safe_line(text), False, False, "zh")
    painter = RowPainter(ticket, row, DARK, 50, under=True, focused=True)
    for strip in (*painter.two_lines(), *painter.one_line()):
        assert strip.cell_length == sum(cell_len(segment.text) for segment in strip) == 50
        assert not has_raw(strip.text)


async def test_hostile_messages_leave_the_screen_whole(floor: Floor) -> None:
    one_of_each = [*{name.partition("-")[0]: (name, text) for name, text in HOSTILE}.values()][::2]
    for name, text in one_of_each:
        customer = {"id": name, "name": text[:80], "phone": text[:80]}
        floor.customer("退款 " + text, name, subject=text[:200], customer=customer)
    async with sitting(floor, lang="zh") as ann:
        for _ in one_of_each:
            await ann.until(lambda: (shown := ann.app.conversation.ticket) and shown.id == ann.app.queue.place.selected)
            assert not any(has_raw(segment.text) for strip in strips(ann.app.screen) for segment in strip)
            assert all(cell_len(line) == WIDE[0] for line in ann.lines)
            await ann.press("down", "enter", "escape")


def strips(screen: object) -> list[list[Segment]]:
    """Every line of the screen as it goes to the terminal."""
    return [list(strip) for strip in screen._compositor.render_strips()]  # type: ignore[attr-defined]


def test_the_guard_replaces_what_slipped_through() -> None:
    kept = [Segment("plain"), Segment("中文 ◆")]
    assert Guard().apply(kept, Color(0, 0, 0)) is kept
    (caught,) = Guard().apply([Segment("a\x1b]52;c;x\x07b")], Color(0, 0, 0))
    assert not has_raw(caught.text)
    assert "\x1b" not in caught.text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_widget_is_given_anything_but_safe_text(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    wrong = [call for call in calls(tree) if call[0] in MARKUP or (call[0] == "Segment" and path.name not in PAINTERS)]
    assert wrong == []
    titles = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"border_title", "border_subtitle", "tooltip"}
    ]
    assert titles == []


def calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every call's name and line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node.lineno


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_that_the_screen_names_is_there(lang: str) -> None:
    codes = {
        f"tui.{node.args[0].value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "tell"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
    codes |= {f"tui.{part}.{action.id}" for action in ACTIONS for part in ("do", "about")}
    params: dict[str, str | int] = {"n": 2}
    assert [
        code for code in sorted(codes) if say(Message(code, params), lang) == code == say(Message(code), lang)
    ] == []


def test_no_key_means_two_things_in_one_place() -> None:
    taken: dict[tuple[str, str], str] = {}
    for action in ACTIONS:
        for where in action.where:
            for key in action.keys_in(where):
                assert taken.setdefault((where, key), action.id) == action.id
