"""Both languages are complete: what the source can say has a sentence, and every sentence is said."""

import pytest

from agentdesk.text import safe, width
from tests.project.catalogues import LANGUAGES, catalogue, domains, spoken, strings

DIALOG_CELLS = 68
"""What a line of a dialog holds in a terminal of 80 columns."""


@pytest.mark.parametrize("domain", domains())
def test_both_languages_have_the_same_sentences(domain: str) -> None:
    english, chinese = (catalogue(language, domain) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for code, sentence in english.items():
        assert sentence.fields == chinese[code].fields, code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", domains())
def test_no_sentence_is_empty_or_a_guess(domain: str, language: str) -> None:
    for code, sentence in catalogue(language, domain).items():
        assert code.startswith(f"{domain}."), code
        assert sentence.texts, code
        assert all(text.strip() for text in sentence.texts), code
        assert not sentence.fuzzy, code


def test_every_code_has_its_sentence_and_fills_its_fields() -> None:
    wrong = []
    for call in spoken():
        sentence = catalogue("en", call.code.partition(".")[0]).get(call.code)
        if sentence is None:
            wrong.append(f"{call.place}: {call.code} has no sentence")
        elif call.fields is not None and not sentence.fields <= call.fields:
            wrong.append(f"{call.place}: {call.code} lacks {', '.join(sorted(sentence.fields - call.fields))}")
    assert wrong == []


@pytest.mark.parametrize("domain", domains())
def test_every_sentence_is_used(domain: str) -> None:
    whole, composed = strings()
    unused = [
        code
        for code in catalogue("en", domain)
        if code not in whole and not any(pattern.fullmatch(code) for pattern in composed)
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advice_of_a_dialog_fits_into_it(language: str) -> None:
    advice = {code: one for code, one in catalogue(language, "tui").items() if code.startswith("tui.dialog.advice_")}
    assert advice
    assert {code for code, one in advice.items() if width(safe(one.texts[0])) > DIALOG_CELLS} == set()
