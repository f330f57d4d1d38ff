"""The small sections: caps, levels, teams, canned replies, names."""

from agentdesk.rules.item import Item
from agentdesk.rules.problem import Place
from agentdesk.rules.read_rules import per_language
from agentdesk.rules.values import Check, PerLanguage, Reply, TeamEntry
from agentdesk.rules.vocabulary import CHECK, LEVELS, PRIORITIES, REPLY, TEAM

MOST_CAP = 10_000


class DeskReader:
    """Gathers the small sections of all files; what is declared twice is an error."""

    def __init__(self) -> None:
        self.caps: dict[str, int] = {}
        self.cap_items: dict[str, Item] = {}
        """Where each cap was named."""
        self.levels: dict[str, int] = {}
        self.teams: dict[str, TeamEntry] = {}
        self.replies: dict[str, Reply] = {}
        self.checks: dict[str, Check] = {}
        self.names: dict[str, PerLanguage] = {}
        """What tags and rules are called."""
        self._places: dict[tuple[str, str], Place] = {}

    def read_caps(self, section: Item) -> None:
        """Take in the most points each group may add."""
        for key, value in section.pairs():
            cap = value.number(0, MOST_CAP)
            if cap is not None and self._once("cap", key.raw.strip(), key):
                self.caps[key.raw.strip()] = cap
                self.cap_items[key.raw.strip()] = key

    def read_levels(self, section: Item) -> None:
        """Take in the least points of each priority."""
        for name, value in section.table(PRIORITIES).items():
            points = value.number(-MOST_CAP, MOST_CAP)
            if points is not None and self._once("level", name, value):
                self.levels[name] = points
        settled = self.settled_levels()
        points_down = [settled[name] for name in LEVELS]
        if points_down != sorted(points_down, reverse=True):
            section.error("rules.levels_order")

    def settled_levels(self) -> dict[str, int]:
        """Return the least points of all four priorities, most urgent first."""
        return {name: self.levels.get(name, points) for name, points in LEVELS.items()}

    def read_teams(self, section: Item) -> None:
        """Take in the teams that routes may name."""
        for item in section.entries():
            fields = item.table(TEAM)
            team_id = self._id("team", item, fields)
            if team_id is not None:
                name = per_language(fields["name"]) if "name" in fields else PerLanguage(team_id, team_id)
                takes = fields["takes"].texts() if "takes" in fields else ()
                self.teams[team_id] = TeamEntry(team_id, name, takes, item.place)

    def read_replies(self, section: Item) -> None:
        """Take in canned replies."""
        for item in section.entries():
            fields = item.table(REPLY)
            reply_id = self._id("reply", item, fields)
            if reply_id is None:
                continue
            if "text" not in fields:
                item.missing("text", REPLY)
                continue
            title = per_language(fields["title"]) if "title" in fields else PerLanguage(reply_id, reply_id)
            tags = fields["tags"].texts() if "tags" in fields else ()
            self.replies[reply_id] = Reply(reply_id, title, per_language(fields["text"]), tags, item.place)

    def read_checks(self, section: Item) -> None:
        """Take in what checklists may hold."""
        for item in section.entries():
            fields = item.table(CHECK)
            check_id = self._id("check", item, fields)
            if check_id is not None:
                text = per_language(fields["text"]) if "text" in fields else PerLanguage(check_id, check_id)
                self.checks[check_id] = Check(check_id, text, item.place)

    def read_names(self, section: Item) -> None:
        """Take in what tags and rules are called, in English where one name is given; no two may be called alike."""
        for key, value in section.pairs():
            name = per_language(value) if value.is_table else PerLanguage(en=value.text() or "")
            if self._once("name", key.raw.strip(), key):
                self.names[key.raw.strip()] = name
                for called in {name.zh.casefold(), name.en.casefold()} - {""}:
                    self._once("called", called, value)

    def _id(self, kind: str, item: Item, fields: dict[str, Item]) -> str | None:
        if "id" not in fields:
            if item.is_table:
                item.missing("id", REPLY)
            return None
        name = fields["id"].text()
        return name if name is not None and self._once(kind, name, fields["id"]) else None

    def _once(self, kind: str, name: str, item: Item) -> bool:
        earlier = self._places.get((kind, name))
        if earlier is not None:
            item.error("rules.id_twice", id=name, place=str(earlier))
            return False
        self._places[kind, name] = item.place
        return True
