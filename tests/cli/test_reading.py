"""Reading: the queue in its order, one ticket, the reasons, search."""

from tests.cli.calls import Calls, message, told

HOSTILE = "\x1b]0;owned\x07\x1b[2J退款 [/b][@click=app.quit]x[/]"


def test_the_queue_stands_in_its_order(desk: Calls) -> None:
    desk.receive(message("你好", conversation="a"), message("我的号被盗号了", conversation="b"))
    queue = desk("queue")
    head, first, second = queue.out.splitlines()
    assert head.split() == ["due", "id", "priority", "customer", "team", "owner", "matter"]
    assert "urgent" in first
    assert "Risk" in first
    assert "你好" in second
    assert [ticket["priority"] for ticket in desk("queue", "--json").json] == ["urgent", "normal"]


def test_the_queue_can_be_one_teams_or_one_tags(desk: Calls) -> None:
    refund, stolen = desk.receive(message("退款", conversation="a"), message("盗号", conversation="b"))
    assert [t["id"] for t in desk("queue", "--team", "Funds", "--json").json] == [refund]
    assert [t["id"] for t in desk("queue", "--tag", "盗号", "--json").json] == [stolen]
    wrong = desk("queue", "--team", "fund")
    assert wrong.status == 2
    assert "funds" in wrong.err


def test_a_long_queue_says_that_there_is_more(desk: Calls) -> None:
    desk.receive(*(message("退款", conversation=str(n)) for n in range(3)))
    queue = desk("queue", "--limit", "2")
    assert queue.err == "2 of 3 are shown; --limit shows more.\n"


def test_everything_includes_what_is_done(desk: Calls) -> None:
    (number,) = desk.receive(message("退款"))
    desk("solve", str(number), "--told", "--as", "ann")
    assert desk("queue").out == "Nothing waits here. agentdesk queue --all shows what is done.\n"
    assert [t["state"] for t in desk("queue", "--all", "--json").json] == ["solved"]
    assert desk("queue", "--all", "--team", "risk", "--json").json == []


def test_a_view_of_ones_own_needs_a_person(desk: Calls) -> None:
    assert desk("queue", "--view", "mine", "--as", "nobody-at-all").status == 2
    assert desk("queue", "--view", "mine", "--as", "ann", "--json").json == []


def test_a_ticket_shows_its_conversation_and_its_reasons(desk: Calls) -> None:
    (number,) = desk.receive(message("我要退款"))
    page = desk("ticket", str(number)).out
    assert "林晓 ◆ · chat · open · normal · Funds" in page
    assert "⚑ refund +10 → Funds" in page
    assert "first response 3h59" in page
    why = desk("why", str(number))
    assert "refund" in why.out
    assert desk("why", str(number), "--json").json["ticket"] == number
    assert "类型 一般" in desk("why", str(number), "--lang", "zh").out
    stolen = desk("why", str(number), "--rule", "stolen").out
    assert "○ stolen did not match" in stolen
    assert "refund" not in stolen
    nearest = desk("why", str(number), "--rule", "refnud").out
    assert "There is no rule “refnud” among these; the nearest is “refund”:" in nearest
    assert "● refund matched" in nearest


def test_a_ticket_that_is_not_there(desk: Calls) -> None:
    gone = desk("ticket", "99999")
    assert (gone.status, gone.out) == (1, "")
    assert "99999" in gone.err


def test_search_finds_words_and_numbers(desk: Calls) -> None:
    (number,) = desk.receive(message("充值没有到账"))
    assert f"#{number}" in desk("find", "到账").out
    assert desk("find", str(number), "--json").json[0]["ticket"]["id"] == number
    nothing = desk("find", "鲸鱼座")
    assert (nothing.status, nothing.out[:21]) == (1, "No ticket says “鲸鱼座”;")


def test_what_outsiders_write_never_reaches_the_terminal_raw(desk: Calls) -> None:
    (number,) = desk.receive(message(HOSTILE, customer={"id": "x", "name": "\x1b[31mEve\u202e"}))
    desk("note", str(number), "see \x1b[5m", "--as", "ann")
    for call in (("queue",), ("ticket", str(number)), ("why", str(number)), ("find", "退款"), ("queue", "--all")):
        out = desk(*call).out
        assert not {"\x1b", "\x07", "\u202e"} & set(out), call


def test_a_desk_that_is_not_there_is_not_made_by_reading(calls: Calls) -> None:
    told(calls("queue"), 1, f"There is no desk at {calls.path}; `agentdesk init` makes one.")
    assert not calls.path.exists()
