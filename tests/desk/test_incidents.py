"""Incidents: a rush is found, a person says what it is, all customers are answered and solved as one."""

import pytest

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk import (
    AnswerJoining,
    Claim,
    EndIncident,
    JoinIncident,
    Keeper,
    LeaveIncident,
    NoteIncident,
    OpenIncident,
    Undo,
    undo_bulk,
)
from agentdesk.desk.incidents.acts import answer_all, open_incident, solve_all
from agentdesk.desk.incidents.spikes import find_spikes
from agentdesk.desk.incidents.story import read_case
from agentdesk.lang import Refusal
from agentdesk.model import Incident
from tests.desk.desks import NOW, Floor, code


def rush(floor: Floor, count: int, text: str = "我要退款", start: int = 0, minutes: float = 1.0) -> list[int]:
    """Customers write one after the other; return their tickets."""
    numbers = []
    for number in range(start, start + count):
        floor.clock.advance(int(minutes * MINUTE))
        numbers.append(floor.customer(text, f"r{number}").ticket)
    return numbers


def looked(floor: Floor) -> tuple[Incident, ...]:
    """Whoever keeps time looks for spikes; return what is suspected."""
    Keeper(floor.desk, "test").tick()
    return floor.desk.reader().incidents(("suspected",), 9)


def opened(floor: Floor, tag: str = "退款") -> str:
    """A supervisor opens an incident of a tag; return its id."""
    return open_incident(floor.desk, OpenIncident("退款通道故障", tag=tag), floor.ids["cy"]).incident.id


def test_a_rush_of_one_kind_is_suspected_once(floor: Floor) -> None:
    floor.customer("你好", "long ago")
    floor.clock.advance(2 * DAY)
    rush(floor, 7)
    assert looked(floor) == ()
    rush(floor, 3, start=7)
    (suspected,) = looked(floor)
    assert (suspected.tag, suspected.seen, suspected.usual) == ("退款", 10, 0)
    floor.clock.advance(MINUTE)
    assert looked(floor) == (suspected,)


def test_what_is_usual_here_is_no_spike(floor: Floor) -> None:
    for day in range(4):
        floor.clock.advance(NOW + day * DAY - floor.clock.now())
        rush(floor, 60, start=100 * day, minutes=1)
    floor.clock.advance(NOW + 4 * DAY - floor.clock.now())
    rush(floor, 20, start=900, minutes=1)
    spikes = find_spikes(floor.desk.reader(), floor.desk.rulebook().spikes, floor.clock.now())
    assert spikes == ()
    rush(floor, 60, start=1000, minutes=0.2)
    (spike,) = find_spikes(floor.desk.reader(), floor.desk.rulebook().spikes, floor.clock.now())
    assert spike.tag == "退款"
    assert spike.usual == pytest.approx(12, rel=0.25)  # about an hour of one a minute, a quarter of it


def test_a_desk_without_a_past_needs_more_to_suspect_anything(floor: Floor) -> None:
    rush(floor, 20, minutes=0.5)
    assert looked(floor) == ()
    rush(floor, 10, start=20, minutes=0.1)
    assert len(looked(floor)) == 1


def test_everything_rising_alike_is_no_spike(floor: Floor) -> None:
    mixed = ("我要退款", "盗号了", "快递没到", "直播卡顿")
    for number in range(40):
        floor.clock.advance(10 * MINUTE)
        floor.customer(mixed[number % 4], f"calm{number}")
    floor.clock.advance(DAY)
    for number in range(120):
        floor.clock.advance(MINUTE // 12)
        floor.customer(mixed[number % 4], f"busy{number}")
    assert looked(floor) == ()
    rush(floor, 90, start=500, minutes=0.05)
    assert [suspected.tag for suspected in looked(floor)] == ["退款"]


def test_what_people_dismissed_is_not_suspected_again_soon(floor: Floor) -> None:
    rush(floor, 30, minutes=0.2)
    (suspected,) = looked(floor)
    floor.do("cy", EndIncident(suspected.id, dismissed=True))
    rush(floor, 30, start=30, minutes=0.2)
    assert looked(floor) == ()
    floor.clock.advance(3 * HOUR)
    rush(floor, 60, start=60, minutes=0.1)
    assert len(looked(floor)) == 1


def test_a_suspected_one_is_opened_and_its_tickets_join(floor: Floor) -> None:
    before = floor.customer("我要退款", "long ago").ticket
    floor.clock.advance(HOUR)
    numbers = rush(floor, 30, minutes=0.2)
    other = floor.customer("盗号了", "other").ticket
    (suspected,) = looked(floor)
    done = open_incident(floor.desk, OpenIncident("退款通道故障", suspected.id), floor.ids["cy"])
    assert (done.incident.id, done.incident.stage, done.joined.done) == (suspected.id, "open", tuple(numbers))
    assert floor.ticket(before).incident is None
    assert floor.ticket(other).incident is None
    late = floor.customer("退款失败", "late").ticket
    assert floor.ticket(late).incident == suspected.id
    assert floor.faults() == []


def test_every_customer_is_answered_in_their_language_and_nobody_loses_a_ticket(floor: Floor) -> None:
    chinese = floor.claimed("ann", "我要退款", "zh")
    english = floor.customer("refund please", "en", lang="en").ticket
    incident = opened(floor)
    words = {"zh": "退款通道故障，预计 20:00 恢复", "en": "Refunds are delayed until 20:00"}
    done = answer_all(floor.desk, incident, words, floor.ids["cy"])
    assert done.done == (chinese, english)
    assert [floor.messages(number)[-1].text for number in (chinese, english)] == list(words.values())
    assert (floor.owner(chinese), floor.owner(english)) == ("ann", None)
    assert {floor.ticket(number).state for number in (chinese, english)} == {"pending"}
    assert floor.ticket(english).first_answer_at == floor.clock.now()
    told = read_case(floor.desk, incident).steps[-1]
    assert (told.kind, told.who, told.tickets) == ("incident.replied", "Cy", 2)
    assert told.note.splitlines() == list(words.values())
    undo_bulk(floor.desk, done.id, floor.ids["cy"])
    assert floor.messages(english)[-1].withdrawn


def test_who_joins_later_is_told_at_once(floor: Floor) -> None:
    floor.customer("我要退款")
    incident = opened(floor)
    floor.do("cy", AnswerJoining(incident, zh="我们已知晓，正在修复"))
    late = floor.customer("退款没到", "late").ticket
    told = floor.messages(late)[-1]
    assert (told.author, told.text, told.delivery) == ("system", "我们已知晓，正在修复", "held")
    assert floor.ticket(late).waiting_since == floor.clock.now()  # no person has answered yet


def test_one_solve_ends_it_all(floor: Floor) -> None:
    numbers = rush(floor, 5)
    floor.do("ann", Claim(numbers[0]))
    incident = opened(floor)
    done = solve_all(floor.desk, incident, floor.ids["cy"])
    assert done.done == tuple(numbers)
    assert {floor.ticket(number).state for number in numbers} == {"solved"}
    assert floor.owner(numbers[0]) == "ann"
    case = read_case(floor.desk, incident)
    assert (case.incident.stage, case.tickets) == ("solved", ())
    assert [step.kind for step in case.steps] == ["incident.opened", "incident.solved"]
    after = floor.customer("我要退款", "after").ticket
    assert floor.ticket(after).incident is None


def test_a_ticket_joins_and_leaves_by_hand(floor: Floor) -> None:
    incident = opened(floor)
    number = floor.claimed("ann", "你好")
    floor.do("ann", JoinIncident(number, incident))
    with pytest.raises(Refusal) as caught:
        floor.do("ann", JoinIncident(number, incident))
    assert code(caught.value) == "incident.joined"
    floor.do("ann", LeaveIncident(number))
    assert floor.ticket(number).incident is None
    floor.do("ann", Undo(number))
    assert floor.ticket(number).incident == incident


def test_notes_stand_in_its_story(floor: Floor) -> None:
    incident = opened(floor)
    floor.do("ann", NoteIncident(incident, "支付渠道已确认"))
    steps = read_case(floor.desk, incident).steps
    assert [(step.who, step.note) for step in steps] == [("Cy", ""), ("Ann", "支付渠道已确认")]


@pytest.mark.parametrize(
    ("who", "command", "why"),
    [
        ("ann", OpenIncident("故障", tag="退款"), "desk.role"),
        ("ann", EndIncident("x"), "desk.role"),
        ("cy", OpenIncident(" ", tag="退款"), "incident.title"),
        ("cy", OpenIncident("故障", "nothing"), "incident.none"),
        ("cy", EndIncident("nothing"), "incident.none"),
        ("ann", NoteIncident("nothing", "x"), "incident.none"),
    ],
)
def test_what_is_refused(floor: Floor, who: str, command: OpenIncident | EndIncident | NoteIncident, why: str) -> None:
    with pytest.raises(Refusal) as caught:
        floor.do(who, command)
    assert code(caught.value) == why


def test_there_is_one_of_a_tag_at_a_time(floor: Floor) -> None:
    incident = opened(floor)
    with pytest.raises(Refusal) as caught:
        opened(floor)
    assert code(caught.value) == "incident.there"
    floor.do("cy", EndIncident(incident))
    with pytest.raises(Refusal) as caught:
        floor.do("cy", EndIncident(incident))
    assert code(caught.value) == "incident.stage"


def test_the_numbers_of_a_spike_are_ranges_of_an_index(floor: Floor) -> None:
    rush(floor, 3)
    reader = floor.desk.store._reader_connection()
    for sql, given in (
        ("SELECT id FROM tickets WHERE received_at >= ? AND imported = 0 ORDER BY received_at, id LIMIT 1", (0,)),
        ("SELECT count(*) FROM ticket_tags WHERE tag = ? AND ticket BETWEEN ? AND ?", ("退款", 1, 9)),
        ("SELECT ticket FROM ticket_tags WHERE tag = ? AND ticket >= ? ORDER BY ticket LIMIT ?", ("退款", 1, 9)),
    ):
        plan = " ".join(str(row[3]) for row in reader.execute(f"EXPLAIN QUERY PLAN {sql}", given))
        assert "SEARCH" in plan, plan
        assert "SCAN" not in plan, plan
