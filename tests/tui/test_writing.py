"""The composer and the side pane: search, articles, canned replies, the customer's card."""

from agentdesk.desk.verbs.knowledge import PutArticle
from agentdesk.model import Article
from agentdesk.text import safe, width
from agentdesk.tui.queue.pane import FOLLOW_AFTER
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, WIDE, sitting

ARTICLE = Article(
    id="KB-1", title="退款到账时间", body="原路退回需要1到3个工作日。\n超过时间请核对流水。", lang="zh", tags=("退款",)
)


async def test_a_long_insertion_is_taken_back_and_brought_again_in_the_field(floor: Floor) -> None:
    floor.customer("我要退款")
    text = "\n".join(f"line {n} of an article" for n in range(60))
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type("Dear ")
        await ann.app.conversation.insert(safe(text))
        await ann.sees("line 59 of an article")
        composer = ann.app.conversation.composer
        assert composer is not None
        await ann.press("ctrl+z")
        await ann.until(lambda: composer.text == "Dear ")
        await ann.press("ctrl+y")
        await ann.until(lambda: composer.text == f"Dear {text}")
        await ann.press("ctrl+z")
        await ann.sees("Dear ")
        await ann.misses("line 59")


async def test_what_suits_the_ticket_is_suggested(floor: Floor) -> None:
    floor.do("cy", PutArticle(ARTICLE))
    floor.customer("退款到账要多久")
    async with sitting(floor, lang="zh") as ann:
        await ann.sees("1 退款到账时间")


async def test_search_answers_while_one_types_and_the_article_goes_into_the_answer(floor: Floor) -> None:
    floor.do("cy", PutArticle(ARTICLE))
    number = floor.claimed("ann")
    async with sitting(floor, lang="zh") as ann:
        await ann.press("slash")
        await ann.type("到账")
        await ann.sees("1 退款到账时间")
        await ann.press("enter")
        await ann.sees("超过时间请核对流水")
        await ann.press("i")
        await ann.until(lambda: ann.app.where == "composer")
        await ann.sees("整篇知识已放入答复")
        await ann.press("ctrl+s")
        await ann.until(lambda: floor.messages(number)[-1].author == "agent")
        await ann.until(lambda: floor.desk.kb.article("KB-1").used == 1)


async def test_only_what_an_article_proposes_to_say_goes_to_the_customer(floor: Floor) -> None:
    body = "先核对流水，不要告诉客户是哪家渠道。\n\n**怎么说**：“款项已退回，今天 22:00 前补给您。”"
    floor.do("cy", PutArticle(Article(id="KB-1", lang="zh", title="退款到账时间", body=body)))
    floor.claimed("ann")
    async with sitting(floor, lang="zh") as ann:
        await ann.press("slash")
        await ann.type("到账")
        await ann.sees("1 退款到账时间")
        await ann.press("enter")
        await ann.sees("先核对流水")
        await ann.press("i")
        await ann.until(lambda: ann.app.where == "composer")
        composer = ann.app.conversation.composer
        assert composer is not None
        assert composer.text == "款项已退回，今天 22:00 前补给您。"


async def test_what_was_looked_up_for_one_ticket_gives_way_to_what_suits_the_next(floor: Floor) -> None:
    floor.do("cy", PutArticle(ARTICLE))
    floor.do("cy", PutArticle(Article(id="KB-9", lang="zh", title="包裹丢失", body="报物流")))
    floor.customer("退款什么时候到账", "c1")
    floor.customer("我要退款，到账没有", "c2")
    async with sitting(floor, lang="zh") as ann:
        await ann.press("slash")
        await ann.type("包裹")
        await ann.sees("1 包裹丢失")
        await ann.press("enter")
        await ann.sees("报物流")
        await ann.press("escape", "shift+tab", "shift+tab")
        await ann.until(lambda: ann.app.where == "queue")
        await ann.press("down")
        await ann.sees("1 退款到账时间")
        assert "包裹" not in ann.text


async def test_a_search_without_result_says_what_was_tried(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.press("slash")
        await ann.type("xyzzy")
        await ann.sees("Nothing found for “xyzzy”", "Try fewer words")
        await ann.press("escape")
        await ann.misses("xyzzy")


async def test_personal_data_are_masked_until_a_key_reveals_them(floor: Floor) -> None:
    floor.customer("我要退款", customer={"id": "u1", "name": "林晓", "phone": "13812345521"})
    async with sitting(floor) as ann:
        await ann.sees("138****5521")
        assert "13812345521" not in ann.text
        await ann.press("v")
        await ann.sees("13812345521")


async def test_on_a_small_terminal_one_goes_to_the_card_that_a_key_reveals(floor: Floor) -> None:
    floor.customer("我要退款", customer={"id": "u1", "name": "林晓", "phone": "13812345521"})
    async with sitting(floor, size=SMALL) as ann:
        await ann.sees("我要退款")
        await ann.press("v")
        await ann.sees("13812345521")


async def test_the_card_names_what_is_known_of_the_customer_in_the_readers_language(floor: Floor) -> None:
    floor.customer("我要退款", customer={"id": "u1", "name": "林晓", "city": "兰州", "star sign": "Leo"})
    async with sitting(floor, lang="zh") as ann:
        await ann.sees("城市 兰州", "star sign Leo")


async def test_a_ticket_is_found_by_words_of_its_conversation(floor: Floor) -> None:
    wanted = floor.customer("包裹在路上丢了", "c1").ticket
    for n in range(2, 5):
        floor.customer("退款", f"c{n}")
    async with sitting(floor) as ann:
        await ann.press("f")
        await ann.type("包裹")
        await ann.sees("1 found")
        await ann.press("enter")
        await ann.until(lambda: ann.app.conversation.wanted == wanted)
        await ann.press("f")
        await ann.type("包包的")
        await ann.sees("Nothing found; try other words")


async def test_a_found_ticket_that_is_not_in_the_view_stands_under_the_cursor(floor: Floor) -> None:
    mine = [floor.claimed("ann", "退款", f"c{n}") for n in range(3)]
    wanted = floor.customer("包裹在路上丢了", "c9").ticket
    async with sitting(floor) as ann:
        await ann.press("1", "end")
        await ann.until(lambda: ann.app.conversation.wanted == mine[-1])
        await ann.press("f")
        await ann.type("包裹")
        await ann.sees("1 found")
        await ann.press("enter")
        await ann.until(lambda: (ticket := ann.app.queue.ticket) and ticket.id == wanted)
        await ann.pilot.pause(2 * FOLLOW_AFTER)
        assert ann.app.conversation.wanted == wanted
        await ann.press("escape", "p")
        await ann.sees(f"Priority of #{wanted}")
        await ann.press("escape", "up")
        await ann.until(lambda: ann.app.conversation.wanted != wanted)
        assert f"#{wanted}" not in ann.text


async def test_everything_can_be_done_in_a_small_terminal(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    async with sitting(floor, size=SMALL) as ann:
        await ann.sees("Mine", "我要退款")
        await ann.press("enter")
        await ann.sees(f"#{number}", "w why here")
        await ann.press("r")
        await ann.type("ok")
        await ann.press("ctrl+s")
        await ann.until(lambda: floor.ticket(number).state == "pending")
        await ann.press("tab")
        await ann.until(lambda: ann.app.pane == "side")
        await ann.sees("李四", "/ search")
        await ann.press("escape")
        await ann.until(lambda: ann.app.pane == "queue")


async def test_chinese_fills_its_lines_while_it_is_written(floor: Floor) -> None:
    floor.claimed("ann")
    text = (
        "2. “转码中”超过 30 分钟：后台查任务，排队中的等；失败的点“重跑”， 10 分钟内出结果。超过 2 小时转技术组，" * 3
    )
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.type(text)
        await ann.until(lambda: (composer := ann.app.conversation.composer) and composer.text == text)
        composer = ann.app.conversation.composer
        assert composer is not None
        *full, last = composer.wrapped_document.lines[0]
        assert "".join([*full, last]) == text
        assert all(composer.wrap_width - 5 <= width(line) <= composer.wrap_width for line in full)
        assert not [line for line in full if line.startswith(("，", "。", "；", "：", "”"))]


async def test_an_article_has_the_room_that_the_card_leaves_in_a_small_terminal(floor: Floor) -> None:
    body = "\n".join(f"step {n}" for n in range(30))
    floor.do("cy", PutArticle(Article(id="KB-1", lang="en", title="Refunds", body=body)))
    floor.customer("我要退款")
    async with sitting(floor, size=SMALL) as ann:
        await ann.press("/")
        await ann.type("refunds")
        await ann.sees("Refunds")
        await ann.press("enter")
        await ann.sees("step 12", "李四")
        assert "step 29" not in ann.text


async def test_a_long_message_is_cut_and_o_opens_it(floor: Floor) -> None:
    floor.customer("我要退款\n" + "\n".join(f"line {n}" for n in range(100)))
    async with sitting(floor) as ann:
        await ann.sees("more characters, o opens", "line 38")
        assert "line 39" not in ann.text
        await ann.press("o")
        await ann.sees("Message of 李四", "line 1")
        await ann.press("end")
        await ann.sees("line 99")
        await ann.press("escape")


async def test_help_and_palette_come_from_the_one_table(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor, keys={"claim": ("C",)}) as ann:
        await ann.press("question_mark")
        await ann.sees("Keys", "make this ticket yours", "C ")
        await ann.press("escape")
        await ann.press("ctrl+p")
        await ann.sees("All actions")
        await ann.type("clai")
        await ann.sees("claim")
        await ann.press("enter")
        await ann.sees("Ann claimed")


async def test_why_shows_every_reason(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.press("w")
        await ann.sees("is here", "refund")


async def test_the_key_that_shows_all_keys_stands_in_every_footer(floor: Floor) -> None:
    floor.claimed("ann")
    for size in (SMALL, WIDE):
        async with sitting(floor, size=size) as ann:
            await ann.sees("n next", "? help")
