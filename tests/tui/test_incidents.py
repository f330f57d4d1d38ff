"""Incidents at the screen: a line tells of them, one key offers what can be done."""

from agentdesk.desk import OpenIncident
from agentdesk.desk.incidents.acts import open_incident
from agentdesk.desk.incidents.story import read_case
from agentdesk.desk.verbs.incident import Suspect
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, sitting


def opened(floor: Floor) -> str:
    """A supervisor opened an incident of refunds."""
    return open_incident(floor.desk, OpenIncident("退款通道故障", tag="退款"), floor.ids["cy"]).incident.id


async def test_every_screen_tells_of_an_open_incident_as_soon_as_there_is_one(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor, lang="zh") as ann:
        await ann.misses("⚠")
        opened(floor)
        await ann.sees("⚠ 退款通道故障", "& 处理")


async def test_what_the_desk_suspects_is_told_to_those_who_lead(floor: Floor) -> None:
    floor.customer("我要退款")
    floor.do("keeper", Suspect("退款", floor.clock.now(), 12, 1.5))
    async with sitting(floor, "cy") as cy:
        await cy.sees("⚠ a rush of 退款? 12, usually 1.5")
    async with sitting(floor) as ann:
        await ann.sees("我要退款")
        assert "⚠" not in ann.text


async def test_a_supervisor_opens_what_is_suspected_and_answers_all(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("keeper", Suspect("退款", floor.clock.now(), 12, 1.5))
    async with sitting(floor, "cy", size=SMALL) as cy:
        await cy.sees("a rush of 退款")
        await cy.press("ampersand")
        await cy.sees("Yes, this is an incident")
        await cy.press("enter")
        await cy.sees("What is wrong")
        await cy.type("refunds down")
        await cy.press("enter")
        await cy.until(lambda: floor.ticket(number).incident)
        await cy.sees("⚠ refunds down")
        await cy.press("ampersand")
        await cy.sees("Answer all its customers")
        await cy.type("answer all")
        await cy.press("enter")
        await cy.sees("To customers who write English")
        await cy.type("We are on it")
        await cy.press("enter")
        await cy.type("正在修复")
        await cy.press("enter")
        await cy.sees("1 changes", "We are on it", "正在修复")
        await cy.press("escape")  # back to the words, which are still there
        await cy.misses("1 changes")
        await cy.sees("We are on it", "正在修复")
        assert len(floor.messages(number)) == 1
        await cy.press("enter", "enter")
        await cy.sees("1 changes")
        await cy.press("enter")
        await cy.until(lambda: floor.messages(number)[-1].text == "正在修复")
        late = floor.customer("退款失败", "late").ticket
        assert floor.messages(late)[-1].text == "正在修复"


async def test_solving_all_is_shown_first_and_can_be_undone(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", name).ticket for name in ("a", "b")]
    incident = opened(floor)
    async with sitting(floor, "cy") as cy:
        await cy.press("ampersand")
        await cy.sees("Solve all")
        await cy.type("solve")
        await cy.press("enter")
        await cy.sees("2 change")
        assert {floor.ticket(number).state for number in numbers} == {"open"}
        await cy.press("enter")
        await cy.until(lambda: {floor.ticket(number).state for number in numbers} == {"solved"})
        await cy.until(lambda: read_case(floor.desk, incident).incident.stage == "solved")
        await cy.press("u")
        await cy.until(lambda: {floor.ticket(number).state for number in numbers} == {"open"})


async def test_the_dialog_of_a_step_names_the_case_it_was_chosen_for(floor: Floor) -> None:
    floor.customer("我要退款")
    floor.do("keeper", Suspect("退款", floor.clock.now(), 12, 1.5))
    floor.do("keeper", Suspect("直播", floor.clock.now(), 9, 1.0))
    async with sitting(floor, "cy", lang="zh", size=SMALL) as cy:
        await cy.sees("疑似 退款", "疑似 直播")
        await cy.press("ampersand")
        await cy.sees("确认：这是突发事件")
        chosen = next(line for line in cy.lines if "▌确认" in line)
        await cy.press("enter")
        await cy.sees("出了什么问题")
        title = next(line for line in cy.lines if "确认：这是突发事件 · 疑似" in line)
        assert ("退款" in chosen) == ("退款" in title)


async def test_an_agent_makes_a_ticket_part_of_it_and_reads_its_story(floor: Floor) -> None:
    incident = opened(floor)
    number = floor.claimed("ann", "盗号了")
    async with sitting(floor) as ann:
        await ann.press("ampersand")
        await ann.sees("This ticket is part of it")
        assert "Answer all its customers" not in ann.text
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).incident == incident)
        await ann.press("ampersand")
        await ann.sees("Read what happened")
        await ann.type("read")
        await ann.press("enter")
        await ann.sees("Cy opened", f"#{number}")


async def test_nothing_to_do_is_said(floor: Floor) -> None:
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("ampersand")
        await ann.sees("No incident is open")
