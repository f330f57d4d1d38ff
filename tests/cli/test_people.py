"""`agents` and `teams`: who works here."""

from tests.cli.calls import Calls


def test_somebody_begins_changes_and_leaves(desk: Calls) -> None:
    lead = ("--as", "cy")
    assert (
        desk("agents", "add", "dee", "--display", "Dee", "--teams", "funds，risk", "--capacity", "9", *lead).status == 0
    )
    assert desk("agents", "change", "dee", "--role", "trainer", "--languages", "zh,en", *lead).status == 0
    (dee,) = [agent for agent in desk("agents", "list", "--json").json if agent["name"] == "dee"]
    assert (dee["role"], dee["teams"], dee["languages"], dee["capacity"]) == (
        "trainer",
        ["funds", "risk"],
        ["zh", "en"],
        9,
    )
    assert desk("agents", "change", "dee", "--gone", *lead).status == 0
    assert "left" in desk("agents", "list").out


def test_an_agent_does_not_hire(desk: Calls) -> None:
    assert desk("agents", "add", "dee", "--as", "ann").status == 1


def test_a_wrong_team_is_told_with_the_nearest(desk: Calls) -> None:
    ran = desk("agents", "add", "dee", "--teams", "fundz", "--as", "cy")
    assert ran.status == 2
    assert "funds" in ran.err


def test_teams_are_made_and_listed(desk: Calls) -> None:
    assert desk("teams", "add", "night", "--zh", "夜班", "--en", "Night", "--as", "cy").status == 0
    assert "夜班" in desk("teams", "list", "--lang", "zh").out
    assert {team["id"] for team in desk("teams", "list", "--json").json} == {"funds", "risk", "night"}
