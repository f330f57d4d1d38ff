"""From a corrected ticket a test and a change, tried before anybody accepts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.desk import Reroute, Tag
from agentdesk.lab.drafts import accept, read_draft
from agentdesk.lab.examining import examine
from agentdesk.lab.proposal import Wish, propose
from agentdesk.lang import Refusal
from agentdesk.rules import read_folder
from tests.desk.desks import FILES, NOW, Floor


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """A desk with its people."""
    made = Floor.found(tmp_path / "desk.db")
    yield made
    made.desk.close()


def test_a_wrong_tag_gives_a_test_and_an_exception(floor: Floor) -> None:
    ticket = floor.customer("退款政策在哪看，我的电话13812345678").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    found = propose(floor.desk, ticket, FILES)
    assert (found.rule, found.matches, found.passes, found.broken) == ("refund", False, True, ())
    assert "138****5678" in found.test
    text = found.files["desk.yaml"]
    assert "when: {words: [退款, refund], none: [{words: [退款政策]}]}" in text
    assert [change.file for change in found.changes] == ["desk.yaml"]
    named = propose(floor.desk, ticket, FILES, Wish(longer="退款政策在哪"))
    assert "none: [{words: [退款政策在哪]}]" in named.files["desk.yaml"]


def test_every_word_that_hit_is_answered(floor: Floor) -> None:
    ticket = floor.customer("退款通知和refund notice").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    found = propose(floor.desk, ticket, FILES)
    assert (found.passes, len(found.steps)) == (True, 1)  # where the phrase excludes the message, one is enough


def test_a_misroute_rests_the_rule_that_sent_it(floor: Floor) -> None:
    ticket = floor.customer("refund policy").ticket
    floor.do("cy", Reroute(ticket, "theirs", team="risk"))
    found = propose(floor.desk, ticket, FILES)
    assert (found.rule, found.matches, found.passes) == ("refund", False, True)
    wished = propose(floor.desk, ticket, FILES, Wish(rule="stolen", word="policy"))
    assert "words: [盗号, stolen, policy]" in wished.files["desk.yaml"]
    assert (wished.matches, wished.passes) == (True, False)  # the refund rule stands first and wins the route


def test_a_missing_tag_gives_a_word_or_a_rule(floor: Floor) -> None:
    ticket = floor.customer("我的号被人偷了").ticket
    floor.do("ann", Tag(ticket, on=("盗号",)))
    found = propose(floor.desk, ticket, FILES, Wish(word="号被人偷"))
    assert "words: [盗号, stolen, 号被人偷]" in found.files["desk.yaml"]
    assert (found.rule, found.matches, found.passes) == ("stolen", True, True)
    floor.do("ann", Tag(ticket, on=("安全",), off=("盗号",)))
    new = propose(floor.desk, ticket, FILES)
    assert (new.rule, new.passes, list(new.files)) == ("安全-我的号被人偷了", True, ["desk.yaml", "proposed.yaml"])


def test_without_a_correction_a_rule_and_words_must_be_named(floor: Floor) -> None:
    ticket = floor.customer("我要退款").ticket
    with pytest.raises(Refusal) as refused:
        propose(floor.desk, ticket, FILES)
    assert refused.value.message.code == "lead.not_corrected"
    assert propose(floor.desk, ticket, FILES, Wish(rule="refund", longer="我要退款")).passes


def test_a_change_that_breaks_another_test_says_so(floor: Floor) -> None:
    files = {
        "desk.yaml": FILES["desk.yaml"].replace(
            "points: 10, route: funds}", "points: 10, route: funds}\n    tests: {match: [退款政策]}"
        )
    }
    ticket = floor.customer("退款政策在哪看").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    found = propose(floor.desk, ticket, files)
    assert (found.passes, found.broken) == (True, ("refund",))


def test_an_accepted_change_is_a_draft_and_changes_nothing(floor: Floor, tmp_path: Path) -> None:
    ticket = floor.customer("退款政策").ticket
    floor.do("ann", Tag(ticket, off=("退款",)))
    folder = floor.desk.drafts_folder
    files = read_draft(floor.desk, folder)
    found = propose(floor.desk, ticket, files, Wish(longer="退款政策"))
    assert accept(folder, files, found.files) == ("desk.yaml",)
    assert read_folder(folder) == found.files
    assert floor.desk.reader().rules_in_force().files == FILES  # type: ignore[union-attr]
    (folder / "desk.yaml").write_text("rules: []\n", "utf-8")
    with pytest.raises(Refusal) as refused:
        accept(folder, files, found.files)
    assert refused.value.message.code == "lead.folder_changed"


def test_a_folder_is_examined_before_it_goes_in_force(floor: Floor) -> None:
    floor.customer("我要退款")
    same = examine(floor.desk, FILES, NOW)
    assert (same.changes, same.fit, same.backtest) == ((), False, None)
    changed = {"desk.yaml": FILES["desk.yaml"].replace("points: 10", "points: 90")}
    found = examine(floor.desk, changed, NOW)
    assert found.backtest is not None
    assert (found.fit, found.backtest.changed, found.backtest.tickets) == (True, 1, 1)
    assert examine(floor.desk, changed, NOW, past=False).backtest is None
    wrong = examine(floor.desk, {"desk.yaml": "rules: [{id: x}]"}, NOW)
    assert (wrong.fit, bool(wrong.errors)) == (False, True)
