"""`queue --filter` and `views`: filters from the command line, and those that one keeps."""

from tests.cli.calls import Calls, message, told


def test_the_queue_is_filtered_in_either_language(desk: Calls) -> None:
    refund, stolen = desk.receive(message("我要退款", conversation="1"), message("盗号了", conversation="2"))
    assert [t["id"] for t in desk("queue", "--filter", "team:资金 tag:退款", "--json").json] == [refund]
    assert [t["id"] for t in desk("queue", "--filter", "-标签:退款", "--json").json] == [stolen]
    assert [t["id"] for t in desk("queue", "--view", "unassigned", "--filter", "是:紧急", "--json").json] == [stolen]
    empty = desk("queue", "--filter", "wait>3h")
    assert (empty.status, empty.out) == (0, "Nothing passes “wait>3h”.\n")


def test_a_wrong_filter_is_pointed_at(desk: Calls) -> None:
    wrong = desk("queue", "--filter", "标签:退款 team:退货款")
    assert wrong.status == 2
    assert wrong.out == ""
    told_line, shown, mark = wrong.err.splitlines()
    assert told_line.startswith("Column 12: there is no team “退货款”; did you mean “")
    assert shown == "    标签:退款 team:退货款"
    assert mark == "    " + " " * 15 + "^"
    both = desk("queue", "--all", "--filter", "is:vip")
    told(both, 2, "--all does not go with a filter; write the states into it, such as state:open,solved,closed.")


def test_a_tag_that_no_ticket_carries_gets_the_nearest_that_one_does(desk: Calls) -> None:
    desk.receive(message("我要退款", conversation="1"))
    for asked in (("--filter", "标签:退宽"), ("--tag", "退宽")):
        found = desk("queue", *asked)
        assert found.out.startswith("Nothing passes “")
        assert found.err == "No ticket carries the tag “退宽”; did you mean “退款”?\n"
    assert desk("queue", "--filter", "标签:退款 is:vip").err == ""


def test_views_are_saved_listed_used_and_dropped(desk: Calls) -> None:
    refund = desk.receive(message("我要退款", conversation="1"), message("盗号了", conversation="2"))[0]
    assert desk("views", "list", "--as", "ann").out.startswith("You saved no view yet")
    saved = desk("views", "save", "退款", "tag:退款 is:unassigned", "--as", "ann")
    assert saved.out == "View “退款” is saved: tag:退款 is:unassigned\n"
    assert desk("views", "list", "--as", "ann").out == "退款  tag:退款 is:unassigned\n"
    assert desk("views", "list", "--as", "ann", "--json").json == [
        {"name": "退款", "filter": "tag:退款 is:unassigned", "team": None}
    ]
    assert [t["id"] for t in desk("queue", "--saved", "退款", "--as", "ann", "--json").json] == [refund]
    assert desk("queue", "--saved", "退款", "--filter", "-tag:退款", "--as", "ann", "--json").json == []
    assert desk("queue", "--saved", "退款", "--as", "bo").status == 1
    wrong = desk("views", "save", "x", "tag:a wiat>3m", "--as", "ann")
    assert wrong.status == 2
    assert wrong.err.splitlines()[-1] == "    " + " " * 6 + "^"
    assert desk("views", "drop", "退款", "--as", "ann").out == "View “退款” is gone.\n"
    told(desk("views", "drop", "退款", "--as", "ann"), 1, "You saved no view “退款”, nor any other.")


def test_a_view_is_shared_with_a_team(desk: Calls) -> None:
    shared = desk("views", "save", "退款", "tag:退款", "--team", "funds", "--as", "bo")
    assert shared.out == "View “退款” is there for Funds now: tag:退款\n"
    assert desk("views", "list", "--as", "ann", "--lang", "zh").out == "退款  tag:退款  资金\n"
    assert desk("queue", "--saved", "退款", "--as", "ann").status == 0
    refused = desk("views", "save", "x", "is:vip", "--team", "risk", "--as", "bo")
    assert refused.status == 1
    assert refused.err.startswith("You are not in Risk")
    assert desk("views", "save", "x", "is:vip", "--team", "riks", "--as", "bo").status == 2
    assert desk("views", "drop", "退款", "--team", "funds", "--as", "ann").out == "View “退款” is gone.\n"


def test_a_mistake_names_the_key_in_the_readers_language(desk: Calls) -> None:
    for lang, key in (("zh", "“优先级”没有“急急”"), ("en", "“priority” is never “急急”")):
        assert key in desk("queue", "--filter", "优先级:急急", "--lang", lang).err
    assert "“资金”" in desk("queue", "--team", "资斤", "--lang", "zh").err
