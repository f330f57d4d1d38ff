"""`check`: the checklist of a ticket."""

from tests.cli.calls import Calls, message, told


def test_a_ticket_without_a_checklist_says_so(calls: Calls) -> None:
    calls.found()
    (number,) = calls.receive(message("我要退款"))
    told(calls("check", str(number)), 0, f"The rules want nothing checked on #{number}.")
