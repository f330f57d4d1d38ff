"""Neighbouring Chinese characters are terms of their own in a table that is ranked."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.text.cut import TRIGRAM
from agentdesk.text.pairs import PAIR, bare, cut_with_pairs, terms_of


def test_a_text_is_cut_into_characters_words_parts_and_pairs() -> None:
    cut = cut_with_pairs("退款 Visa").split()
    assert cut == ["退", "款", "visa", f"{TRIGRAM}vis", f"{TRIGRAM}isa", f"{PAIR}退款"]


def test_a_question_names_each_term_once() -> None:
    terms = terms_of("退款退款 vip VIP refund")
    assert terms.characters == ("退", "款")
    assert [bare(pair) for pair in terms.pairs] == ["退款", "款退"]
    assert terms.words == ("vip", "refund")
    assert [bare(part) for part in terms.parts] == ["vip", "ref", "efu", "fun", "und"]


def test_characters_on_either_side_of_a_sign_are_no_pair() -> None:
    assert [bare(pair) for pair in terms_of("退，款A到账").pairs] == ["到账"]


@given(st.text())
def test_what_a_text_is_looked_up_by_it_also_holds(text: str) -> None:
    terms = terms_of(text)
    held = set(cut_with_pairs(text).split())
    assert held >= {*terms.characters, *terms.pairs, *terms.words}
