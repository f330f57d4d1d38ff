"""Coverage: what people made of what the rules said, and what no rule touches."""

from agentdesk.rules.coverage import Acts, Handled, Phrases, Tally
from tests.rules.small_desk import small


def handled(tags: str = "", off: str = "", team: str = "shop", *, moved: bool = False, person: bool = True) -> Handled:
    return Handled(by_person=person, tags=tuple(tags.split()), taken_off=frozenset(off.split()), team=team, moved=moved)


def test_people_agree_or_correct() -> None:
    tally = Tally()
    acts = [("refund", Acts(("退款",), "shop"))]
    for ticket in (
        handled("退款"),
        handled(off="退款"),
        handled("退款", team="funds", moved=True),
        handled(person=False),
    ):
        tally.ticket(acts, ticket)
    use = next(use for use in tally.result(small()).rules if use.id == "refund")
    assert (use.tickets, use.agreed, use.corrected) == (4, 1, 2)


def test_a_tried_rule_is_agreed_with_when_the_ticket_came_out_so() -> None:
    tally = Tally()
    tally.ticket([("contact", Acts(("引流",), "", shadow=True))], handled("引流"))
    tally.ticket([("contact", Acts(("引流",), "", shadow=True))], handled())
    use = next(use for use in tally.result(small()).rules if use.id == "contact")
    assert (use.mode, use.agreed, use.corrected) == ("shadow", 1, 0)


def test_rules_that_never_fire_are_dead_and_untouched_messages_show_their_phrases() -> None:
    tally = Tally()
    tally.message("我要退款", ["refund"], ["contact"])
    for _ in range(3):
        tally.message("发票怎么开，谢谢", [], [])
    tally.message(None, [], ["gone-by-now"])
    found = tally.result(small())
    assert (found.judged, found.untouched, found.dead) == (5, 4, ("退款-被拒", "exchange"))
    assert [use.mode for use in found.rules if use.id == "gone-by-now"] == ["gone"]
    assert ("发票怎么开", 3) in [(phrase.text, phrase.messages) for phrase in found.phrases]


def test_long_clauses_are_counted_by_what_they_share() -> None:
    phrases = Phrases()
    phrases.add("我昨天在你们直播间买的那个东西想问一下怎么开电子发票呀")
    phrases.add("前天的订单能不能帮忙看看怎么开电子发票呢麻烦您了")
    phrases.add("how do i get an invoice for this order")
    phrases.add("please tell me where do i get an invoice")
    texts = [phrase.text for phrase in phrases.commonest()]
    assert "怎么开电子发" in texts or "开电子发票" in texts
    assert "i get an" in texts or "get an invoice" in texts
