"""Chats: who of mine waits, what I have not read, and how I hear of it."""

from agentdesk.clock import MINUTE
from agentdesk.desk import Claim, Reply
from agentdesk.settings import read_settings
from tests.desk.desks import Floor
from tests.tui.sitting import Sitting, sitting


def written(ann: Sitting) -> list[str]:
    """What goes to the terminal from now on."""
    found: list[str] = []
    assert ann.app._driver is not None
    ann.app._driver.write = found.append  # type: ignore[method-assign, assignment]
    return found


async def test_the_next_of_mine_who_waits_is_one_key_away(floor: Floor) -> None:
    numbers = [floor.claimed("ann", conversation=f"c{n}") for n in range(3)]
    floor.do("ann", Reply(numbers[1], "好的"))
    floor.customer("我要退款", "of nobody")
    async with sitting(floor) as ann:
        for expected in (numbers[2], numbers[0], numbers[2]):
            await ann.press("N")
            await ann.sees(f" #{expected}  李四")
        await ann.press("r")
        await ann.until(lambda: ann.app.where == "composer")
        await ann.press("ctrl+n")
        await ann.until(lambda: ann.app.conversation.wanted == numbers[0])


async def test_when_nobody_waits_the_key_says_so(floor: Floor) -> None:
    async with sitting(floor) as ann:
        await ann.press("N")
        await ann.sees("No other customer of yours waits")


async def test_unread_messages_of_mine_are_counted_until_the_ticket_is_opened(floor: Floor) -> None:
    first, second = (floor.claimed("ann", conversation=f"c{n}") for n in range(2))
    async with sitting(floor) as ann:
        await ann.until(lambda: floor.desk.side.seen(floor.ids["ann"], (first,)) == {first: 1})
        await ann.press("down")
        await ann.until(lambda: floor.desk.side.seen(floor.ids["ann"], (second,)) == {second: 1})
        floor.customer("在吗", "c0")
        floor.customer("在吗？", "c0")
        await ann.sees("+2 ")
        await ann.press("up")
        await ann.misses("+2 ")
    async with sitting(floor, "bo") as bo:
        assert "+3 " not in bo.text


async def test_a_customer_of_mine_rings_and_notifies_and_others_do_not(floor: Floor) -> None:
    number = floor.customer("我要退款", customer={"id": "u1", "name": "李\x1b四;"}).ticket
    floor.do("ann", Claim(number))
    async with sitting(floor) as ann:
        await ann.press("ctrl+p")
        await ann.type("bell")
        await ann.press("enter")
        await ann.sees("The bell rings")
        await ann.press("ctrl+p")
        await ann.type("notice")
        await ann.press("enter")
        await ann.until(lambda: read_settings().bell and read_settings().notice)
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        out = written(ann)
        other = floor.customer("我要退款", "c2").ticket
        floor.do("ann", Claim(other))
        await ann.until(lambda: ann.app.queue.ticket is not None and f"#{other}" in ann.text)
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        assert out == []
        floor.clock.advance(MINUTE)
        floor.customer("在吗 \x1b]0;x\x07", "c1", customer={"id": "u1"})
        await ann.until(lambda: len(out) >= 2)
        assert out[0] == "\x07"
        assert out[1].startswith(f"\x1b]9;#{number}: 李")
        assert out[1].count("\x1b") == 2
