"""Keys: the commonest actions from everywhere, other keys for actions, and a reason where a key cannot act."""

from pathlib import Path

import pytest

from agentdesk.lab.tempo import Tempo
from agentdesk.settings import read_settings, settings_file
from agentdesk.tui.actions.action import EVERYWHERE, FIELDS, Action, Table
from agentdesk.tui.actions.table import ACTIONS
from agentdesk.tui.dialogs.keys import rebound, rivals
from tests.desk.desks import Floor
from tests.tui.sitting import Sitting, sitting

COMMONEST = (
    "next",
    "next_waiting",
    "claim",
    "reply",
    "note",
    "canned",
    "reroute",
    "tags",
    "priority",
    "snooze",
    "solve",
    "undo",
    "why",
    "search",
    "find",
)
TABLE = Table(ACTIONS, {})


@pytest.mark.parametrize("name", COMMONEST)
def test_the_commonest_actions_have_a_key_everywhere(name: str) -> None:
    action = TABLE[name]
    assert action.where >= EVERYWHERE
    for where in EVERYWHERE:
        (first, *_) = action.keys_in(where)
        assert TABLE.find(where, first) is action
        assert where not in FIELDS or first.startswith(("ctrl+", "f")), (where, first)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_key_does_two_things_in_one_place(action: Action) -> None:
    assert [(key, rivals(TABLE, action, key)) for key in action.keys if rivals(TABLE, action, key)] == []


async def test_a_key_that_cannot_act_says_why(floor: Floor) -> None:
    async with sitting(floor) as ann:
        for action in ACTIONS:
            obstacle = action.enabled(ann.app)
            if obstacle is None:
                continue
            ann.app.foot.hush()
            for where in ("queue", *action.where):
                if action.keys_in(where) and ann.app.where == where:
                    await ann.press(*action.keys_in(where)[:1])
            if ann.app.foot.said is None:
                await ann.app.act(action)
            assert ann.app.foot.said, action.id


async def test_a_key_changes_how_fast_the_actors_of_a_demo_play(floor: Floor) -> None:
    async with sitting(floor) as ann:
        await ann.press("greater_than_sign")
        await ann.sees("Nobody plays a script here; agentdesk demo")
        ann.app.tempo = Tempo(floor.clock.now())
        await ann.press("greater_than_sign")
        await ann.sees("Customers and colleagues at 2× now.")
        await ann.press("less_than_sign", "less_than_sign")
        await ann.sees("Customers and colleagues at 0.5× now.")
        assert ann.app.tempo.speed == 0.5


async def test_from_the_composer_the_keys_act_and_nothing_typed_is_lost(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.customer("我要退款", "c2")
    async with sitting(floor) as ann:
        await ann.press("1")
        await ann.until(lambda: ann.app.queue.total == 1)
        await ann.press("r")
        await ann.type("请稍等")
        await ann.until(lambda: ann.app.drafts.of(number).text == "请稍等")
        for name in sorted(set(COMMONEST) - {"reply", "note", "next", "undo"}):
            await ann.until(lambda: ann.app.where == "composer")
            ann.app.foot.hush()
            await ann.press(TABLE[name].keys_in("composer")[0])
            await ann.until(lambda: ann.app.foot.said or len(ann.app.screen_stack) > 1 or ann.app.where != "composer")
            if len(ann.app.screen_stack) > 1:
                await ann.press("escape")
            await ann.until(lambda: len(ann.app.screen_stack) == 1)
            await ann.press("f2")
            assert ann.app.drafts.of(number).text == "请稍等"


async def choose(ann: Sitting, words: str) -> None:
    """Open the keys and put the cursor on an action."""
    await ann.press("K")
    await ann.sees("Keys of every action")
    await ann.type(words)


async def test_a_key_is_given_kept_and_taken_away(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await choose(ann, "make this ticket")
        await ann.press("enter")
        await ann.sees("claim · make this ticket yours: press the key")
        await ann.press("f20")
        await ann.sees("F20 does “claim” now")
        await ann.until(lambda: read_settings().keys == {"claim": ("c", "ctrl+g", "f20")})
        await ann.press("enter", "f20")
        await ann.until(lambda: read_settings().keys == {})
        await ann.press("enter", "f20", "escape")
        await ann.press("f20")
        await ann.sees("Ann claimed")


async def test_a_key_of_another_action_is_told_and_taken_over_on_demand(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await choose(ann, "make this ticket")
        await ann.press("enter", "p")
        await ann.sees("p does “priority”; press it again")
        assert not settings_file().exists()
        await ann.press("p")
        await ann.until(lambda: ann.app.table["priority"].keys == ("f7",))
        assert ann.app.table.find("queue", "p") is ann.app.table["claim"]
        await ann.press("ctrl+r")
        await ann.sees("As shipped: claim")
        assert ann.app.table["claim"].keys == ("c", "ctrl+g")
        assert ann.app.table["priority"].keys == ("f7",)


async def test_keys_that_lead_out_or_type_are_refused(floor: Floor) -> None:
    async with sitting(floor) as ann:
        await choose(ann, "send the answer, or")
        await ann.press("enter", "x")
        await ann.sees("x types text there")
        await ann.press("escape")
        await ann.sees("^R as shipped")
        assert ann.app.table["send"].keys == TABLE["send"].keys


async def test_keys_that_cannot_be_kept_still_work_and_it_is_told(floor: Floor, own_home: Path) -> None:
    (own_home / ".config").write_text("not a folder", "utf-8")
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await choose(ann, "make this ticket")
        await ann.press("enter", "f20", "escape")
        await ann.until(lambda: ann.app.lanes.waiting == 0)
        assert ann.app.foot.said
        assert ann.app.table.find("queue", "f20") is ann.app.table["claim"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_what_was_rebound_can_be_read_back(action: Action) -> None:
    keys = rebound(TABLE, action, "f20")
    again = Table(ACTIONS, keys)
    assert again.find(min(action.where), "f20") is again[action.id]
    assert rebound(again, again[action.id], "f20") == {}
