"""What happens next where anything may: dealt from a seed, so that a failure can be read and made shorter."""

from random import Random

import msgspec
from hypothesis import strategies as st

from agentdesk.clock import DAY, HOUR, MINUTE, SECOND
from agentdesk.model import Json
from tests.desk.everything import VERBS

OWNER = "owner"
"""Whoever follows the ticket."""
NAMES = ("ann", "bo", "cy")
DUTIES = ("online", "online", "busy", "break", "offline")
SCREENS = ("begin", "leave")


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A verb about a ticket: by whom, with whom, how old a version was seen, how much time passed before."""

    verb: str
    who: str
    other: int
    to: str
    wait: int
    stale: int | None
    door: int
    after: int
    back: bool
    """Whether it is taken back at once."""


class Deeds(msgspec.Struct, frozen=True, kw_only=True):
    """What people do to one of the tickets, one after the other."""

    ticket: int
    deeds: tuple[Deed, ...]


class Writes(msgspec.Struct, frozen=True, kw_only=True):
    """One of two customers writes or rates."""

    conversation: str
    text: str
    channel: str
    rating: int | None
    door: int

    @property
    def fields(self) -> Json:
        """What the channel says beside the text."""
        lang, customer = "en" if self.text == "hello" else "zh", "u1" if self.conversation < "c3" else "u2"
        said: Json = {"channel": self.channel, "lang": lang, "customer": {"id": customer}}
        return said | ({"rating": self.rating} if self.rating else {})


class Staffs(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody comes or goes, can do more or less, works here or not; or two customers turn out to be one."""

    what: str
    who: str
    other: str
    capacity: int


class Leads(msgspec.Struct, frozen=True, kw_only=True):
    """An act on many tickets, or about an incident; perhaps taken back at once."""

    what: str
    who: str
    team: str
    tag: str
    back: bool


class Passes(msgspec.Struct, frozen=True, kw_only=True):
    """Time passes."""

    duration: int


Step = Deeds | Writes | Staffs | Leads | Passes
MANY = ("rerouted", "tagged", "prioritised", "handed", "rebalanced")
INCIDENTS = ("open", "open", "open", "note", "joining", "answer", "answer and solve", "solve", "end")


def dealt(seed: bytes) -> Step:
    """Return the step of a seed."""
    random = Random(seed)
    kind = random.choices(("deeds", "writes", "staffs", "leads", "passes"), (8, 4, 2, 2, 2))[0]
    if kind == "deeds":
        deeds = tuple(_deed(random) for _ in range(random.choice((1, 2, 2, 3, 4))))
        return Deeds(ticket=random.choice((0, 0, 0, 1, 1, 2, 3, 4, 5)), deeds=deeds)
    if kind == "writes":
        return Writes(
            conversation=random.choice(("c1", "c2", "c3")),
            text=random.choice(("退款", "盗号", "投诉", "律师", "hello", "谢谢")),
            channel=random.choice(("web", "web", "chat")),
            rating=random.choice((None, None, None, None, 5)),
            door=random.randrange(2),
        )
    who, other = random.choice(NAMES), random.choice(NAMES)
    if kind == "staffs":
        what = random.choice((*DUTIES, *SCREENS, *SCREENS, "here", "here", "gone", "one customer"))
        return Staffs(what=what, who=who, other=other, capacity=random.randint(1, 3))
    if kind == "leads":
        return Leads(
            what=random.choice((*MANY, *INCIDENTS)),
            who=random.choice((who, "cy")),
            team=random.choice(("funds", "risk")),
            tag=random.choice(("退款", "盗号", "")),
            back=random.random() < 1 / 3,
        )
    return Passes(duration=random.choice((2 * SECOND, MINUTE, HOUR, 5 * HOUR, 25 * HOUR, 73 * HOUR, 8 * DAY)))


def _deed(random: Random) -> Deed:
    return Deed(
        verb=random.choice(list(VERBS)),
        who=random.choice((*NAMES, *3 * (OWNER,))),
        other=random.randrange(6),
        to=random.choice(NAMES),
        wait=random.choice((MINUTE, HOUR, 5 * HOUR)),
        stale=random.choice((None, None, None, 0, 1, 2)),
        door=random.randrange(2),
        after=random.choice((0, 0, 0, 0, 0, MINUTE, 2 * HOUR)),
        back=random.random() < 1 / 4,
    )


STEPS = st.binary(min_size=6, max_size=6).map(dealt)
