"""A rule set as the desk keeps it."""

import msgspec


class RuleBrief(msgspec.Struct, frozen=True):
    """What a screen needs of a rule set without compiling it."""

    zone: str = "Asia/Shanghai"
    """The desk's zone: times are shown in it."""
    rules: tuple[tuple[str, int], ...] = ()
    """Id and points of each rule, by number; the first is number 1."""
    flags: dict[int, tuple[str, str]] = {}
    """Sentences for the agent in Chinese and English, by the number of the rule."""
    checks: dict[str, tuple[str, str]] = {}
    """Entries of checklists in Chinese and English, by id."""
    names: dict[str, tuple[str, str]] = {}
    """What tags and rules are called in Chinese and English, where that is another name than their own."""

    def called(self, name: str, lang: str) -> str:
        """Return what a tag or a rule is called in a language."""
        zh, en = self.names.get(name, ("", ""))
        return (zh if lang == "zh" else en) or name


class RuleSetInForce(msgspec.Struct, frozen=True, kw_only=True):
    """A rule set that was applied, with its text."""

    version: int
    """Version of the stream "rules"."""
    hash: str
    files: dict[str, str]
    actor: str
    at: int
    why: str = ""
