"""Push: the desk gives tickets to who fits, has room and has the least; it never gives more than fits."""

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import DAY, MINUTE
from agentdesk.desk import Claim, Keeper, Release, Reply, Reroute, SetPriority, Snooze, Solve
from agentdesk.desk.bulk import undo_bulk
from agentdesk.desk.found import NewAgent
from agentdesk.desk.sharing.choosing import misfit
from agentdesk.desk.sharing.loads import Loads
from agentdesk.desk.verbs.assign import Rebalance
from agentdesk.desk.verbs.dedicate import Dedicate, Need
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.desk.verbs.presence import SetDuty
from agentdesk.store.side import PRESENCE_MS
from tests.desk.sharing import Shift


@pytest.fixture
def shift(tmp_path: Path) -> Any:
    """A desk that gives its tickets out."""
    begun = Shift.begun(tmp_path / "desk.db")
    yield begun
    begun.desk.close()


def test_a_ticket_goes_to_who_has_the_least_and_of_equals_to_who_is_idle_longest(shift: Shift) -> None:
    shift.online("ann", "bo")
    first, second, third = shift.come_in(3)
    shift.tick()
    assert shift.owners([first, second, third]) == ["ann", "bo", "ann"]
    shift.do("ann", Solve(first, told=True), Solve(third, told=True))
    (fourth,) = shift.come_in(1)
    shift.tick()
    assert shift.owner(fourth) == "ann"


def test_the_event_says_why_this_person(shift: Shift) -> None:
    shift.online("ann", "bo")
    one, two = shift.come_in(2)
    shift.tick()
    assert shift.events(one)[-1].actor == "keeper"
    assert shift.events(one)[-1].data["reason"] == {"by": "idle", "among": 2, "load": "0/6"}
    assert shift.events(two)[-1].data["reason"] == {"by": "fewest", "among": 2, "load": "0/6"}
    assert any("idle longest" in line for line in shift.desk.why(one, "en"))
    assert any("在办最少" in line for line in shift.desk.why(two, "zh"))


def test_nobody_gets_more_than_fits_and_the_rest_waits_oldest_promise_first(shift: Shift) -> None:
    shift.online("ann")
    tickets = []
    for _ in range(8):
        tickets += shift.come_in(1)
        shift.clock.advance(MINUTE)
    shift.tick()
    assert shift.owners(tickets) == ["ann"] * 6 + [None] * 2
    shift.do("ann", Solve(tickets[3], told=True))
    shift.tick()
    assert shift.owners(tickets)[6:] == ["ann", None]


MIXED = "sharing: {assign: pull, teams: {funds: {assign: push}}}\n"


def test_what_is_given_leaves_room_for_what_waits_where_people_pull(tmp_path: Path) -> None:
    shift = Shift.begun(tmp_path / "desk.db", MIXED)
    waits = shift.customer("盗号了", "waits").ticket
    shift.do("root", SetPriority(waits, "normal"))
    given = shift.come_in(8)
    shift.online("ann")
    shift.tick()
    assert Counter(shift.owners(given)) == {"ann": 3, None: 5}  # half of the six that fit
    shift.do("ann", SetPriority(given[7], "urgent"))
    shift.tick()
    assert shift.owner(given[7]) == "ann"  # what is urgent goes before
    shift.do("ann", Claim(waits))
    shift.tick()
    assert Counter(shift.owners(given)) == {"ann": 5, None: 3}  # nobody waits there any more
    shift.desk.close()


def test_who_has_nothing_is_given_something(tmp_path: Path) -> None:
    shift = Shift.begun(tmp_path / "desk.db", "sharing: {keep: 100, teams: {funds: {assign: push}}}\n")
    shift.customer("盗号了", "waits")
    given = shift.come_in(3)
    shift.online("ann")
    shift.tick()
    assert Counter(shift.owners(given)) == {"ann": 1, None: 2}
    shift.desk.close()


def test_who_comes_online_gets_from_the_backlog(shift: Shift) -> None:
    tickets = shift.come_in(2)
    shift.tick()
    assert shift.owners(tickets) == [None, None]
    shift.online("bo")
    shift.tick()
    assert shift.owners(tickets) == ["bo", "bo"]


@pytest.mark.parametrize("duty", ["busy", "break", "offline"])
def test_who_is_not_free_for_work_gets_none(shift: Shift, duty: str) -> None:
    shift.online("ann")
    shift.do("ann", SetDuty(duty))
    (ticket,) = shift.come_in(1)
    shift.tick()
    assert shift.owner(ticket) is None


def test_who_gives_no_sign_gets_none(shift: Shift) -> None:
    shift.online("ann")
    shift.desk.side.here(shift.ids["ann"], None, False, shift.clock.now())
    shift.clock.advance(PRESENCE_MS)
    (ticket,) = shift.come_in(1)
    shift.tick()
    assert shift.owner(ticket) is None


def test_a_ticket_goes_to_who_speaks_the_language_and_knows_what_it_needs(shift: Shift) -> None:
    shift.do("root", ChangeAgent("ann", languages=("zh",)), ChangeAgent("bo", languages=("en",), skills=("live",)))
    shift.online("ann", "bo")
    chinese, english = shift.come_in(1, lang="zh-CN") + shift.come_in(1, lang="en")
    (skilled,) = shift.come_in(1, lang="en")
    shift.do("root", Need(skilled, ("live", "law")))
    shift.tick()
    assert shift.owners([chinese, english, skilled]) == ["ann", "bo", None]
    shift.do("root", ChangeAgent("bo", skills=("live", "law")))
    shift.tick()
    assert shift.owner(skilled) == "bo"


def test_a_complaint_never_goes_to_whom_it_is_about(shift: Shift) -> None:
    shift.online("ann")
    (ticket,) = shift.come_in(1)
    shift.tick()
    shift.customer("我要投诉", "c0")
    shift.do("root", Reroute(ticket, "另派", team="funds"))
    shift.tick()
    assert shift.owner(ticket) is None


def test_weights_and_rooms_of_channels(tmp_path: Path) -> None:
    section = "分配: {方式: 推送, 权重: {邮件: 0.5, 投诉: 2}, 容量: {邮件: 2}}\n"
    shift = Shift.begun(tmp_path / "desk.db", section)
    shift.online("ann")
    mails = shift.come_in(5, channel="email")
    chats = shift.come_in(7, channel="chat")
    shift.tick()
    assert shift.owners(mails) == ["ann"] * 4 + [None]
    assert shift.owners(chats) == ["ann"] * 6 + [None]
    shift.do("root", ChangeAgent("ann", rooms={"email": 3, "chat": 7}))
    shift.tick()
    assert shift.owners([mails[4], chats[6]]) == ["ann", "ann"]
    shift.desk.close()


def test_a_chat_on_the_line_still_counts_and_other_waiting_tickets_do_not(shift: Shift) -> None:
    shift.do("root", ChangeAgent("ann", capacity=1))
    shift.online("ann")
    (chat,) = shift.come_in(1, channel="chat")
    shift.tick()
    shift.do("ann", Reply(chat, "请稍等"))
    (mail,) = shift.come_in(1, channel="email")
    shift.tick()
    assert shift.owner(mail) is None
    shift.do("ann", Snooze(chat, shift.clock.now() + DAY))
    shift.tick()
    assert shift.owner(mail) == "ann"


def test_teams_that_pull_are_left_alone(tmp_path: Path) -> None:
    shift = Shift.begun(tmp_path / "desk.db", "sharing: {teams: {risk: {assign: push}}}\n")
    shift.online("ann")
    (pulled,) = shift.come_in(1)
    pushed = shift.customer("盗号了", "other").ticket
    shift.tick()
    assert shift.owners([pulled, pushed]) == [None, "ann"]
    shift.desk.close()


def test_by_hand_more_than_fits_is_allowed_and_said(shift: Shift) -> None:
    shift.do("root", ChangeAgent("ann", capacity=1))
    one, two, three = shift.come_in(3)
    assert [m.code for m in shift.do("ann", Claim(one)).said] == ["desk.claimed"]
    (said,) = shift.do("ann", Claim(two)).said
    assert (said.code, said.params["load"]) == ("sharing.claimed_over", "2/1")
    (said,) = shift.do("root", Reroute(three, "请看看", agent="ann")).said
    assert (said.code, said.params["load"]) == ("sharing.rerouted_over", "3/1")


def test_what_nobody_can_take_hides_nothing_behind_it(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentdesk.desk.sharing.keeping.LOOKED", 2)
    shift.online("ann")
    stuck = shift.come_in(5)
    for ticket in stuck:
        shift.do("root", Need(ticket, ("law",)))
    (last,) = shift.come_in(1)
    for _ in range(4):
        shift.tick()
    assert shift.owner(last) == "ann"
    shift.do("root", ChangeAgent("ann", skills=("law",)))
    for _ in range(4):
        shift.tick()
    assert shift.owners(stuck) == ["ann"] * 5


def test_a_team_is_balanced_anew(shift: Shift) -> None:
    shift.do("root", ChangeAgent("ann", capacity=2))
    tickets = shift.come_in(5)
    for ticket in tickets:
        shift.do("ann", Claim(ticket))
    shift.do("ann", Reply(tickets[4], "收到", then="open"))
    shift.do("ann", Dedicate(tickets[3]))
    (free,) = shift.come_in(1)
    shift.online("ann", "bo")
    (said,) = shift.do("cy", Rebalance("funds")).said
    assert said.params["n"] == 4
    assert Counter(shift.owners([*tickets, free])) == {"ann": 2, "bo": 4}
    assert shift.owners(tickets[3:]) == ["ann", "ann"]
    (bulk,) = {event.data["bulk"] for event in shift.events(free) if event.kind == "ticket.assigned"}
    assert len(undo_bulk(shift.desk, bulk, shift.ids["cy"]).done) == 4
    assert Counter(shift.owners([*tickets, free])) == {"ann": 5, None: 1}


def test_two_keepers_give_a_ticket_once(shift: Shift) -> None:
    shift.online("ann", "bo")
    tickets = shift.come_in(4)
    other = shift.another()
    shift.tick()
    assert not Keeper(other.desk, "late").tick()
    given = [e for ticket in tickets for e in shift.events(ticket) if e.kind == "ticket.assigned"]
    assert len(given) == 4
    other.desk.close()


def test_the_tables_are_those_of_the_journal(shift: Shift) -> None:
    shift.online("ann")
    (ticket,) = shift.come_in(1)
    shift.tick()
    shift.do("root", Need(ticket, ("law",)), Dedicate(ticket))
    before = shift.desk.store.dump()
    shift.desk.store.rebuild()
    assert shift.desk.store.dump() == before
    assert shift.faults() == []


_people = st.lists(
    st.fixed_dictionaries(
        {
            "capacity": st.integers(1, 4),
            "rooms": st.dictionaries(st.sampled_from(["chat", "email"]), st.integers(0, 3)),
            "teams": st.sets(st.sampled_from(["funds", "risk"]), min_size=1).map(tuple),
            "skills": st.sets(st.sampled_from(["law", "live"])).map(tuple),
            "languages": st.sets(st.sampled_from(["zh", "en"])).map(tuple),
        }
    ),
    min_size=1,
    max_size=4,
)
_steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            st.sampled_from(["我要退款", "盗号了", "我要投诉"]),
            st.sampled_from(["chat", "email", "web"]),
            st.sampled_from(["zh", "en"]),
            st.sets(st.sampled_from(["law", "live"]), max_size=1),
        ),
        st.tuples(st.just("duty"), st.integers(0, 3), st.sampled_from(["online", "online", "break", "offline"])),
        st.tuples(st.just("solve"), st.integers(0, 30)),
        st.tuples(st.just("release"), st.integers(0, 30)),
        st.tuples(st.just("answer"), st.integers(0, 30)),
    ),
    max_size=25,
)


@given(people=_people, steps=_steps)
def test_whatever_happens_nobody_gets_more_than_fits_nor_what_does_not_fit(
    tmp_path_factory: pytest.TempPathFactory, people: list[dict[str, Any]], steps: list[tuple[Any, ...]]
) -> None:
    staff = tuple(NewAgent(name=f"p{n}", **fields) for n, fields in enumerate(people))
    section = "sharing: {assign: push, weights: {email: 0.5, complaint: 2}}\n"
    shift = Shift.begun(tmp_path_factory.mktemp("shift") / "desk.db", section, staff)
    names = [agent.name for agent in staff]
    tickets: list[int] = []
    for step in steps:
        _happens(shift, names, tickets, step)
        _fairly_given(shift)
    shift.desk.close()


def _happens(shift: Shift, names: list[str], tickets: list[int], step: tuple[Any, ...]) -> None:
    match step:
        case "write", text, channel, lang, skills:
            number = shift.customer(text, f"c{len(tickets)}", channel=channel, lang=lang).ticket
            tickets.append(number)
            if skills:
                shift.do("root", Need(number, tuple(skills)))
        case "duty", place, duty:
            shift.do(names[place % len(names)], SetDuty(duty))
        case verb, place if tickets:
            ticket = shift.ticket(tickets[place % len(tickets)])
            if ticket.owner is None or ticket.state not in ("open", "pending"):
                return
            command = {"solve": Solve(ticket.id, told=True), "release": Release(ticket.id)}
            shift.do(ticket.owner, command.get(verb) or Reply(ticket.id, "好的"))


def _fairly_given(shift: Shift) -> None:
    """One tick: each ticket that it gives was for that person, who had room and the least of those who had."""
    reader = shift.desk.reader()
    agents = {agent.id: agent for agent in reader.agents()}
    cursor = reader.cursor()
    loads = Loads(reader, shift.desk.rulebook().sharing, agents.values())
    shift.tick()
    _, events = shift.desk.reader().journal(cursor, 10_000)
    idle = {agent.id: agent.given_at for agent in agents.values()}
    for event in (event for event in events if event.kind == "ticket.assigned"):
        ticket = shift.ticket(int(event.stream.partition(":")[2]))
        able = [
            agent
            for agent in agents.values()
            if agent.duty == "online" and misfit(agent, ticket) is None and loads.takes(agent.id, ticket)
        ]
        assert ticket.owner in {agent.id for agent in able}
        assert ticket.owner == min(able, key=lambda agent: (loads.total(agent.id), idle[agent.id], agent.id)).id
        loads.put(ticket.owner, ticket)
        idle[ticket.owner] = event.at
    for agent in agents:
        for channel in ("chat", "email", "web"):
            assert not loads.room(agent, channel).is_over or not events
    left = [ticket for ticket in shift.desk.history(1_000) if ticket.owner is None and ticket.state == "open"]
    for ticket in left:
        assert not [
            agent
            for agent in agents.values()
            if agent.duty == "online" and misfit(agent, ticket) is None and loads.takes(agent.id, ticket)
        ]


def test_the_reason_is_small(shift: Shift) -> None:
    shift.online("ann", "bo")
    (ticket,) = shift.come_in(1)
    shift.tick()
    assert len(msgspec.json.encode(shift.events(ticket)[-1].data["reason"])) < 60
