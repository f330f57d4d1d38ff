"""An agent's work at the screen: claim, answer, note, reroute, snooze, solve, undo."""

from agentdesk.desk import Claim, Note
from agentdesk.desk.verbs.rules import ApplyRules
from tests.desk.desks import FILES, Floor
from tests.tui.sitting import SMALL, sitting


async def test_the_queue_shows_who_waits_and_the_conversation_what_they_wrote(floor: Floor) -> None:
    number = floor.customer("我要退款，等了七天").ticket
    async with sitting(floor) as ann:
        await ann.sees(f"#{number}", "我要退款，等了七天", "李四", "退款", "refund +10 → Funds")


async def test_c_claims_the_selected_ticket(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    async with sitting(floor) as ann:
        await ann.press("c")
        await ann.sees("is yours", "Ann claimed")
        assert floor.owner(number) == "ann"
        await ann.press("c")
        await ann.sees("is yours already")


async def test_n_takes_the_next_and_goes_there(floor: Floor) -> None:
    number = floor.customer("account stolen", "c9").ticket
    floor.customer("我要退款", "c1")
    async with sitting(floor) as ann:
        await ann.press("n")
        await ann.until(lambda: floor.owner(number) == "ann")
        await ann.until(lambda: ann.app.where == "stream")
        assert ann.app.conversation.wanted == number


async def test_an_answer_goes_to_the_customer_and_its_way_is_shown(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("hello dear")
        await ann.sees("Reply to the customer", "hello dear", "draft saved")
        await ann.press("ctrl+s")
        await ann.sees("⧖ held")
        assert floor.ticket(number).state == "pending"
        assert floor.messages(number)[-1].text == "hello dear"
        assert ann.app.conversation.composer is not None
        assert not ann.app.conversation.composer.display


async def test_a_note_stays_inside(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("paid by hand")
        await ann.press("tab")
        await ann.sees("the customer never sees it")
        await ann.press("ctrl+s")
        await ann.sees("┆", "note Ann")
        assert floor.messages(number)[-1].author == "note"


async def test_nothing_typed_is_lost_when_someone_else_was_faster(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("my answer")
        floor.do("bo", Claim(number))
        await ann.sees("Bo claimed")
        await ann.press("ctrl+s")
        await ann.sees("Bo follows #", "my answer")
        draft = floor.desk.side.draft(floor.ids["ann"], number)
        assert draft is not None
        assert draft.text == "my answer"
        assert floor.messages(number)[-1].author == "customer"


async def test_a_draft_is_there_when_one_comes_back(floor: Floor) -> None:
    first, second = floor.customer("我要退款", "c1").ticket, floor.customer("退款退款", "c2").ticket
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("half a tho")
        await ann.press("escape")
        await ann.sees("unsent reply", "half a tho")
        await ann.press("escape", "down")
        await ann.until(lambda: ann.app.conversation.wanted == second)
        await ann.misses("half a tho")
    async with sitting(floor) as ann:
        assert ann.app.conversation.wanted == first
        await ann.sees("unsent reply")
        await ann.press("r")
        await ann.type("ught")
        await ann.sees("half a thought")


async def test_a_reroute_needs_a_note(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("t")
        await ann.sees("Reroute", "Risk", "team")
        await ann.type("risk")
        await ann.press("enter", "enter")
        await ann.sees("A reroute needs a note")
        await ann.type("looks like fraud")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).team == "risk")
        assert floor.messages(number)[-1].text == "looks like fraud"


async def test_tags_go_on_and_come_off(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("g")
        await ann.sees("[x] 退款")
        await ann.press("tab")
        await ann.type("gold")
        await ann.sees("[ ] gold", "new tag")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).tags == ("gold",))
        await ann.sees("Ann changed tags +gold -退款")


async def test_a_priority_is_chosen_by_its_name(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("p")
        await ann.sees("Priority of", "now")
        await ann.type("urg")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).priority == "urgent")


async def test_a_snooze_takes_any_time_that_is_typed(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("z")
        await ann.sees("in two hours")
        await ann.type("90m")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).state == "snoozed")
        assert floor.ticket(number).snoozed_until == floor.clock.now() + 90 * 60_000


async def test_solving_asks_when_nothing_told_the_customer(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("e")
        await ann.sees("nothing here tells the customer")
        await ann.press("down", "enter")
        await ann.until(lambda: floor.ticket(number).state == "solved")
        await ann.sees("web · solved")
        await ann.press("E")
        await ann.until(lambda: floor.ticket(number).state == "open")


async def test_u_takes_the_last_step_back(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    async with sitting(floor) as ann:
        await ann.press("c")
        await ann.sees("Ann claimed")
        await ann.press("u")
        await ann.until(lambda: floor.owner(number) is None)


async def test_a_key_that_cannot_act_says_why(floor: Floor) -> None:
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.sees("Select a ticket first")
        await ann.press("x")
        await ann.sees("Select a ticket first")
        await ann.press("h")
        await ann.sees("“h” does nothing here")
        await ann.press("ctrl+s")
        await ann.sees("“^S” does nothing here")


async def test_what_others_do_appears_by_itself(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        floor.do("bo", Note(number, "seen it before"))
        await ann.sees("seen it before", "note Bo")


async def test_a_lost_file_is_told_and_what_was_typed_is_kept(floor: Floor) -> None:
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("precious words")
        await ann.sees("draft saved")
        floor.desk.store.files.database.rename(floor.desk.store.files.database.with_suffix(".away"))
        await ann.press("ctrl+s")
        await ann.until(lambda: "nothing was written" in " ".join(ann.text.split()))
        await ann.sees("precious words")


async def test_a_burst_of_keys_goes_where_it_was_meant(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.type("rexcept the customer")
        await ann.sees("except the customer")
        assert floor.ticket(number).state == "open"


async def test_why_answers_about_any_rule(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.sees("我要退款")
        await ann.press("w")
        await ann.sees("refund matched", "/ ask about any rule")
        await ann.press("/")
        await ann.type("stol")
        await ann.press("enter")
        await ann.sees("stolen did not match")
        await ann.misses("refund matched")
        await ann.press("escape")
        await ann.misses("ask about any rule")


async def test_a_ticket_opened_where_one_pane_fits_stands_below_its_own_head(floor: Floor) -> None:
    first, second = floor.customer("退款没到").ticket, floor.customer("我要退款", "c2").ticket
    async with sitting(floor, lang="zh", size=SMALL) as ann:
        await ann.press("enter")
        await ann.sees(f" #{first} ")
        await ann.press("escape", "down")
        await ann.until(lambda: ann.app.conversation.ticket and ann.app.conversation.ticket.id == second)
        await ann.press("enter")
        await ann.until(lambda: ann.app.pane == "conversation")
        await ann.pilot.pause()
        assert f" #{second} " in ann.text
        assert f" #{first} " not in ann.text


async def test_an_answer_that_is_taken_back_is_a_draft_again(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("今天补款")
        await ann.press("ctrl+s")
        await ann.sees("on its way")
        await ann.press("u")
        await ann.sees("did not leave", "↶ taken back")
        assert [line.count("taken back") for line in ann.lines if "↶" in line] == [1]
        await ann.until(lambda: (draft := floor.desk.side.draft(floor.ids["ann"], number)) and draft.text == "今天补款")
        await ann.press("r")
        await ann.until(lambda: ann.app.conversation.composer and ann.app.conversation.composer.text == "今天补款")


async def test_what_was_begun_since_stays_when_an_answer_is_taken_back(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("今天补款")
        await ann.press("ctrl+s")
        await ann.sees("on its way")
        await ann.press("r")
        await ann.type("另外")
        await ann.press("escape", "u")
        await ann.sees("did not leave")
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        assert ann.app.drafts.of(number).text == "另外"


async def test_tags_and_rules_stand_on_the_screen_as_they_are_called_in_its_language(floor: Floor) -> None:
    called = {"names.yaml": "names: {退款: money back, refund: money-back, 盗号: stolen}"}
    floor.do("root", ApplyRules({**FILES, **called}, "names"))
    number = floor.customer("我要退款").ticket
    async with sitting(floor) as ann:
        await ann.sees(" · money back", "money-back +10")
        assert any("money-back (refund)" in line for line in floor.desk.why(number, "en", "money-b"))
        await ann.press("g")
        await ann.sees("[x] money back", "退款")
        await ann.type("stolen")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).tags == ("退款", "盗号"))
    async with sitting(floor, lang="zh") as ann:
        await ann.sees(" · 退款", "refund +10")


async def test_names_that_come_into_force_are_on_the_open_screen_at_once(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.sees(" · 退款")
        floor.do("root", ApplyRules({**FILES, "names.yaml": "names: {退款: money back}"}, "names"))
        await ann.sees(" · money back")
