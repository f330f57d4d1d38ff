"""`rules worklist`, `propose`, `diff`, `watch`, `learn --journal`: the lead's work by command."""

from pathlib import Path

from tests.cli.calls import RULES, Calls, message

CONTEST = """
rules:
  - {id: invoice, contest: topic, lead: 5, when: {score: {words: invoice words, least: 1}}, then: {tags: [发票]}}
  - {id: parcel, contest: topic, lead: 5, when: {score: {words: parcel words, least: 1}}, then: {tags: [物流]}}
words:
  invoice words: [{word: 发票, weight: 3}]
  parcel words: [{word: 包裹, weight: 2}]
"""


def corrected(desk: Calls) -> int:
    """A ticket whose tag somebody took off."""
    [ticket] = desk.receive(message("退款政策在哪看"))
    assert desk("tag", str(ticket), "--as", "ann", "--", "-退款").status == 0
    return ticket


def test_what_people_corrected_is_listed(desk: Calls) -> None:
    assert desk("rules", "worklist").out == "People corrected nothing.\n"
    ticket = corrected(desk)
    [row] = desk("rules", "worklist", "--json").json
    assert (row["ticket"], row["what"], row["was"], row["rule"]) == (ticket, "tag_off", "退款", "refund")
    told = desk("rules", "worklist").out
    assert told.split() == [f"#{ticket}", "tag", "off", "退款", "→", "–", "refund", "退款政策在哪看"]
    assert desk("rules", "worklist", "--before", str(ticket), "--json").json == []


def test_a_proposal_is_shown_accepted_compared_and_applied(desk: Calls, tmp_path: Path) -> None:
    ticket, draft = str(corrected(desk)), tmp_path / "draft"
    shown = desk("rules", "propose", ticket, "--dir", str(draft))
    assert (shown.status, draft.exists()) == (0, False)
    assert "+    when: {words: [退款, refund], none: [{words: [退款政策]}]}" in shown.out.splitlines()
    assert "The new test of “refund” passes." in shown.out
    taken = desk("rules", "propose", ticket, "--dir", str(draft), "--except", "退款政策", "--accept", "--json").json
    assert (taken["written"], taken["passes"], taken["matches"]) == (["desk.yaml"], True, False)
    differs = desk("rules", "diff", str(draft), "--json")
    assert (differs.status, [change["file"] for change in differs.json["changes"]]) == (1, ["desk.yaml"])
    assert "no_match: [你好, " in desk("rules", "diff", str(draft)).out
    seen = desk("rules", "watch", str(draft), "--once", "--json")
    assert (seen.status, seen.json["fit"], seen.json["tests"]) == (0, True, 5)
    applied = desk("rules", "apply", str(draft), "--why", "policy", "--as", "cy")
    assert applied.status == 0
    assert "back-test: 1 of 1 tickets (1 messages) would have come out differently" in applied.err
    assert desk("rules", "diff", str(draft)).status == 0
    assert desk("rules", "watch", str(draft), "--once").out.startswith("No difference: ")


def test_without_a_folder_there_is_one_beside_the_desk(desk: Calls) -> None:
    ticket = str(corrected(desk))
    assert desk("rules", "propose", ticket, "--accept").status == 0
    assert (desk.path.with_name("desk.db.d") / "drafts" / "desk.yaml").exists()
    assert desk("rules", "diff").status == 1


def test_a_folder_that_is_wrong_is_told_and_not_fit(desk: Calls, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "desk.yaml").write_text("rules:\n  - {id: x, wenn: {words: [a]}}\n", "utf-8")
    seen = desk("rules", "watch", str(mine), "--once")
    assert seen.status == 1
    assert seen.out.startswith("check ✗: ")
    assert f"{mine}/desk.yaml:2:13: " in seen.err
    assert desk("rules", "watch", str(tmp_path / "nowhere"), "--once").status == 2


def test_nothing_was_corrected(desk: Calls) -> None:
    [ticket] = desk.receive(message("我要退款"))
    ran = desk("rules", "propose", str(ticket))
    assert (ran.status, ran.err.startswith(f"Nobody corrected the rules on #{ticket}.")) == (1, True)
    assert desk("rules", "propose", str(ticket), "--rule", "refnd", "--word", "钱").status == 1


def test_a_suggested_tag_is_taken_by_command(desk: Calls, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "desk.yaml").write_text(RULES, "utf-8")
    (mine / "topics.yaml").write_text(CONTEST, "utf-8")
    assert desk("rules", "apply", str(mine), "--quick", "--as", "cy").err == ""
    [ticket, other] = desk.receive(message("包裹里没有发票"), message("发票和包裹", conversation="b"))
    taken = desk("tag", str(ticket), "--suggested", "--as", "ann", "--json").json
    assert taken["tags"] == ["发票"]
    assert desk("tag", str(other), "--suggested", "物流", "--as", "ann").status == 0
    assert desk("tag", str(other), "--as", "ann").status == 2
    found = desk("rules", "coverage", "--json").json["suggestions"]
    assert found == [
        {"tag": "发票", "shown": 2, "accepted": 1, "by_key": 1},
        {"tag": "物流", "shown": 2, "accepted": 1, "by_key": 1},
    ]
    assert "Suggested tags, in tickets:" in desk("rules", "coverage").out


def test_rules_are_learned_from_what_people_left(desk: Calls, tmp_path: Path) -> None:
    assert desk("rules", "learn", "--journal", "--out", str(tmp_path / "l")).status == 1
    for number in range(6):
        text = "发票抬头怎么改" if number % 2 else "包裹还没有到"
        [ticket] = desk.receive(message(text, conversation=f"c{number}"))
        assert desk("tag", str(ticket), "发票" if number % 2 else "物流", "--as", "ann").status == 0
    assert desk("rules", "learn", "--journal", "--out", str(tmp_path / "l")).status == 0
    assert sorted(file.name for file in (tmp_path / "l").iterdir()) == ["发票.learned.yaml", "物流.learned.yaml"]
    assert desk("rules", "eval", "--journal", "--json").json["messages"] == 6
    assert desk("rules", "eval").status == 2
