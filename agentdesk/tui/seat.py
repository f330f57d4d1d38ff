"""Who sits at the screen, at which desk, in which language: what every pane needs to know."""

from datetime import tzinfo
from typing import TYPE_CHECKING

from agentdesk.model import Agent, Author, Team, Ticket
from agentdesk.text import Safe, safe_line
from agentdesk.tui.look import Look
from agentdesk.tui.moments import wake
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.tui.dialogs.chooser import Chosen

ACTORS = frozenset({"customer", "rules", "keeper", "system", "import", "bot"})
"""Those in the journal who are no persons of the desk."""


class Seat:
    """What panes share; `look` changes when the person asks for another."""

    def __init__(self, desk: "Desk", me: Agent, lang: str, look: Look, zone: tzinfo | None = None) -> None:
        self.desk = desk
        self.me = me
        self.lang = lang
        self.look = look
        self.zone = zone
        """The zone that times are shown in; None for the machine's own."""
        self.teams: dict[str, Team] = {}
        self.agents: dict[str, Agent] = {}
        self.called: dict[str, str] = {}
        """What tags and rules are called in the person's language, where that is another name than their own."""
        self.answer: tuple[str, Chosen] | None = None
        """The title of the dialog that was answered last, and the answer, until it is acted on."""
        self.unsaid: dict[str, Chosen] = {}
        """Answers to dialogs that the desk refused, by their titles: they stand there when the same is asked again."""

    def now(self) -> int:
        """The desk's present moment."""
        return self.desk.clock.now()

    def moment(self, moment: int, at: int) -> str:
        """Return a moment as it is told at another one: the time of day, or how far it is."""
        return wake(moment, at, self.zone)

    def known(self, agents: tuple[Agent, ...], teams: tuple[Team, ...], called: dict[str, str]) -> None:
        """Learn the names of who works here, and what tags and rules are called."""
        self.called = called
        self.agents = {agent.id: agent for agent in agents}
        self.teams = {team.id: team for team in teams}

    def name(self, actor: str | None) -> Safe:
        """Return who that is, as colleagues say."""
        if not actor:
            return tell("nobody", self.lang)
        if actor in ACTORS:
            return tell(f"actor.{actor}", self.lang)
        agent = self.agents.get(actor)
        return safe_line(agent.shown if agent else actor)

    def team(self, team: str | None) -> Safe:
        """Return a team's name."""
        if not team:
            return tell("no_team", self.lang)
        found = self.teams.get(team)
        return safe_line(found.shown(self.lang) if found else team)

    def tag(self, tag: str) -> Safe:
        """Return what a tag or a rule is called."""
        return safe_line(self.called.get(tag, tag))

    def writer(self, author: str, agent: str | None, ticket: Ticket) -> Safe:
        """Return who wrote a message."""
        if author == Author.CUSTOMER:
            return safe_line(ticket.customer_name or f"#{ticket.customer}")
        if author == Author.BOT:
            return tell("actor.bot", self.lang)
        return self.name(agent) if agent else tell("actor.system", self.lang)
