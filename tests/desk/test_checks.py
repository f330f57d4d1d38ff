"""Checklists: what the rules want checked before a matter is settled."""

from collections.abc import Callable

import pytest

from agentdesk.desk import Claim, Reply, Solve, Undo
from agentdesk.desk.reasons import checklist
from agentdesk.desk.verbs.check import Check
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.lang import Refusal
from tests.desk.desks import FILES, Floor, code

RULES = """
checks: [{id: identity, text: {zh: 已核实身份, en: Identity verified}}, {id: order, text: 订单号}]
rules:
  - id: money
    when: {words: 退款}
    then: {check: [identity, order], skill: billing, flag: {zh: 先核实, en: Verify first}}
"""


@pytest.fixture
def careful(floor: Floor) -> Floor:
    floor.desk.do(ApplyRules({**FILES, "checks.yaml": RULES}, "checks"), actor=floor.ids["root"])
    return floor


def test_the_rules_put_entries_on_a_tickets_checklist(careful: Floor) -> None:
    ticket = careful.claimed("ann")
    entries = checklist(careful.desk.reader(), ticket, "zh")
    assert [(entry.id, entry.text, entry.done) for entry in entries] == [
        ("identity", "已核实身份", False),
        ("order", "订单号", False),
    ]
    assert careful.ticket(ticket).skills == ("billing",)


def test_a_matter_is_not_settled_before_all_is_ticked(careful: Floor, refused: Callable[..., Refusal]) -> None:
    ticket = careful.claimed("ann")
    assert code(refused("ann", Solve(ticket, told=True))) == "desk.unchecked"
    assert code(refused("ann", Reply(ticket, "好了", then="solved"))) == "desk.unchecked"
    careful.do("ann", Check(ticket, on=("identity", "order")))
    careful.do("ann", Solve(ticket, told=True))
    assert careful.ticket(ticket).state == "solved"


def test_it_may_be_settled_all_the_same_by_saying_so(careful: Floor) -> None:
    ticket = careful.claimed("ann")
    careful.do("ann", Solve(ticket, told=True, unchecked=True))
    assert careful.ticket(ticket).state == "solved"


def test_ticks_can_be_taken_back(careful: Floor, refused: Callable[..., Refusal]) -> None:
    ticket = careful.claimed("ann")
    careful.do("ann", Check(ticket, on=("order",)))
    careful.do("ann", Undo(ticket))
    assert careful.ticket(ticket).checked == ()
    assert code(refused("ann", Check(ticket, off=("order",)))) == "desk.check_same"
    assert code(refused("ann", Check(ticket, on=("ordr",)))) == "desk.no_check"


def test_a_flag_stands_before_the_reasons_of_a_message(careful: Floor) -> None:
    ticket = careful.claimed("ann")
    verdict = careful.messages(ticket)[0].verdict
    assert verdict is not None
    assert careful.desk.reasons(verdict, "zh").startswith("先核实 | money · refund +10 → ")


def test_nothing_to_check_nothing_to_ask(careful: Floor) -> None:
    ticket = careful.customer("你好").ticket
    careful.do("ann", Claim(ticket))
    careful.do("ann", Solve(ticket, told=True))
    assert checklist(careful.desk.reader(), ticket, "en") == ()
