"""Who works at the desk."""

import msgspec

from agentdesk.model.words import LEADING


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """A person at the desk; `id` is opaque, `name` is what `--as` takes."""

    id: str
    version: int = 0
    name: str
    display: str = ""
    role: str = "agent"
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 6
    """Weighted tickets at a time, in all channels that have no room of their own."""
    rooms: dict[str, int] = {}
    """Weighted tickets at a time in single channels."""
    turn: int = 0
    """How often this agent pulled the next ticket; every fourth pull takes from the rest."""
    active: bool = True
    duty: str = ""
    """One of `Duty`; "" for who never said."""
    duty_since: int = 0
    """Since when, ms since the epoch."""
    break_asked: int | None = None
    """When a break was asked for that nobody granted yet."""
    given_at: int = 0
    """When the last ticket was taken or given: the longer ago, the longer idle."""

    @property
    def shown(self) -> str:
        """The name that colleagues read."""
        return self.display or self.name

    @property
    def leads(self) -> bool:
        """Whether broken promises are told to them, and other people's tickets are theirs to move."""
        return self.role in LEADING


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """A group of agents who take the same kind of ticket."""

    id: str
    version: int = 0
    name_zh: str = ""
    name_en: str = ""
    active: bool = True

    def shown(self, lang: str) -> str:
        """The team's name in `lang`, else in the other language, else its id."""
        first, second = (self.name_zh, self.name_en) if lang == "zh" else (self.name_en, self.name_zh)
        return first or second or self.id
