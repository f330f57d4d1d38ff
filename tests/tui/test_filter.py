"""The line of the filter: typed, completed, corrected, left, saved; in both languages and in a small terminal."""

from agentdesk.desk import Claim
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, sitting


async def test_a_filter_is_typed_and_the_queue_shows_what_passes(floor: Floor) -> None:
    refund, stolen = floor.customer("我要退款", "c1").ticket, floor.customer("account stolen", "c2").ticket
    async with sitting(floor) as ann:
        await ann.sees(f"#{refund}", f"#{stolen}")
        await ann.press("\\")
        await ann.until(lambda: ann.app.where == "filterline")
        await ann.type("标签:退款")
        await ann.press("enter")
        await ann.until(lambda: ann.app.queue.total == 1)
        await ann.sees("\\ 标签:退款 1")
        assert ann.app.where == "queue"
        floor.customer("再问退款", "c3")
        await ann.sees("\\ 标签:退款 2")
        await ann.press("escape")
        await ann.until(lambda: ann.app.queue.view == "team" and ann.app.queue.total == 3)


async def test_keys_and_values_are_offered_in_the_readers_language(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    async with sitting(floor, lang="zh", size=SMALL) as ann:
        await ann.press("f11")
        await ann.sees("技能组:", "标签:")
        await ann.type("标")
        await ann.press("tab")
        await ann.sees("标签:", "退款")
        await ann.press("tab")
        bar = ann.app.filter_bar
        assert bar is not None
        assert bar.line.value == "标签:退款 "
        await ann.type("渠道:")
        await ann.sees("在线", "电话")
        await ann.press("down", "down", "tab")
        assert bar.line.value == "标签:退款 渠道:邮件 "
        await ann.press("enter")
        await ann.sees("没有工单符合筛选条件", "标签:退款 渠道:邮件")


async def test_a_tag_that_no_ticket_carries_gets_the_nearest_that_one_does(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    async with sitting(floor, lang="zh") as ann:
        await ann.press("\\")
        await ann.type("标签:退宽")
        await ann.press("enter")
        await ann.sees("没有工单符合筛选条件", "您是指“退款”吗？")


async def test_a_mistake_is_pointed_at_and_nothing_changes(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    async with sitting(floor, size=SMALL) as ann:
        await ann.press("\\")
        await ann.type("标签:退款 team:资斤")
        await ann.press("enter")
        await ann.sees("Column 12: there is no team “资斤”; did you mean “资金”?", "▲")
        typed = next(line for line in ann.lines if "资斤" in line)
        mark = ann.lines[ann.lines.index(typed) + 1]
        assert mark.index("▲") == 1 + 15
        assert ann.app.queue.view == "team"
        await ann.press("backspace")
        await ann.misses("▲")
        await ann.press("escape")
        await ann.until(lambda: ann.app.where == "queue" and ann.app.filter_bar is None)
        assert ann.app.queue.view == "team"


async def test_the_last_filter_is_remembered_and_can_be_changed(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    floor.customer("account stolen", "c2")
    async with sitting(floor) as ann:
        await ann.press("1", "\\")
        await ann.type("tag:退款")
        await ann.press("enter")
        await ann.until(lambda: ann.app.queue.total == 1)
    async with sitting(floor) as ann:
        assert ann.app.queue.view == "filter:tag:退款"
        await ann.sees("\\ tag:退款 1")
        await ann.press("\\")
        await ann.until(lambda: ann.app.filter_bar is not None and ann.app.filter_bar.line.value == "tag:退款")
        await ann.press("ctrl+u", "enter")
        await ann.until(lambda: ann.app.queue.view == "team")


async def test_a_remembered_filter_that_means_nothing_any_more_gives_way(floor: Floor) -> None:
    floor.desk.side.save_view_state(floor.ids["ann"], "view", "filter:team:nowhere")
    async with sitting(floor) as ann:
        assert ann.app.queue.view == "team"


async def test_a_filter_is_saved_chosen_and_dropped(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    floor.customer("account stolen", "c2")
    async with sitting(floor) as ann:
        await ann.press("\\")
        await ann.type("tag:盗号")
        await ann.press("ctrl+s")
        await ann.sees("Type a name", "Keep as a view: tag:盗号", "name of the view")
        await ann.type("thefts")
        await ann.press("enter")
        await ann.sees("View “thefts” is saved: tag:盗号")
        await ann.press("escape", "V")
        await ann.sees("thefts", "Follow-ups")
        await ann.press("enter")
        await ann.until(lambda: ann.app.queue.view == "filter:tag:盗号" and ann.app.queue.total == 1)
        await ann.press("V")
        await ann.sees("thefts")
        await ann.press("ctrl+r")
        await ann.sees("View “thefts” is gone.")
        await ann.until(lambda: floor.desk.views(floor.desk.sit("ann")).all() == ())
        await ann.type("snoo")
        await ann.press("enter")
        await ann.until(lambda: ann.app.queue.view == "snoozed")


async def test_a_saved_view_has_a_number_and_is_shared_with_a_team(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    floor.desk.views(floor.desk.sit("bo")).save("refunds", "tag:退款")
    floor.desk.views(floor.desk.sit("ann")).save("thefts", "tag:盗号")
    async with sitting(floor, "bo") as bo:
        await bo.press("V")
        await bo.sees("refunds", "tag:退款 · V 1", "^T shares")
        await bo.press("ctrl+t")
        await bo.sees("Share view: refunds", "Funds")
        await bo.press("enter")
        await bo.sees("View “refunds” is there for Funds now: tag:退款")
    async with sitting(floor, "ann") as ann:
        await ann.press("V")
        await ann.sees("tag:盗号 · V 1", "Funds · tag:退款 · V 2")
        await ann.press("2")
        await ann.until(lambda: ann.app.queue.view == "filter:tag:退款" and ann.app.queue.total == 1)
        await ann.press("V", "3")
        await ann.sees("3")
        assert ann.app.queue.view == "filter:tag:退款"
    async with sitting(floor, "cy") as cy:
        floor.desk.views(floor.desk.sit("cy")).drop("refunds", "funds")
        for name in ("first", "second"):
            floor.desk.views(floor.desk.sit("cy")).save(name, f"tag:{name}")
        await cy.press("V", "ctrl+r")
        await cy.sees("View “first” is gone.", "tag:second · V 2")
        await cy.press("2")
        await cy.until(lambda: cy.app.queue.view == "filter:tag:second")
        floor.desk.views(floor.desk.sit("cy")).drop("second")
        await cy.press("V")
        await cy.sees("Follow-ups", "· 9")
        await cy.press("7")
        await cy.until(lambda: cy.app.queue.view == "all")


async def test_a_selected_ticket_stays_when_it_passes_no_more(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(2)]
    async with sitting(floor) as ann:
        await ann.press("\\")
        await ann.type("is:free")
        await ann.press("enter")
        await ann.until(lambda: ann.app.queue.total == 2 and ann.app.queue.view == "filter:is:free")
        floor.do("bo", Claim(numbers[0]))
        await ann.sees("╎", "\\ is:free 1")


async def test_views_that_hold_something_show_their_tabs(floor: Floor) -> None:
    from agentdesk.clock import HOUR
    from agentdesk.desk import FollowUp

    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.sees("7 All 1")
        assert "Follow-ups" not in ann.text
        floor.do("ann", FollowUp(number, floor.clock.now() + HOUR, "call back"))
        await ann.sees("9 Follow-ups 1")
        await ann.press("9")
        await ann.until(lambda: ann.app.queue.view == "followups" and ann.app.queue.total == 1)
        await ann.press("0")
        await ann.sees("No open task")
