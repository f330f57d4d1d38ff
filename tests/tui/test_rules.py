"""The rules on the screen: what people corrected, the folder that changes, what is in force, and how it gets there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from agentdesk.desk import Reroute, Tag
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.rules import read_folder
from tests.desk.desks import FILES, Floor
from tests.tui.sitting import SMALL, Sitting, sitting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds what is in force."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "desk.yaml").write_text(FILES["desk.yaml"], "utf-8")
    return made


@asynccontextmanager
async def leading(
    floor: Floor, folder: Path, *, lang: str = "en", size: tuple[int, int] = (140, 45)
) -> AsyncIterator[Sitting]:
    """Cy leads, and has the rules open."""
    async with sitting(floor, "cy", lang=lang, size=size) as cy:
        cy.app.rules_folder, cy.patience = str(folder), 3_000
        await cy.press("L")
        await cy.until(lambda: cy.app.lawbook is not None and cy.app.lawbook.is_attached)
        yield cy


def change(folder: Path, old: str, new: str) -> None:
    """Edit the folder as an editor does."""
    file = folder / "desk.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


async def test_what_people_corrected_is_listed_and_opened(floor: Floor, folder: Path) -> None:
    moved = floor.customer("refund policy", "c1").ticket
    tagged = floor.customer("退款政策在哪看", "c2").ticket
    floor.do("cy", Reroute(moved, "theirs", team="risk"))
    floor.do("ann", Tag(tagged, off=("退款",)))
    async with leading(floor, folder) as cy:
        await cy.sees(f"#{moved}  refund policy", "Funds → Risk", f"#{tagged}  退款政策在哪看", "− 退款", "refund")
        await cy.sees("No difference")
        await cy.press("enter")
        await cy.sees("李四", "Ann changed tags -退款")
        await cy.press("escape")
        await cy.misses("Ann changed tags")
        await cy.press("o")
        await cy.until(lambda: cy.app.lawbook is None and cy.app.conversation.wanted == tagged)


async def test_a_corrected_ticket_becomes_a_rule_that_is_applied(floor: Floor, folder: Path) -> None:
    ticket = floor.customer("退款政策在哪看").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    async with leading(floor, folder) as cy:
        await cy.sees("退款政策在哪看")
        await cy.press("p")
        await cy.sees("none: [{words: [退款政策]}]", "The new test of “refund” passes.")
        await cy.type("退款政策在哪")
        await cy.press("tab")
        await cy.sees("none: [{words: [退款政策在哪]}]")
        await cy.press("enter")
        await cy.sees("Written: desk.yaml")
        await cy.until(lambda: "退款政策在哪]" in read_folder(folder)["desk.yaml"])
        assert floor.desk.reader().rules_in_force().files == FILES  # type: ignore[union-attr]
        await cy.sees("1 files differ; check ✓", "tests ✓", "back-test: 1 of 1 tickets")
        await cy.press("a")
        await cy.sees("in force?", "+    when: {words: [退款, refund], none:")
        await cy.type("policy")
        await cy.press("enter")
        await cy.until(lambda: floor.desk.reader().rules_in_force().files == read_folder(folder))  # type: ignore[union-attr]
        await cy.sees("Cy  policy", "No difference")
        await cy.press("shift+tab", "down", "r")
        await cy.sees("in force again?")
        await cy.press("enter")
        await cy.until(lambda: floor.desk.reader().rules_in_force().files == FILES)  # type: ignore[union-attr]


async def test_a_change_in_the_folder_is_noticed_and_its_tickets_open(floor: Floor, folder: Path) -> None:
    ticket = floor.customer("我要退款").ticket
    async with leading(floor, folder) as cy:
        await cy.sees("No difference")
        change(folder, "points: 10", "points: 90")
        await cy.sees("1 files differ; check ✓", "back-test: 1 of 1 tickets")
        await cy.press("3")
        await cy.sees("normal → urgent")
        await cy.press("enter")
        await cy.sees(f"#{ticket}  我要退款")
        place = cy.app.lawbook and next(n for n, row in enumerate(cy.app.lawbook.big.rows) if row.ticket == ticket)
        await cy.press(*["down"] * ((place or 0) - (cy.app.lawbook.big.cursor if cy.app.lawbook else 0)), "enter")
        await cy.sees("李四")
        await cy.press("escape", "d")
        await cy.sees("+    then: {tags: [退款], points: 90, route: funds}")


async def test_without_a_difference_the_key_that_shows_it_says_so(floor: Floor, folder: Path) -> None:
    async with leading(floor, folder) as cy:
        await cy.sees("No difference")
        await cy.press("d")
        await cy.until(lambda: "No difference" in cy.lines[-1])
        assert len(cy.app.screen_stack) == 2


async def test_files_that_are_wrong_cannot_be_applied(floor: Floor, folder: Path) -> None:
    async with leading(floor, folder) as cy:
        await cy.sees("No difference")
        await cy.press("a")
        await cy.sees("is in force")
        change(folder, "words: [盗号, stolen]", "wrods: [盗号, stolen]")
        await cy.sees("check ✗", "desk.yaml:11:12", "did you mean")
        await cy.press("a")
        await cy.sees("not fit to go in force")


async def test_coverage_is_a_table(floor: Floor, folder: Path) -> None:
    ticket = floor.customer("我要退款").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    async with leading(floor, folder) as cy:
        await cy.press("2")
        await cy.sees("refund", "stolen", "never fired")
        assert "Enter open" not in cy.lines[-1]
        await cy.press("enter")
        await cy.sees("This row has no tickets to open.")
        await cy.press("escape")
        await cy.until(lambda: cy.app.lawbook is None)


async def test_a_small_terminal_shows_one_thing_after_the_other(floor: Floor, folder: Path) -> None:
    ticket = floor.customer("退款政策").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    async with leading(floor, folder, lang="zh", size=SMALL) as cy:
        await cy.sees("草稿文件夹", "没有差异", f"#{ticket}  退款政策")
        await cy.press("enter")
        await cy.sees("李四")
        await cy.misses("草稿文件夹")
        await cy.press("escape")
        await cy.sees("草稿文件夹")


async def test_who_does_not_lead_is_told_why(floor: Floor) -> None:
    async with sitting(floor, "ann") as ann:
        await ann.press("L")
        await ann.sees("As agent you may not do this")
        assert ann.app.lawbook is None


async def test_an_open_desk_offers_a_folder_that_changed(floor: Floor, folder: Path) -> None:
    async with sitting(floor, "cy") as cy:
        cy.app.rules_folder = str(folder)
        cy.app.tending.beat()
        await cy.until(lambda: cy.app.offering.known)
        assert "✎" not in cy.lines[-1]
        change(folder, "points: 10", "points: 90")
        cy.app.tending.beat()
        await cy.sees("The folder of rule drafts changed: L shows what it would do")
        await cy.press("down")
        await cy.until(lambda: "✎" in cy.lines[-1] and "rule drafts changed" not in cy.text)
        floor.do("cy", ApplyRules(read_folder(folder), "90"))
        cy.app.tending.beat()
        await cy.until(lambda: "✎" not in cy.lines[-1])


async def test_a_draft_that_was_in_force_before_is_not_offered_when_the_desk_opens(floor: Floor, folder: Path) -> None:
    floor.do("cy", ApplyRules({"desk.yaml": FILES["desk.yaml"].replace("points: 10", "points: 90")}, "90"))
    async with sitting(floor, "cy") as cy:
        cy.app.rules_folder = str(folder)
        cy.app.tending.beat()
        await cy.until(lambda: "✎" in cy.lines[-1])
        assert "rule drafts changed" not in cy.text
        (folder / "desk.yaml").write_text("rules: [", "utf-8")
        cy.app.tending.beat()
        await cy.sees("The folder of rule drafts changed")


def idle(one: Sitting) -> bool:
    """Whether every answer came back."""
    return one.app.lanes.waiting == 0


async def test_a_draft_is_offered_when_the_desk_opens_but_only_to_those_who_lead(floor: Floor, folder: Path) -> None:
    change(folder, "points: 10", "points: 90")
    for name in ("cy", "ann"):
        async with sitting(floor, name, lang="zh") as one:
            one.app.rules_folder = str(folder)
            one.app.tending.beat()
            if name == "cy":
                await one.sees("规则草稿有改动：按 L 查看")
            else:
                await one.until(partial(idle, one))
                assert "✎" not in one.lines[-1]
