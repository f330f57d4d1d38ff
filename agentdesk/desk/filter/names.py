"""Who and what can be named in a filter: the teams, the people, the one who asks."""

from typing import Final

import msgspec

from agentdesk.model import Agent, Team

PART: Final = 2
"""So many characters of a team's name may stand for it."""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The names of a desk as they are now."""

    teams: tuple[Team, ...] = ()
    agents: tuple[Agent, ...] = ()
    me: Agent | None = None
    """Whom `owner:me` and `team:mine` mean."""
    tags: tuple[str, ...] = ()
    """Tags that tickets carry: to be offered, and no others are wrong."""

    called: dict[str, tuple[str, str]] = {}
    """What tags are called in Chinese and English, where that is another name than their own."""

    def tag(self, name: str) -> str:
        """Return the tag of this name, which may be one that it is called by; whatever else it is, that itself."""
        wanted = name.casefold()
        if name in self.tags or name in self.called:
            return name
        return next((tag for tag, names in self.called.items() if wanted in map(str.casefold, names)), name)

    def all_tags(self) -> tuple[str, ...]:
        """Return the tags that tickets carry, and whatever else they are called."""
        return (*self.tags, *(name for tag in self.tags for name in self.called.get(tag, ()) if name))

    def tag_names(self, lang: str) -> tuple[tuple[str, str], ...]:
        """Return what tags are called in a language, each with the tag itself where that is another name."""
        place = 0 if lang == "zh" else 1
        shown = ((self.called.get(tag, ("", ""))[place] or tag, tag) for tag in self.tags)
        return tuple((name, tag if name != tag else "") for name, tag in shown)

    def team(self, name: str) -> str | None:
        """Return the id of the team of this id or name, or of the only one whose name holds that; None for no such."""
        wanted = name.casefold()
        called = {team.id: tuple(map(str.casefold, (team.id, team.name_zh, team.name_en))) for team in self.teams}
        holding = []
        for team, names in called.items():
            if wanted in names:
                return team
            if len(wanted) >= PART and any(wanted in one for one in names):
                holding.append(team)
        return holding[0] if len(holding) == 1 else None

    def agent(self, name: str) -> str | None:
        """Return the id of the agent of this name, shown name or id, None when there is none."""
        wanted = name.casefold()
        for agent in self.agents:
            if wanted in (agent.name.casefold(), agent.display.casefold(), agent.id.casefold()):
                return agent.id
        return None

    def team_names(self, lang: str = "") -> tuple[str, ...]:
        """Return what teams are called in a language, or all their names."""
        if lang:
            return tuple(team.shown(lang) for team in self.teams if team.active)
        return tuple(dict.fromkeys(name for t in self.teams for name in (t.name_zh, t.name_en, t.id) if name))

    def agent_names(self) -> tuple[str, ...]:
        """Return what people are called."""
        found = (name for agent in self.agents if agent.active for name in (agent.shown, agent.name))
        return tuple(dict.fromkeys(found))
