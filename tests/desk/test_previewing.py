"""What an act on many tickets would come to, before it happens: above all for whom they are."""

import pytest

from agentdesk.desk import Claim, Preview, Reroute, Solve, preview
from agentdesk.desk.bulk import Refused
from agentdesk.desk.verbs.dedicate import Need
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lang import Message, say
from tests.desk.desks import Floor


def ahead(floor: Floor, *moves: Reroute) -> Preview:
    """What Cy would do by these moves."""
    return preview(floor.desk, moves, floor.ids["cy"])


def asked(floor: Floor, lang: str = "zh", *skills: str) -> int:
    """A customer writes in a language; what the matter needs is set by hand."""
    number = floor.customer("我要退款", f"c{lang}{skills}", lang=lang).ticket
    if skills:
        floor.do("cy", Need(number, skills))
    return number


@pytest.fixture
def sides(floor: Floor) -> Floor:
    """In the risk team Bo speaks English and knows law, Cy speaks Chinese and knows live."""
    floor.do("root", ChangeAgent("ann", teams=("funds",), languages=("en",), skills=("law", "live")))
    floor.do("root", ChangeAgent("bo", teams=("risk",), languages=("en",), skills=("law",)))
    floor.do("root", ChangeAgent("cy", teams=("risk",), languages=("zh",), skills=("live",)))
    return floor


@pytest.mark.parametrize(
    ("lang", "skills", "told"),
    [
        ("en", (), None),
        ("en-GB", ("law",), None),
        ("", ("law",), None),
        ("ms", (), "desk.nobody_speaks"),
        ("ms", ("law",), "desk.nobody_speaks"),
        ("", ("tax",), "desk.nobody_knows"),
        ("zh-TW", ("tax", "live"), "desk.nobody_knows"),
        ("", ("law", "live"), "desk.nobody_knows"),
        ("zh", ("law",), "desk.nobody_fits"),
        ("ms", ("tax",), "desk.nobody_fits"),
    ],
)
def test_it_says_when_a_ticket_fits_nobody_on_the_receiving_side(
    sides: Floor, lang: str, skills: tuple[str, ...], told: str | None
) -> None:
    number = asked(sides, lang, *skills)
    seen = ahead(sides, Reroute(number, "why", team="risk"))
    assert seen.changed == 1
    assert [(one.ticket, one.why.code) for one in seen.attention] == ([] if told is None else [(number, told)])


def test_it_says_so_in_both_languages(sides: Floor) -> None:
    moves = [Reroute(asked(sides, *needs), "why", team="risk") for needs in (("", "tax"), ("zh", "law"))]
    words = [[say(one.why, lang) for one in ahead(sides, *moves).attention] for lang in ("en", "zh")]
    assert words == [
        ["nobody of Risk has what it needs: tax", "nobody of Risk both speaks zh and has what it needs: law"],
        ["风控没有人具备所需技能：tax", "风控没有人既会zh又具备所需技能：law"],
    ]


@pytest.mark.parametrize("warm", [False, True])
def test_a_person_is_a_receiving_side_and_so_is_who_gets_an_offer(sides: Floor, warm: bool) -> None:
    number = asked(sides, "en", "live")
    sides.do("ann", Claim(number))
    (one,) = ahead(sides, Reroute(number, "why", agent="bo", warm=warm)).attention
    assert (one.why.code, one.why.params["to"]) == ("desk.nobody_knows", "Bo")
    (one,) = ahead(sides, Reroute(number, "why", team="risk", warm=warm)).attention
    assert one.why.code == "desk.nobody_fits"


def test_one_that_is_left_is_named_once(floor: Floor) -> None:
    numbers = [floor.claimed("ann", conversation=f"c{n}") for n in range(2)]
    floor.do("ann", Solve(numbers[0], told=True))
    (left,) = ahead(floor, *(Reroute(number, "why", team="risk") for number in numbers)).refused
    assert all(left.is_named_in(say(left.why, lang)) for lang in ("zh", "en"))
    assert not Refused(1003, left.why).is_named_in("#10037 is solved")
    assert not Refused(1003, Message("desk.bulk_none")).is_named_in("nobody there speaks en")
