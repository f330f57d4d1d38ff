"""Keys typed ahead of what they are meant for: they go there, or nowhere."""

from agentdesk.desk.verbs.knowledge import PutArticle
from agentdesk.model import Article
from tests.desk.desks import Floor
from tests.tui.sitting import sitting
from tests.tui.test_busy import burst

GUIDE = Article(id="KB-9", title="退款说明", body="一般说明。", lang="zh", tags=("退款",))
WAITING = Article(id="KB-1", title="到账时间", body="原路退回需要1到3个工作日。", lang="zh", tags=())


async def test_words_typed_ahead_of_the_next_ticket_are_for_the_next_ticket(floor: Floor) -> None:
    old = floor.claimed("ann")
    new = floor.customer("我要退款", "c9").ticket
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.conversation.wanted == old)
        burst(ann, "n", "r", *"except you")
        await ann.until(lambda: ann.app.drafts.of(new).text == "except you")
        assert ann.app.drafts.of(old).text == ""


async def test_words_typed_ahead_of_no_ticket_go_nowhere(floor: Floor) -> None:
    old = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.conversation.wanted == old)
        burst(ann, "n", "r", *"except you")
        await ann.sees("Nothing was free", "went nowhere")
        await ann.press("r", "x")
        assert ann.app.drafts.of(old).text == ""
        assert not ann.app.conversation.writing


async def test_when_nothing_is_free_one_goes_on_with_the_open_ticket_after_a_breath(floor: Floor) -> None:
    old = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("n")
        await ann.sees("Nobody waits in your teams' queue")
        await ann.until(lambda: not ann.app.ahead.refused)
        await ann.press("r")
        await ann.type("hello")
        await ann.until(lambda: ann.app.drafts.of(old).text == "hello")


async def test_words_typed_while_a_ticket_is_still_being_read_are_for_that_ticket(floor: Floor) -> None:
    first, second = floor.claimed("ann", conversation="c1"), floor.claimed("ann", conversation="c2")
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.conversation.wanted == first)
        burst(ann, "down", "r", *"except you")
        await ann.until(lambda: ann.app.drafts.of(second).text == "except you")
        assert ann.app.drafts.of(first).text == ""


async def test_an_unsent_draft_outlives_an_answer_begun_while_it_is_read(floor: Floor) -> None:
    floor.claimed("ann", conversation="c1")
    second = floor.claimed("ann", conversation="c2")
    floor.desk.side.save_draft(floor.ids["ann"], second, "reply", "begun before", floor.clock.now())
    async with sitting(floor) as ann:
        burst(ann, "down", "r", *" and now")
        await ann.until(lambda: "and now" in ann.app.drafts.of(second).text)
        await ann.until(lambda: ann.app.conversation.ticket is not None)
        assert "begun before" in ann.app.drafts.of(second).text


async def test_enter_typed_ahead_of_a_search_takes_what_the_words_find(floor: Floor) -> None:
    floor.do("cy", PutArticle(GUIDE))
    floor.do("cy", PutArticle(WAITING))
    floor.claimed("ann")
    async with sitting(floor, lang="zh") as ann:
        await ann.press("slash")
        burst(ann, *"到账", "enter")
        await ann.sees("原路退回需要1到3个工作日")


async def test_a_draft_is_marked_in_the_queue(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.sees(f"Ann #{number}")
        await ann.press("r")
        await ann.type("half")
        await ann.sees(f"✎ Ann #{number}")
    async with sitting(floor) as ann:
        await ann.sees(f"✎ Ann #{number}")
        await ann.press("r", "ctrl+s")
        await ann.misses("✎")


async def test_words_typed_ahead_of_another_line_of_a_dialog_are_for_that_line(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.conversation.wanted == number)
        await ann.press("t")
        await ann.sees("Reroute #")
        burst(ann, *"risk", "enter", *"stolen", "tab", *"called twice", "enter")
        await ann.sees("went to Risk")
        assert floor.ticket(number).team == "risk"
        await ann.sees("stolen", "tried: called twice")


async def test_a_time_that_is_none_is_told_with_the_ways_to_say_one(floor: Floor) -> None:
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("z")
        await ann.sees("Snooze #")
        burst(ann, *"25:99", "enter")
        await ann.sees("That names no moment to come: 2h, 18:00, tomorrow 9")
