"""Views with a filter: they hold what a plain look at every ticket finds, and the views that need sifting."""

from functools import partial
from typing import Any

import msgspec
import pytest

from agentdesk.clock import MINUTE
from agentdesk.desk import AnswerTask, AskTask, Claim, Escalate, FollowUp, SetPriority, Snooze, Solve, Tag, View
from agentdesk.desk.filter import Filter, read_filter
from agentdesk.desk.queue import SIFTED
from agentdesk.desk.sifting import sieve_of_view
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lang import Refusal
from agentdesk.model import VIEWS
from tests.desk.desks import NOW, Floor, code


@pytest.fixture
def busy(floor: Floor) -> dict[str, int]:
    """A desk with tickets of all sorts, by what they are."""
    found: dict[str, int] = {}
    arrivals: list[tuple[str, str, dict[str, Any]]] = [
        ("old", "我要退款", {}),
        ("vip", "refund please", {"customer": {"id": "v", "name": "Vera", "tier": "vip"}}),
        ("stolen", "账号被盗号", {"channel": "email"}),
        ("complaint", "我要投诉客服", {}),
        ("other", "你好", {"category": "物流"}),
    ]
    for number, (name, text, more) in enumerate(arrivals):
        found[name] = floor.customer(text, f"c{number}", **more).ticket
        floor.clock.sleep(10 * MINUTE)
    found["mine"] = floor.claimed("ann", "退款呢", "c10")
    found["asleep"] = floor.claimed("ann", "退款 later", "c11")
    floor.do("ann", Snooze(found["asleep"], floor.clock.now() + 60 * MINUTE))
    found["solved"] = floor.claimed("bo", "盗号 solved", "c12")
    floor.do("bo", Solve(found["solved"], told=True))
    return found


def passing(floor: Floor, text: str, view: str = "all", name: str = "ann") -> list[int]:
    """Return the numbers of the tickets that a view with a filter holds for somebody, in its order."""
    me = floor.desk.sit(name)
    asked = read_filter(text, floor.desk.names(me))
    window = floor.desk.queue(View(name=view, agent=me.id, teams=me.teams, filter=asked))
    assert not window.more
    assert window.total == len(window.tickets)
    numbers = [ticket.id for ticket in window.tickets]
    for place, number in enumerate(numbers):
        assert floor.desk.rank(View(name=view, agent=me.id, teams=me.teams, filter=asked), number) == place
    return numbers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("team:资金", {"old", "vip", "mine"}),
        ("team:funds is:unassigned", {"old", "vip"}),
        ("标签:退款 -is:mine", {"old", "vip"}),
        ("tag:退款,盗号", {"old", "vip", "stolen", "mine"}),
        ("tag:none", {"other"}),
        ("is:mine", {"mine", "asleep"}),
        ("is:snoozed", {"asleep"}),
        ("is:mine state:open", {"mine"}),
        ("is:vip,urgent", {"vip", "stolen"}),
        ("state:solved", {"solved"}),
        ("owner:bo state:solved,open", {"solved"}),
        ("wait>45m", {"old"}),
        ("wait<25m is:unassigned", {"complaint", "other"}),
        ("age>30m", {"old", "vip"}),
        ("kind:complaint", {"complaint"}),
        ("priority:urgent", {"stolen"}),
        ("channel:邮件", {"stolen"}),
        ("category:物流", {"other"}),
        ("customer:vera", {"vip"}),
        ("REFUND", {"vip"}),
        ("退款 -later", {"old", "mine"}),
        ("team:none", {"complaint", "other"}),
        ("messages>1", set()),
        ("due<45m", {"complaint"}),
        ("", {"old", "vip", "stolen", "complaint", "other", "mine"}),
    ],
)
def test_a_filter_finds_what_it_says(floor: Floor, busy: dict[str, int], text: str, names: set[str]) -> None:
    by_number = {number: name for name, number in busy.items()}
    assert {by_number[number] for number in passing(floor, text)} == names


def test_a_filter_narrows_a_view_down_in_its_order(floor: Floor, busy: dict[str, int]) -> None:
    whole = [ticket.id for ticket in floor.desk.queue(View(name="team", teams=("funds", "risk"))).tickets]
    assert passing(floor, "-tag:投诉", "team") == [number for number in whole if number != busy["complaint"]]
    assert passing(floor, "tag:退款", "mine") == [busy["mine"], busy["asleep"]]
    assert passing(floor, "state:solved", "mine", "bo") == [busy["solved"]]
    assert passing(floor, "is:vip", "unassigned") == [busy["vip"]]
    assert passing(floor, "is:urgent", "breaching") == []


@pytest.mark.parametrize("view", [name for name in VIEWS if name not in SIFTED])
def test_sifting_a_view_for_everything_gives_the_view(floor: Floor, busy: dict[str, int], view: str) -> None:
    """The same tickets, whether found by an index range of the view's own or by sifting."""
    plain = {
        ticket.id
        for ticket in floor.desk.queue(View(name=view, agent=floor.ids["ann"], teams=("funds", "risk"))).tickets
    }
    states = "state:solved,closed" if view == "solved" else ""
    assert set(passing(floor, f"{states} -tag:nowhere", view)) == plain
    assert busy


def test_tasks_show_what_my_teams_were_asked_and_what_i_wait_for(floor: Floor) -> None:
    asked, waited, other = (floor.customer("你好", f"c{n}").ticket for n in range(3))
    floor.do("bo", AskTask(asked, "funds", "请核对流水"))
    floor.do("ann", Claim(waited))
    floor.do("ann", AskTask(waited, "risk", "查一下"))
    floor.do("bo", AskTask(other, "risk", "查一下"))
    view = View(name="tasks", agent=floor.ids["ann"], teams=("funds",))
    assert {ticket.id for ticket in floor.desk.queue(view).tickets} == {asked, waited}
    assert floor.desk.counts(msgspec.structs.replace(floor.desk.sit("ann"), teams=("funds",)))["tasks"] == 2
    assert passing(floor, "task:风控 -is:mine") == [other]
    task = floor.desk.story(asked).tasks[0]
    floor.do("bo", AnswerTask(task.id, "流水没问题"))
    assert {ticket.id for ticket in floor.desk.queue(view).tickets} == {waited}


def test_follow_ups_are_the_owners(floor: Floor) -> None:
    mine, _ = floor.claimed("ann", "退款", "c1"), floor.claimed("ann", "退款", "c2")
    floor.do("ann", FollowUp(mine, NOW + 60 * MINUTE, "问流水"))
    view = View(name="followups", agent=floor.ids["ann"])
    assert [ticket.id for ticket in floor.desk.queue(view).tickets] == [mine]
    assert passing(floor, "follow-up<2h") == passing(floor, "is:跟进") == [mine]
    assert passing(floor, "follow-up<30m") == []
    assert floor.desk.queue(msgspec.structs.replace(view, agent=floor.ids["bo"])).tickets == ()


def test_follow_ups_stand_in_the_order_of_their_times(floor: Floor) -> None:
    late, soon = floor.claimed("ann", "盗号了", "u1"), floor.claimed("ann", "你好", "u2")
    floor.do("ann", FollowUp(late, NOW + 90 * MINUTE), FollowUp(soon, NOW + 60 * MINUTE))
    view = View(name="followups", agent=floor.ids["ann"])
    assert [ticket.id for ticket in floor.desk.queue(view).tickets] == [soon, late]
    assert [floor.desk.rank(view, ticket) for ticket in (soon, late)] == [0, 1]


def test_what_was_escalated_is_seen_by_its_team(floor: Floor) -> None:
    number = floor.claimed("ann", "退款", "c1")
    floor.claimed("ann", "退款", "c2")
    floor.do("ann", Escalate(number, "客户要求主管回电"))
    for teams in (("funds",), ()):
        assert [ticket.id for ticket in floor.desk.queue(View(name="escalated", teams=teams)).tickets] == [number]
    assert floor.desk.queue(View(name="escalated", teams=("risk",))).tickets == ()
    assert passing(floor, "is:escalated") == passing(floor, "是:已升级 技能组:资金") == [number]


def test_a_tag_that_is_taken_off_or_moves_is_found_no_more_or_there(floor: Floor) -> None:
    first, second = (floor.customer("我要退款", f"c{n}").ticket for n in range(2))
    assert passing(floor, "tag:退款") == [first, second]
    floor.do("cy", SetPriority(second, "high"))
    assert passing(floor, "tag:退款") == [second, first]
    floor.do("cy", Tag(first, off=("退款",)))
    assert passing(floor, "tag:退款") == [second]


def test_every_view_can_be_sifted(floor: Floor) -> None:
    for name in VIEWS:
        assert sieve_of_view(View(name=name, agent="a", teams=("funds",), filter=Filter()), NOW).states


def test_saved_views_are_kept_by_person(floor: Floor) -> None:
    ann, bo = (floor.desk.views(floor.desk.sit(name)) for name in ("ann", "bo"))
    ann.save("急退款", " tag:退款 wait>30m ")
    ann.save("all vips", "is:vip")
    assert [(view.name, view.filter) for view in ann.all()] == [("all vips", "is:vip"), ("急退款", "tag:退款 wait>30m")]
    assert bo.all() == ()
    assert ann.text("all vips") == "is:vip"
    ann.save("all vips", "等级:VIP")
    assert ann.text("all vips") == "等级:VIP"
    ann.drop("急退款")
    assert [view.name for view in ann.all()] == ["all vips"]


def test_a_team_shares_a_view(floor: Floor) -> None:
    ann, bo, cy = (floor.desk.views(floor.desk.sit(name)) for name in ("ann", "bo", "cy"))
    bo.save("mine late", "is:late owner:me", "funds")
    ann.save("vips", "is:vip")
    assert [(view.name, view.team) for view in ann.all()] == [("vips", None), ("mine late", "funds")]
    assert ann.text("mine late") == "is:late owner:me"
    ann.save("mine late", "is:late,urgent owner:me")
    assert ann.text("mine late") == "is:late,urgent owner:me"
    assert bo.text("mine late") == "is:late owner:me"
    cy.drop("mine late", "funds")
    assert bo.all() == ()
    assert [view.name for view in ann.all()] == ["mine late", "vips"]


def test_who_is_not_in_a_team_and_does_not_lead_shares_no_view_with_it(floor: Floor) -> None:
    floor.do("root", ChangeAgent("bo", teams=("funds",)))
    bo, root = (floor.desk.views(floor.desk.sit(name)) for name in ("bo", "root"))
    root.save("x", "is:vip", "risk")
    for attempt in (partial(bo.save, "x", "is:vip", "risk"), partial(bo.drop, "x", "risk")):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert code(caught.value) == "filter.not_your_team"
    root.drop("x", "risk")


def test_a_view_that_cannot_be_is_not_saved(floor: Floor) -> None:
    ann = floor.desk.views(floor.desk.sit("ann"))
    for name, text, why in [
        ("", "is:vip", "filter.bad_name"),
        ("x" * 31, "is:vip", "filter.bad_name"),
        ("x", " ", "filter.empty"),
        ("x", "tier:vipp", "filter.no_choice"),
        ("mine", "is:vip", "filter.name_taken"),
    ]:
        with pytest.raises(Refusal) as caught:
            ann.save(name, text)
        assert code(caught.value) == why
    with pytest.raises(Refusal) as caught:
        ann.drop("x")
    assert code(caught.value) == "filter.no_views"
    ann.save("vips", "is:vip")
    with pytest.raises(Refusal) as caught:
        ann.text("vip")
    assert code(caught.value) == "filter.no_view"
    assert caught.value.message.params["near"] == "vips"


def test_a_ticket_is_found_by_its_number_its_customers_name_and_its_words(floor: Floor) -> None:
    first = floor.customer("包裹丢了", "c1", customer={"id": "u1", "name": "林晓"}).ticket
    second = floor.customer("林晓是我朋友，我也要退款", "c2", customer={"id": "u2", "name": "王涛"}).ticket
    floor.do("ann", Claim(first), Solve(first, told=True))
    assert [found.ticket.id for found in floor.desk.find("林晓")] == [first, second]
    assert [found.ticket.id for found in floor.desk.find("王涛")] == [second]
    assert [found.ticket.id for found in floor.desk.find(f"#{first}")] == [first]
    assert [found.ticket.id for found in floor.desk.find("包裹")] == [first]
    assert floor.desk.find("火星人") == ()


def test_of_a_longer_search_what_holds_most_of_it_comes_first(floor: Floor) -> None:
    best = floor.customer("提现失败了三次", "c1").ticket
    some = floor.customer("我的快递呢", "c2").ticket
    floor.customer("在线等", "c3")
    assert [found.ticket.id for found in floor.desk.find("我的提现一直失败怎么办")] == [best, some]
    typing_error = floor.customer("where is my refund, it was promised", "c4").ticket
    assert [found.ticket.id for found in floor.desk.find("pleas refnd my promisd ordr now")] == [typing_error]
