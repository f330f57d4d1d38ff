"""The contract of every store: conversations, search, timers, deliveries, people, knowledge and rule sets."""

import pytest

from agentdesk.model import NewEvent, Timer
from agentdesk.store.protocol import Store
from agentdesk.text.cut import match_expression
from tests.store.stores import NOW, message, put, ticket


def test_a_conversation_reads_in_its_order(store: Store) -> None:
    verdict = {"r": "0123456789abcdef", "e": 1, "points": 40, "hits": [[3, [[0, 2]]]]}
    put(
        store,
        ticket(
            7,
            {"message": {"text": "退款", "attachments": [{"name": "小票.jpg", "size": 12}]}},
            data_message={"author": "customer", "verdict": verdict},
        ),
        ticket(7, {"message": {"text": "查一下"}}, data_message={"author": "note", "agent": "a1"}),
    )
    first, second = store.read().messages(7)
    assert (first.n, first.text, first.attachments[0].name) == (1, "退款", "小票.jpg")
    assert first.verdict is not None
    assert (first.verdict.points, first.verdict.hits[0].spans) == (40, ((0, 2),))
    assert (second.n, second.author, second.agent, second.text) == (2, "note", "a1", "查一下")
    assert store.read().message(7, 2) == second
    assert store.read().message(7, 3) is None


def test_a_message_taken_back_keeps_its_words_and_its_time(store: Store) -> None:
    put(store, message(7, "sent too soon", author="agent"))
    put(store, ticket(7, data_message={"n": 1, "withdrawn": 1}), now=NOW + 5_000)
    (found,) = store.read().messages(7)
    assert (found.text, found.withdrawn, found.at, found.author) == ("sent too soon", True, NOW, "agent")
    assert store.read().search_messages("sent", 5) == ()


@pytest.mark.parametrize(
    ("query", "tickets"),
    [("退款", [3, 1]), ("refund", [2]), ("REFUND", [2]), ("退款 银行", [1]), ("nothing such", []), ("退", [3, 1])],
)
def test_messages_are_found_by_their_words(store: Store, query: str, tickets: list[int]) -> None:
    put(
        store,
        message(1, "我要退款到银行卡"),
        message(2, "Where is my Refund?"),
        message(3, "退款"),
        message(3, "再问退款"),
    )
    expression = match_expression(query)
    assert expression is not None
    found = store.read().search_messages(expression, 10)
    assert [hit.id for hit, _message in found] == tickets
    assert all(hit.ticket == owner.id for owner, hit in found)


def test_timers_come_due_in_order_and_go_when_they_fired(store: Store) -> None:
    put(
        store,
        ticket(1, data_timers=[["wake", 1, 500]]),
        ticket(2, data_timers=[["remind", 1, 300], ["expire", 1, 900]]),
    )
    reader = store.read()
    assert reader.timers_due(299, 9) == ()
    assert reader.timers_due(500, 9) == (Timer(2, "remind", 1, 300), Timer(1, "wake", 1, 500))
    assert reader.timers_due(900, 1) == (Timer(2, "remind", 1, 300),)
    assert reader.next_due() == 300
    put(store, ticket(2, data_timers=[["remind", 2, 700], ["expire", 0, None]], data_fired=["remind", 1]))
    assert reader.timer(2, "remind") == Timer(2, "remind", 2, 700)
    assert reader.timer(2, "expire") is None
    put(store, ticket(2, data_fired=["remind", 2]), ticket(1, data_fired=["wake", 1]))
    assert reader.timers_due(10_000, 9) == ()
    assert reader.next_due() is None


def test_deliveries_are_found_by_their_state_and_time(store: Store) -> None:
    held = {"n": 1, "channel": "chat", "state": "held", "due_at": 50}
    put(store, ticket(1, data_delivery=held), ticket(2, data_delivery={**held, "due_at": 40}))
    reader = store.read()
    assert [found.ticket for found in reader.deliveries(("held",), 45, 9)] == [2]
    assert [found.ticket for found in reader.deliveries(("held", "sending"), 50, 9)] == [2, 1]
    assert reader.next_due() == 40
    put(store, ticket(2, data_delivery={"n": 1, "state": "sent", "attempts": 1}))
    sent = reader.delivery(2, 1)
    assert sent is not None
    assert (sent.state, sent.attempts, sent.channel) == ("sent", 1, "chat")
    assert reader.deliveries((), 99, 9) == ()


def test_a_customer_goes_by_every_name_and_follows_links(store: Store) -> None:
    put(
        store,
        NewEvent(
            stream="customer:1",
            kind="customer.met",
            data={"set": {"tier": "vip"}},
            body={
                "set": {"name": "李四", "attributes": {"phone": "1"}},
                "identities": [["chat", "u1"], ["email", "l@x"]],
            },
        ),
        NewEvent(stream="customer:2", kind="customer.met", body={"identities": [["phone", "138"]]}),
        NewEvent(stream="customer:2", kind="customer.linked", data={"set": {"linked_to": 1}}),
    )
    reader = store.read()
    found = reader.customer_by("phone", "138")
    assert found is not None
    assert (found.id, found.name, found.tier, found.attributes) == (1, "李四", "vip", {"phone": "1"})
    assert reader.customer_by("chat", "nobody") is None
    assert reader.external_of(1, "email") == "l@x"
    assert reader.external_of(1, "phone") == ""
    assert reader.next_customer() == 3
    assert reader.same_customer(1) == (1, 2)
    assert reader.same_customer(2) == (2, 1)
    assert reader.same_customer(9) == (9,)


def test_articles_are_found_by_title_question_and_body(store: Store) -> None:
    def article(name: str, **fields: object) -> NewEvent:
        return NewEvent(stream=f"article:{name}", kind="article.written", data={"set": fields})

    put(
        store,
        article("KB-1", title="退款多久到账", body="一般三天"),
        article("KB-2", title="发票", body="开票与退款无关", similar=["怎么开发票"]),
        article("KB-3", title="旧文", body="退款", retired=1),
    )
    reader = store.read()
    assert [found.id for found, _score in reader.search_articles('"退 款"', 5)] == ["KB-1", "KB-2"]
    assert [found.id for found, _score in reader.search_articles('"怎 么"', 5)] == ["KB-2"]
    assert reader.article_frequency(["退", "开", "无"]) == {"退": 2, "开": 2, "无": 1}
    assert reader.article_frequency([]) == {}
    assert reader.article_count() == 2
    put(store, article("KB-1", retired=1))
    assert [found.id for found, _score in reader.search_articles('"退 款"', 5)] == ["KB-2"]
    store.rebuild()
    assert [found.id for found, _score in store.read().search_articles('"退 款"', 5)] == ["KB-2"]


def test_rule_sets_are_kept_with_their_text(store: Store) -> None:
    def applied(digest: str, text: str) -> NewEvent:
        return NewEvent(stream="rules", kind="rules.applied", data={"hash": digest, "files": {"a.yaml": text}})

    assert store.read().rules_hash() == ("", 0)
    assert store.read().rules_in_force() is None
    put(store, applied("aa", "one"), applied("bb", "two"), applied("aa", "one"))
    reader = store.read()
    assert reader.rules_hash() == ("aa", 3)
    found = reader.rule_set("bb")
    assert found is not None
    assert (found.files, found.version) == ({"a.yaml": "two"}, 2)
    assert [known.hash for known in reader.rule_sets()] == ["aa", "bb", "aa"]
    assert reader.rule_set("cc") is None
