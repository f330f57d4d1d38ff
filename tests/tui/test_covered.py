"""What goes on beneath a dialog, as the terminal shows it."""

from agentdesk.desk.verbs.rules import ApplyRules
from tests.desk.desks import RULES, Floor
from tests.terminal import Terminal, at_desk


def frame(terminal: Terminal) -> list[str]:
    """Return the lines of the dialog that shows every key."""
    rows = [terminal.screen.buffer[y] for y in range(6, 37)]
    return ["".join(row[x].data for x in range(20, 120)) for row in rows]


def test_what_changes_beneath_a_dialog_cuts_no_sign_of_it(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    with at_desk(floor.desk.store.files.database, lang="zh") as terminal:
        terminal.wait_for(f"#{number}")
        terminal.settle()
        terminal.press("?")
        terminal.wait_for("领取选中的工单")
        terminal.settle()
        before = frame(terminal)
        for n in range(2, 20):
            floor.customer("盗号了，快帮我看看", f"c{n}")
        terminal.wait_for("7 全部 19")
        terminal.settle()
        assert frame(terminal) == before
        assert terminal.leave() == 0


def test_what_changes_beneath_a_screen_keeps_nothing_of_it_from_being_painted(floor: Floor) -> None:
    floor.customer("我要退款")
    with at_desk(floor.desk.store.files.database, "cy") as terminal:
        terminal.wait_for("All 1")
        terminal.press("L")
        terminal.wait_for("Rules in force, and before")
        for points in range(20, 32):
            floor.customer("我要退款", f"c{points}")
            floor.do("root", ApplyRules({"desk.yaml": RULES.replace("points: 10", f"points: {points}")}))
            terminal.wait_for(f"● {floor.desk.rules_hash()[:6]}")
        assert terminal.leave() == 0
