"""The `rules` sections: YAML into rules in visible order."""

from agentdesk.rules.contest import score_of
from agentdesk.rules.item import Item
from agentdesk.rules.problem import Place
from agentdesk.rules.read_conditions import ConditionReader
from agentdesk.rules.read_examples import ExampleReader, Mention, text_of
from agentdesk.rules.read_facts import valid
from agentdesk.rules.values import All, Effects, PerLanguage, Rule
from agentdesk.rules.vocabulary import (
    EFFECTS,
    MODES,
    MOST_POINTS,
    MOST_SCORE,
    PER_LANGUAGE,
    PRIORITIES,
    RULE,
)


class RuleReader:
    """Reads rules one section after the other and numbers them."""

    def __init__(self, conditions: ConditionReader) -> None:
        self._conditions = conditions
        self._ids: dict[str, Place] = {}
        self.rules: list[Rule] = []
        self.starts: list[Place] = []
        """Where each entry begins, those too that are no rule."""
        self.mentions: list[Mention] = []
        """Names that must be declared somewhere."""
        self.examples = ExampleReader(self.mentions)

    def read(self, section: Item) -> None:
        """Take in one `rules` section."""
        if not section.is_list:
            section.error("rules.expected_list")
            return
        for item in section.entries():
            self.starts.append(item.place)
            rule = self._rule(item)
            if rule is not None:
                self.rules.append(rule)

    def _rule(self, item: Item) -> Rule | None:
        fields = item.table(RULE)
        if not fields:
            return None
        for key in ("id", "when", "then"):
            if key not in fields:
                item.missing(key, RULE)
        rule_id = self._id(fields["id"]) if "id" in fields else None
        when = self._conditions.read(fields["when"]) if "when" in fields else None
        then = self._effects(fields["then"]) if "then" in fields else None
        mode = fields["mode"].choice(MODES) if "mode" in fields else "live"
        days = valid(fields["valid"]) if "valid" in fields else None
        group = text_of(fields, "group")
        contest, lead = text_of(fields, "contest"), _lead(fields)
        if contest and when is not None and score_of(when) is None:
            fields["contest"].error("rules.contest_score", id=rule_id or "")
        examples = self.examples.read(fields["tests"]) if "tests" in fields else ()
        words = {"owner": text_of(fields, "owner"), "reason": text_of(fields, "reason")}
        if rule_id is None or when is None or then is None or mode is None:
            return None
        return Rule(
            number=len(self.rules) + 1,
            id=rule_id,
            when=All((when, days), when.place) if days else when,
            then=then,
            place=item.place,
            group=group,
            contest=contest,
            lead=lead,
            mode=mode,
            examples=examples,
            **words,
        )

    def _id(self, item: Item) -> str | None:
        value = item.text()
        if value is None:
            return None
        if value in self._ids:
            item.error("rules.id_twice", id=value, place=str(self._ids[value]))
            return None
        self._ids[value] = item.place
        return value

    def _effects(self, item: Item) -> Effects | None:
        fields = item.table(EFFECTS)
        if not fields:
            if item.is_table and not item.node.value:
                item.error("rules.no_effect")
            return None
        return Effects(
            tags=fields["tags"].texts() if "tags" in fields else (),
            untags=fields["untag"].texts() if "untag" in fields else (),
            points=(fields["points"].number(-MOST_POINTS, MOST_POINTS) or 0) if "points" in fields else 0,
            priority=(fields["priority"].choice(PRIORITIES) or "") if "priority" in fields else "",
            sla=self._mention(fields, "sla"),
            route=self._mention(fields, "route"),
            articles=fields["article"].texts() if "article" in fields else (),
            replies=self._names(fields, "reply"),
            auto_reply=self._mention(fields, "auto_reply"),
            skills=fields["skill"].texts() if "skill" in fields else (),
            checks=self._names(fields, "check"),
            flag=per_language(fields["flag"]) if "flag" in fields else PerLanguage(),
            avoid_accused=bool(fields["avoid_accused"].truth()) if "avoid_accused" in fields else False,
        )

    def _mention(self, fields: dict[str, Item], key: str) -> str:
        name = text_of(fields, key)
        if name:
            self.mentions.append((key, name, fields[key]))
        return name

    def _names(self, fields: dict[str, Item], key: str) -> tuple[str, ...]:
        if key not in fields:
            return ()
        entries = [(item.text(), item) for item in fields[key].entries()]
        self.mentions += [(key, name, item) for name, item in entries if name]
        return tuple(name for name, _ in entries if name)


def per_language(item: Item) -> PerLanguage:
    """Return a sentence given once, or once a language."""
    if not item.is_table:
        text = item.text() or ""
        return PerLanguage(text, text)
    fields = item.table(PER_LANGUAGE)
    texts = {name: value.text() or "" for name, value in fields.items()}
    return PerLanguage(texts.get("zh", ""), texts.get("en", ""))


def _lead(fields: dict[str, Item]) -> float:
    if "lead" not in fields:
        return 0.0
    if "contest" not in fields:
        fields["lead"].error("rules.lead_contest")
    return fields["lead"].decimal(0, MOST_SCORE) or 0.0
