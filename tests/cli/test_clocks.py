"""`ticket ID --clocks`: how each promise of a ticket stands."""

from tests.cli.calls import Calls, message


def test_the_clocks_of_a_ticket(desk: Calls) -> None:
    (number,) = desk.receive(message("退款"))
    desk("reply", str(number), "稍等", "--as", "ann")
    shown = desk("ticket", str(number), "--clocks")
    assert shown.status == 0
    assert "first response: kept" in shown.out
    assert "resolution: stands still" in shown.out
    first, resolution = desk("ticket", str(number), "--clocks", "--json").json
    assert (first["kind"], first["standing"], first["policy"]) == ("first_response", "met", "everyone")
    assert (resolution["standing"], resolution["due_at"]) == ("paused", None)
    assert "首次响应：已兑现" in desk("ticket", str(number), "--clocks", "--lang", "zh").out


def test_the_clock_of_a_task_names_it_and_its_time(desk: Calls) -> None:
    (number,) = desk.receive(message("退款"))
    desk("claim", str(number), "--as", "ann")
    desk("task", "ask", str(number), "risk", "能退吗", "--due", "1h", "--as", "ann")
    last = [line for line in desk("ticket", str(number), "--clocks").out.splitlines() if line.startswith("task ")]
    assert last[0].startswith(f"task {number}-")
    assert " of 1h00 since " in last[0]
