"""The sample desk's articles, conversations and people can be imported as they are, and name nobody real."""

import re
from collections import Counter
from pathlib import Path
from typing import Literal

import msgspec
import pytest
import yaml

from agentdesk.kb.saying import words_for_customer

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data"
HAN = re.compile(r"[一-鿿]")
LONG_NUMBER = re.compile(r"(?<![A-Za-z0-9*])(?:(?:86[- ]?)?1[3-9]\d{9}|\d{15,19}[Xx]?)(?![A-Za-z0-9*])")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
MASKED_PHONE = re.compile(r"1[3-9]\d\*{4}\d{4}|1380000xx\d\d")

Language = Literal["zh", "en"]


class Article(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of an article file and the text under it."""

    id: str
    title: str
    lang: Language
    tags: list[str]
    similar: list[str]
    body: str
    file: str


class Customer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who writes; all but the first three are told only where known."""

    id: str
    name: str
    tier: Literal["ordinary", "vip", "creator", "merchant"]
    phone: str = "138****0000"
    city: str = ""
    since: int = 2018
    followers: int = 0
    shop: str = ""


class Turn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"who": "from"}):
    """One message of a conversation."""

    who: Literal["customer", "agent", "bot"]
    text: str
    at_offset_s: int


class NextTurn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"who": "from"}):
    """What the customer will write once answered, or once left waiting."""

    who: Literal["customer"]
    after: Literal["answer", "wait"]
    delay_s: int
    text: str


class Conversation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a conversations file."""

    id: str
    lang: Language
    topic: str
    channel: Literal["chat", "phone", "email", "social", "app"]
    category: str | None
    right_team: str
    starts_s: int
    customer: Customer
    turns: list[Turn]
    handled_by: str | None = None
    rating: int | None = None
    next: list[NextTurn] = []

    @property
    def waits(self) -> bool:
        """True when the last word is the customer's."""
        return self.turns[-1].who == "customer"

    @property
    def texts(self) -> list[str]:
        """Everything anybody says in it, now or later."""
        return [turn.text for turn in self.turns] + [turn.text for turn in self.next]


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agent of the sample desk."""

    name: str
    display: str
    role: Literal["agent", "supervisor", "trainer", "lead", "admin"]
    teams: list[str]
    languages: list[Language]
    capacity: int


def read_article(path: Path) -> Article:
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return msgspec.convert({**yaml.safe_load(head), "body": body.strip(), "file": path.name}, Article)


def read_conversations(path: Path) -> list[Conversation]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Conversation) for line in lines]


ARTICLES = [read_article(path) for path in sorted((SAMPLE / "articles").glob("*.md"))]
CONVERSATIONS = [one for path in sorted((SAMPLE / "conversations").glob("*.jsonl")) for one in read_conversations(path)]
PEOPLE = msgspec.convert(yaml.safe_load((SAMPLE / "people.yaml").read_text("utf-8"))["agents"], list[Person])
TEAMS = {team["id"] for team in yaml.safe_load((ROOT / "rules" / "teams.yaml").read_text("utf-8"))["teams"]}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
each_conversation = pytest.mark.parametrize("talk", CONVERSATIONS, ids=lambda talk: talk.id)


def test_the_sample_desk_has_the_size_its_readme_tells() -> None:
    assert Counter(article.lang for article in ARTICLES) == {"zh": 30, "en": 14}
    assert Counter(talk.lang for talk in CONVERSATIONS) == {"zh": 45, "en": 21}
    assert Counter(talk.waits for talk in CONVERSATIONS) == {True: 46, False: 20}
    assert len(PEOPLE) == 12
    assert len(TEAMS) == 16


@pytest.mark.parametrize("ids", [[a.id for a in ARTICLES], [c.id for c in CONVERSATIONS], [p.name for p in PEOPLE]])
def test_every_id_is_given_once(ids: list[str]) -> None:
    assert len(set(ids)) == len(ids)


@each_article
def test_an_article_is_short_concrete_and_knows_past_questions(article: Article) -> None:
    assert article.file.startswith(article.id.lower() + "-")
    assert 3 <= len(article.similar) == len(set(article.similar)) <= 6
    assert 1 <= len(article.tags) == len(set(article.tags))
    assert 80 <= size(article) <= 300


def size(article: Article) -> int:
    """Give the Chinese characters of a Chinese body, the words of an English one."""
    return len(HAN.findall(article.body)) if article.lang == "zh" else len(article.body.split())


@each_article
def test_an_article_is_in_the_language_it_says(article: Article) -> None:
    assert bool(HAN.search(article.title)) is (article.lang == "zh")


@each_conversation
def test_a_conversation_runs_forward_and_begins_with_its_customer(talk: Conversation) -> None:
    times = [turn.at_offset_s for turn in talk.turns]
    assert times[0] == 0
    assert times == sorted(times)
    assert 4 <= len(talk.turns) <= 14
    assert talk.turns[0].who == "customer" or talk.channel == "phone"
    assert all(text.strip() for text in talk.texts)


@each_conversation
def test_what_lies_before_the_opening_is_over_by_then(talk: Conversation) -> None:
    assert talk.starts_s > 0 or talk.starts_s + talk.turns[-1].at_offset_s <= 0


@each_conversation
def test_a_waiting_customer_has_more_to_say_and_a_finished_one_was_served(talk: Conversation) -> None:
    if talk.waits:
        assert {turn.after for turn in talk.next} == {"answer", "wait"}
        assert all(turn.delay_s > 0 for turn in talk.next)
        assert talk.rating is None
    else:
        assert talk.next == []
        assert talk.handled_by is not None
        assert talk.rating in range(1, 6)


@each_conversation
def test_the_agent_and_the_team_named_exist(talk: Conversation) -> None:
    assert talk.right_team in TEAMS
    assert (talk.handled_by is not None) is any(turn.who == "agent" for turn in talk.turns)
    assert talk.handled_by in {None, *(person.name for person in PEOPLE)}


def test_one_customer_id_is_one_customer() -> None:
    seen: dict[str, Customer] = {}
    for talk in CONVERSATIONS:
        assert seen.setdefault(talk.customer.id, talk.customer) == talk.customer


def test_every_team_is_staffed_and_written_to() -> None:
    staff = Counter(team for person in PEOPLE for team in person.teams)
    assert set(staff) == TEAMS
    assert min(staff.values()) >= 2
    assert {talk.right_team for talk in CONVERSATIONS} >= TEAMS - {"privacy"}


def test_every_role_is_there_and_everybody_can_carry_something() -> None:
    assert {person.role for person in PEOPLE} == {"agent", "supervisor", "trainer", "lead", "admin"}
    assert all(person.capacity > 0 and person.languages for person in PEOPLE)


@each_conversation
def test_no_customer_can_be_called_or_written_to(talk: Conversation) -> None:
    assert MASKED_PHONE.fullmatch(talk.customer.phone)
    for text in talk.texts:
        assert not LONG_NUMBER.search(text)
        assert not E_MAIL.search(text)


@each_article
def test_no_article_holds_a_number_of_a_person(article: Article) -> None:
    assert not LONG_NUMBER.search(article.body)
    assert not E_MAIL.search(article.body)


@pytest.mark.parametrize("article", sorted((SAMPLE / "articles").glob("*.md")), ids=lambda file: file.stem)
def test_every_article_proposes_words_for_the_customer(article: Path) -> None:
    words = words_for_customer(article.read_text("utf-8").split("---\n", 2)[2])
    assert words
    assert not set(words) & set("“”")
