"""The table."""

from agentdesk.tui.actions import caring, filtering, handing, looks, moving, sharing, showing, tempo, verbs, waiting
from agentdesk.tui.actions.action import EVERYWHERE, FLOOR, LISTS, RULES, Action, always
from agentdesk.tui.actions.verbs import (
    needs_colleague,
    needs_colour,
    needs_done,
    needs_entry,
    needs_free,
    needs_handed,
    needs_live,
    needs_marks,
    needs_mine,
    needs_ticket,
    needs_undo,
    needs_words,
)
from agentdesk.tui.floor import opening
from agentdesk.tui.opening import ESCALATED, TABS
from agentdesk.tui.rules import opening as lawbook

FILTER = frozenset({"filterline"})
SCROLLED = LISTS | FILTER | {"search", "floor", "rules"}
"""Where there is a list to go up and down in."""
QUEUE = frozenset({"queue"})
TEAMS, PEOPLE, CASES = frozenset({"teams"}), frozenset({"agents"}), frozenset({"tickets"})
"""The lists of the floor; each has keys of its own in the footer."""
SIDE = frozenset({"results", "reading", "search"})

TICKET = (
    Action(id="next", keys=("n", "f10"), run=verbs.claim_next, where=EVERYWHERE, foot=2),
    Action(id="next_waiting", keys=("N", "ctrl+n"), run=waiting.next_waiting, where=EVERYWHERE),
    Action(id="claim", keys=("c", "ctrl+g"), run=verbs.claim, where=EVERYWHERE | FLOOR, foot=3, enabled=needs_free),
    Action(id="reply", keys=("r", "f2"), run=moving.reply, where=EVERYWHERE, foot=4, enabled=needs_ticket),
    Action(id="note", keys=("m", "f3"), run=moving.note, where=EVERYWHERE, foot=5, enabled=needs_ticket),
    Action(id="canned", keys=(".", "f4"), run=moving.canned, where=EVERYWHERE, foot=6, enabled=needs_ticket),
    Action(
        id="reroute",
        keys=("t", "f5"),
        run=showing.reroute,
        where=EVERYWHERE | FLOOR | RULES,
        foot=7,
        enabled=needs_live,
    ),
    Action(
        id="tags", keys=("g", "f6"), run=showing.tags, where=EVERYWHERE | FLOOR | RULES, foot=8, enabled=needs_ticket
    ),
    Action(id="suggested", keys=("+",), run=lawbook.take_suggestion, where=LISTS | RULES, enabled=needs_ticket),
    Action(id="checks", keys=("=",), run=showing.checks, where=EVERYWHERE, enabled=needs_ticket),
    Action(id="priority", keys=("p", "f7"), run=showing.priority, where=EVERYWHERE | FLOOR, foot=9, enabled=needs_live),
    Action(id="snooze", keys=("z", "f8"), run=showing.snooze, where=EVERYWHERE, foot=10, enabled=needs_live),
    Action(id="solve", keys=("e", "f9"), run=showing.solve, where=EVERYWHERE, foot=11, enabled=needs_live),
    Action(id="reopen", keys=("E",), run=verbs.reopen, enabled=needs_done),
    Action(id="release", keys=("x",), run=verbs.release, where=LISTS | FLOOR, enabled=needs_mine),
    Action(id="skip", keys=("X",), run=sharing.skip, enabled=sharing.needs_skippable),
    Action(id="dedicate", keys=("Q",), run=sharing.dedicate, where=LISTS | FLOOR, enabled=needs_live),
    Action(id="needs", keys=("J",), run=sharing.needs, where=LISTS | FLOOR, enabled=needs_live),
    Action(
        id="undo", keys=("u", "ctrl+b"), run=verbs.undo, where=EVERYWHERE | FLOOR | RULES, foot=12, enabled=needs_undo
    ),
    Action(id="resend", keys=("R",), run=verbs.resend, enabled=needs_ticket),
    Action(id="incident", keys=("&",), run=showing.incident, where=LISTS | FLOOR),
    Action(
        id="why", keys=("w", "f12"), run=showing.why, where=EVERYWHERE | FLOOR | RULES, foot=13, enabled=needs_ticket
    ),
)
CARING = (
    Action(id="offer", keys=("W",), run=caring.offer, group="care", enabled=needs_mine),
    Action(id="accept", keys=("a",), run=verbs.accept, group="care", enabled=needs_handed),
    Action(id="return", keys=("B",), run=caring.dialog("caring", "give_back"), group="care", enabled=needs_handed),
    Action(id="promise", keys=("P",), run=caring.dialog("caring", "promise"), group="care", enabled=needs_live),
    Action(id="follow_up", keys=("U",), run=caring.dialog("caring", "follow_up"), group="care", enabled=needs_live),
    Action(id="escalate", keys=("!",), run=caring.dialog("caring", "escalate"), group="care", enabled=needs_live),
    Action(id="task", keys=("T",), run=caring.dialog("tasks", "ask"), group="care", enabled=needs_live),
    Action(id="tend", keys=("l",), run=caring.dialog("tasks", "tend"), group="care", enabled=caring.needs_task),
    Action(id="inbox", keys=("I",), run=caring.dialog("tasks", "inbox"), group="care"),
    Action(id="merge", keys=("M",), run=caring.dialog("caring", "merge"), group="care", enabled=caring.needs_opened),
    Action(id="split", keys=("D",), run=caring.dialog("caring", "split"), group="care", enabled=caring.needs_opened),
    Action(id="complaint", keys=("d",), run=caring.dialog("caring", "complaint"), group="care", enabled=needs_live),
    Action(id="rate", keys=("*",), run=caring.dialog("caring", "rate"), group="care", enabled=needs_ticket),
    Action(
        id="mark",
        keys=("s",),
        run=verbs.mark,
        where=QUEUE | FLOOR,
        group="care",
        foot=3,
        feet=CASES,
        enabled=needs_ticket,
    ),
    Action(id="mark_view", keys=("A",), run=verbs.mark_view, where=QUEUE | FLOOR, group="care", foot=7, feet=CASES),
    Action(id="unmark", keys=("S",), run=verbs.unmark, where=QUEUE | FLOOR, group="care", enabled=needs_marks),
)
WRITING = (
    Action(
        id="send",
        keys=("ctrl+s", "ctrl+enter"),
        run=verbs.send,
        where=frozenset({"composer"}),
        group="write",
        foot=1,
        enabled=needs_words,
    ),
    Action(
        id="send_solve",
        keys=("ctrl+d",),
        run=verbs.send_and_solve,
        where=frozenset({"composer"}),
        group="write",
        foot=2,
        enabled=needs_words,
    ),
    Action(
        id="toggle",
        keys=("tab", "ctrl+t"),
        run=moving.toggle_note,
        where=frozenset({"composer"}),
        group="write",
        foot=2,
    ),
    Action(
        id="editor",
        keys=("ctrl+e",),
        run=handing.write_elsewhere,
        where=EVERYWHERE,
        group="write",
        enabled=handing.needs_editor,
    ),
    Action(
        id="insert",
        keys=("i",),
        run=moving.insert,
        where=frozenset({"results", "reading"}),
        group="write",
        foot=1,
        enabled=needs_entry,
    ),
)
SHOWING = (
    Action(
        id="open",
        keys=("enter",),
        run=moving.open_here,
        where=frozenset({"queue", "results", "search"}),
        group="show",
        foot=1,
    ),
    Action(
        id="insert_read",
        keys=("enter",),
        run=moving.insert,
        where=frozenset({"reading"}),
        group="show",
        enabled=needs_entry,
    ),
    Action(id="search", keys=("/", "ctrl+k"), run=moving.search, where=EVERYWHERE, group="show", foot=14),
    Action(id="find", keys=("f", "ctrl+f"), run=showing.find, where=EVERYWHERE, group="show", foot=15),
    Action(id="more", keys=("o",), run=showing.more, group="show", enabled=needs_ticket),
    Action(id="pager", keys=("O",), run=handing.read_elsewhere, group="show", enabled=handing.needs_pager),
    Action(id="reveal", keys=("v",), run=moving.reveal, group="show", enabled=needs_ticket),
    Action(id="copy", keys=("y",), run=handing.copy_number, group="show", enabled=needs_ticket),
    Action(id="copy_message", keys=("Y",), run=handing.copy_message, group="show", enabled=handing.needs_message),
    Action(
        id="palette", keys=("ctrl+p", ":"), run=showing.palette, where=EVERYWHERE | FLOOR | RULES, group="show", foot=16
    ),
    Action(
        id="help", keys=("?", "f1"), run=showing.help_screen, where=EVERYWHERE | FLOOR | RULES, group="show", foot=17
    ),
    Action(id="keys", keys=("K",), run=showing.keys, group="show"),
    Action(id="bell", keys=(), run=lambda app: app.alerts.turn("bell"), group="show"),
    Action(id="notice", keys=(), run=lambda app: app.alerts.turn("notice"), group="show"),
    Action(id="look", keys=(), run=looks.turn_look, where=LISTS, group="show", enabled=needs_colour),
    Action(id="faster", keys=(">",), run=tempo.faster, group="show", enabled=tempo.needs_actors),
    Action(id="slower", keys=("<",), run=tempo.slower, group="show", enabled=tempo.needs_actors),
    Action(id="interrupt", keys=("ctrl+c",), run=moving.interrupt, where=LISTS, group="show"),
    Action(id="suspend", keys=("ctrl+z",), run=moving.suspend, where=LISTS, group="show"),
    Action(id="quit", keys=("ctrl+q",), run=moving.quit_desk, where=EVERYWHERE | FLOOR | RULES, group="show"),
)
MOVING = (
    Action(id="down", keys=("down", "j"), run=moving.step(1), where=SCROLLED, group="move"),
    Action(id="up", keys=("up", "k"), run=moving.step(-1), where=SCROLLED, group="move"),
    Action(
        id="page_down",
        keys=("pagedown", "space"),
        run=moving.page(1),
        where=SCROLLED,
        group="move",
    ),
    Action(
        id="page_up",
        keys=("pageup", "b"),
        run=moving.page(-1),
        where=SCROLLED,
        group="move",
    ),
    Action(id="first", keys=("home",), run=moving.end(last=False), where=LISTS | FLOOR | RULES, group="move"),
    Action(id="last", keys=("end", "G"), run=moving.end(last=True), where=LISTS | FLOOR | RULES, group="move"),
    Action(id="pane", keys=("tab",), run=moving.next_pane(1), where=LISTS | {"search"}, group="move"),
    Action(id="pane_back", keys=("shift+tab",), run=moving.next_pane(-1), where=EVERYWHERE, group="move"),
    Action(id="back", keys=("escape",), run=moving.back, where=EVERYWHERE, group="move", foot=18),
    Action(id="view_next", keys=("]",), run=moving.turn_view(1), group="move"),
    Action(id="view_back", keys=("[",), run=moving.turn_view(-1), group="move"),
    Action(
        id="filter",
        keys=("\\", "f11"),
        run=filtering.open_line,
        where=EVERYWHERE | FLOOR,
        group="view",
        foot=3,
        feet=TEAMS | PEOPLE | CASES,
    ),
    Action(id="filter_apply", keys=("enter",), run=filtering.apply, where=FILTER, group="view", foot=1),
    Action(id="filter_take", keys=("tab",), run=filtering.take, where=FILTER, group="view", foot=2),
    Action(id="filter_save", keys=("ctrl+s",), run=filtering.save, where=FILTER, group="view", foot=3),
    Action(id="views", keys=("V", "ctrl+r"), run=showing.views, where=EVERYWHERE, group="view"),
    *(
        Action(
            id=f"view_{name}",
            keys=(str(key % 10),),
            run=moving.view(name),
            group="view",
            enabled=opening.needs_lead if name == ESCALATED else always,
        )
        for key, name in enumerate(TABS, 1)
    ),
)
SUPERVISING = (
    Action(
        id="floor",
        keys=("F", "ctrl+o"),
        run=opening.floor,
        where=EVERYWHERE | FLOOR,
        group="floor",
        enabled=opening.needs_lead,
    ),
    Action(id="floor_open", keys=("enter",), run=opening.open_here, where=FLOOR, group="floor", foot=1),
    Action(id="floor_next", keys=("tab",), run=opening.next_place(1), where=FLOOR, group="floor", foot=2),
    Action(id="floor_before", keys=("shift+tab",), run=opening.next_place(-1), where=FLOOR, group="floor"),
    Action(id="whisper", keys=("m",), run=opening.whisper, where=FLOOR, group="floor", foot=8, enabled=needs_colleague),
    Action(
        id="take_over", keys=("o",), run=opening.take_over, where=FLOOR, group="floor", foot=8, enabled=needs_colleague
    ),
    Action(id="join", keys=("i",), run=opening.join, where=FLOOR, group="floor", foot=8, enabled=needs_ticket),
    Action(id="floor_back", keys=("escape",), run=opening.back, where=FLOOR, group="floor", foot=18),
)
SHIFT = (
    Action(id="presence", keys=("Z",), run=sharing.presence, where=LISTS | FLOOR, group="shift", foot=3, feet=PEOPLE),
    Action(id="handover", keys=("H",), run=sharing.handover, where=LISTS | FLOOR, group="shift"),
    Action(
        id="rebalance",
        keys=("%",),
        run=sharing.rebalance,
        where=LISTS | FLOOR,
        group="shift",
        foot=3,
        feet=TEAMS,
        enabled=opening.needs_lead,
    ),
)
LEADING = (
    Action(
        id="rules",
        keys=("L", "ctrl+l"),
        run=lawbook.rules,
        where=EVERYWHERE | RULES,
        group="rules",
        enabled=lawbook.needs_lead,
    ),
    Action(
        id="rules_open",
        keys=("enter",),
        run=lawbook.open_here,
        where=RULES,
        group="rules",
        foot=1,
        enabled=lawbook.needs_row,
    ),
    Action(
        id="rules_propose",
        keys=("p",),
        run=lawbook.propose,
        where=RULES,
        group="rules",
        foot=2,
        enabled=lawbook.needs_ticket,
    ),
    Action(id="rules_diff", keys=("d",), run=lawbook.diff, where=RULES, group="rules", foot=3),
    Action(
        id="rules_apply", keys=("a",), run=lawbook.apply, where=RULES, group="rules", foot=4, enabled=lawbook.needs_fit
    ),
    Action(id="rules_rollback", keys=("r",), run=lawbook.rollback, where=RULES, group="rules", foot=5),
    Action(id="rules_desk", keys=("o",), run=lawbook.to_desk, where=RULES, group="rules", enabled=lawbook.needs_ticket),
    *(
        Action(id=f"rules_{name}", keys=(str(key),), run=lawbook.tab(name), where=RULES, group="rules")
        for key, name in enumerate(("corrected", "coverage", "past"), 1)
    ),
    Action(id="rules_next", keys=("tab",), run=lawbook.next_place(1), where=RULES, group="rules", foot=6),
    Action(id="rules_before", keys=("shift+tab",), run=lawbook.next_place(-1), where=RULES, group="rules"),
    Action(id="rules_back", keys=("escape",), run=lawbook.back, where=RULES, group="rules", foot=18),
)
ACTIONS = (*TICKET, *CARING, *WRITING, *SHOWING, *MOVING, *SHIFT, *SUPERVISING, *LEADING)
GROUPS = ("ticket", "care", "write", "show", "move", "view", "shift", "floor", "rules")
"""The headings of help, in order."""
