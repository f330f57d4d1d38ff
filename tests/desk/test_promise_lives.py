"""The lives of tickets in cases/lives.yaml, lived on a real desk: each clock falls due when it was computed by hand."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from agentdesk.desk import (
    AnswerTask,
    AskTask,
    Keeper,
    Merge,
    Note,
    Reply,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.promises.target import Kind
from tests.desk.desks import RULES, Floor
from tests.promises.desk import CASES, at, local

LIVES = yaml.load((CASES / "lives.yaml").read_text("utf-8"), yaml.BaseLoader)
TABLE = (CASES / "promises.yaml").read_text("utf-8")
BEFORE = at("2026-11-19T08:00")
DUES = {
    Kind.FIRST_RESPONSE: "first_due",
    Kind.NEXT_RESPONSE: "next_due",
    Kind.RESOLUTION: "resolve_due",
    Kind.FINAL: "final_due",
    Kind.UPDATE: "update_due",
}


def moment(text: str) -> int:
    """`10:00`, `21T10:00` or a whole date and time."""
    if "T" not in text:
        return at(f"2026-11-20T{text}")
    return at(text if "-" in text else f"2026-11-{text}")


class Life:
    """One ticket, and what happens to it."""

    def __init__(self, floor: Floor) -> None:
        rules = re.sub(r"promises:.*?(?=lifecycle:)", TABLE + "\n", RULES, flags=re.DOTALL)
        floor.do("root", ApplyRules({"desk.yaml": rules}, "the table of the cases"))
        self.floor = floor
        self.number = 0
        self.keeper = Keeper(floor.desk, "test")

    def pass_until(self, moment: int) -> None:
        """Time passes, and the keeper keeps it."""
        self.floor.clock.advance(moment - self.floor.clock.now())
        assert self.keeper.tick()

    def writes(self, text: str, conversation: str = "c1", **fields: str) -> None:
        """The customer writes."""
        receipt = self.floor.customer(text, conversation, channel="phone", **fields)
        self.number = self.number or receipt.ticket

    def merges(self, since: str) -> None:
        """Another ticket of the same person, which was received then, is followed further in this one."""
        who = {"id": "of c1", "name": "李四"}
        document = {"channel": "phone", "customer": who, "conversation": "c2", "text": "订单", "lang": "zh"}
        other = self.floor.receive(document | {"at": f"{local(moment(since))}:00+08:00"}).ticket
        self.floor.do("cy", Merge(self.number, other))

    def happens(self, what: str, argument: str) -> None:
        """One thing happens."""
        number, do = self.number, self.floor.do
        things: dict[str, Callable[[], object]] = {
            "customer": lambda: self.writes("还在吗"),
            "thanks": lambda: self.writes("谢谢"),
            "complaint": lambda: self.writes("我要投诉"),
            "bot": lambda: self.writes("自动回复", **{"from": "bot"}),
            "note": lambda: do("ann", Note(number, "等财务")),
            "answer": lambda: do("ann", Reply(number, "正在核实", then="open")),
            "ask": lambda: do("ann", Reply(number, "请提供订单号")),
            "solve": lambda: do("ann", Solve(number, told=True)),
            "undo": lambda: do("ann", Undo(number)),
            "urgent": lambda: do("ann", SetPriority(number, "urgent")),
            "normal": lambda: do("ann", SetPriority(number, "normal")),
            "tag": lambda: do("ann", Tag(number, on=(argument,))),
            "snooze": lambda: do("ann", Snooze(number, moment(argument))),
            "task": lambda: do("ann", AskTask(number, "risk", "能退吗")),
            "done": lambda: do("bo", AnswerTask(self.floor.desk.story(number).tasks[0].id, "能")),
            "merge": lambda: self.merges(argument),
        }
        things[what]()

    def dues(self) -> dict[str, str | None]:
        """The clocks that run, the nearest first."""
        ticket = self.floor.ticket(self.number)
        found = {kind: due for kind, name in DUES.items() if (due := getattr(ticket, name)) is not None}
        return {kind.value: local(due) for kind, due in sorted(found.items(), key=lambda pair: pair[1])}


@pytest.mark.parametrize("case", LIVES, ids=lambda case: case["name"].replace(" ", "-"))
def test_after_a_life_each_promise_falls_due_when_it_was_computed_by_hand(floor: Floor, case: dict[str, Any]) -> None:
    floor.clock.advance(BEFORE - floor.clock.now())
    life = Life(floor)
    for line in case["life"]:
        when, what, *rest = line.split()
        life.pass_until(moment(when))
        life.happens(what, " ".join(rest))
    assert list(life.dues().items()) == [(kind, local(moment(due))) for kind, due in case["due"].items()]
    settled = floor.desk.clocks(life.number)
    assert {
        clock.kind: local(clock.due_at) for clock in settled if clock.ended_at is None and clock.due_at
    } == life.dues()


def test_every_life_is_another_one() -> None:
    names = [case["name"] for case in LIVES]
    assert len(set(names)) == len(names) >= 25
