"""An explanation as plain lines, in the reader's language."""

from collections.abc import Iterator

from agentdesk.lang import Message, say
from agentdesk.rules.explanation import Explanation, RuleReport
from agentdesk.rules.findings import Finding
from agentdesk.rules.problem import escaped, shown

MOST_BESIDE = 30
"""Characters that are shown on each side of a mark in a long message."""


def explanation_lines(explanation: Explanation, lang: str, rule_id: str = "") -> list[str]:
    """Return the lines of an explanation, without line ends.

    The rules that matched are told in full, those that something in the text speaks for with what kept them away, the
    others are counted. With `rule_id` only that rule is told, in full; raises KeyError when there is no such rule.
    """
    if rule_id:
        report = explanation.report(rule_id)
        if report is None:
            raise KeyError(rule_id)
        return list(_rule(report, explanation, lang))
    return list(_all(explanation, lang))


def _all(explanation: Explanation, lang: str) -> Iterator[str]:
    matched = [report for report in explanation.rules if report.matched]
    near = [report for report in explanation.rules if not report.matched and report.touched() and report.mode != "off"]
    if not explanation.same:
        yield say(Message("rules.text_changed"), lang)
    if any(report.finding.found() for report in matched):
        yield _marked(explanation)
    for report in matched:
        yield from _rule(report, explanation, lang)
    if not matched:
        yield say(Message("rules.text_none"), lang)
    yield from _sums(explanation, lang)
    yield from _outcome(explanation, lang)
    for report in near:
        yield from _near(report, explanation, lang)
    others = len(explanation.rules) - len(matched) - len(near)
    if others:
        yield say(Message("rules.text_others", {"count": others}), lang)


def _marked(explanation: Explanation) -> str:
    """Return the message as written, what the matching rules found in it in brackets; of a long one the places."""
    text, spans = explanation.text, explanation.found()
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [_between(text[at:start], not parts, last=False), "【", escaped(text[start:end]), "】"]
        at = end
    return "".join((*parts, _between(text[at:], first=False, last=True)))


def _between(text: str, first: bool, last: bool) -> str:
    """Return what stands between two marks, of which only the ends are of interest."""
    line = " ".join(text.split("\n"))
    if len(line) <= 2 * MOST_BESIDE:
        return escaped(line)
    head = "" if first else line[:MOST_BESIDE]
    tail = "" if last else line[-MOST_BESIDE:]
    return escaped(f"{head}…{tail}")


def _rule(report: RuleReport, explanation: Explanation, lang: str) -> Iterator[str]:
    code = "rules.text_rule" if report.matched else "rules.text_no_rule"
    head = say(Message(code, {"id": shown(explanation.called(report.id, lang))}), lang)
    mode = "" if report.mode == "live" else " – " + say(Message(f"rules.mode_{report.mode}"), lang)
    points = f"  {report.points:+d}" if report.points and report.matched else ""
    yield f"{head}{points}{mode}"
    yield from _finding(report.finding, lang, 1)


def _finding(finding: Finding, lang: str, depth: int) -> Iterator[str]:
    sign = "✓" if finding.holds == finding.wanted else "✗"
    yield f"{'  ' * depth}{sign} {say(finding.asks, lang)} – {say(finding.saw, lang)}"
    for part in finding.parts:
        yield from _finding(part, lang, depth + 1)


def _sums(explanation: Explanation, lang: str) -> Iterator[str]:
    for group in explanation.groups:
        names = ", ".join(shown(explanation.called(explanation.rules[number - 1].id, lang)) for number in group.rules)
        code = "rules.text_group_capped" if group.sum != group.counted else "rules.text_group"
        params: dict[str, str | int] = {"rules": names, "sum": f"{group.sum:+d}", "points": f"{group.counted:+d}"}
        yield say(Message(code, {**params, "group": shown(group.group)}), lang)


def _outcome(explanation: Explanation, lang: str) -> Iterator[str]:
    verdict = explanation.verdict

    def called(*names: str) -> str:
        return escaped(", ".join(explanation.called(name, lang) for name in names))

    by_points = say(Message(f"rules.priority_{explanation.by_points}"), lang)
    params: dict[str, str | int] = {"points": verdict.points, "priority": by_points}
    yield say(Message("rules.text_points", params), lang)
    if verdict.priority != explanation.by_points:
        priority = say(Message(f"rules.priority_{verdict.priority}"), lang)
        yield say(Message("rules.text_floor", {"priority": priority}), lang)
    if verdict.tags:
        yield say(Message("rules.text_tags", {"tags": called(*verdict.tags)}), lang)
    for name in ("untags", "skills", "checks"):
        if values := getattr(verdict, name):
            yield say(Message(f"rules.text_{name}", {"values": called(*values)}), lang)
    if verdict.auto:
        yield say(Message("rules.text_auto", {"reply": shown(verdict.auto)}), lang)
    if verdict.suggested:
        yield say(Message("rules.text_suggested", {"tags": called(*verdict.suggested)}), lang)
    if verdict.sla:
        yield say(Message("rules.text_sla", {"sla": shown(verdict.sla)}), lang)
    rivals = explanation.rivals()
    if rivals:
        yield say(Message("rules.text_route", {"team": verdict.route, "id": called(rivals[0].id)}), lang)
    for rival in rivals[1:]:
        yield say(Message("rules.text_rival", {"team": rival.route, "id": called(rival.id)}), lang)
    for number in verdict.flags:
        yield "⚑ " + escaped(explanation.rules[number - 1].flag.in_language(lang))


def _near(report: RuleReport, explanation: Explanation, lang: str) -> Iterator[str]:
    yield say(Message("rules.text_no_rule", {"id": shown(explanation.called(report.id, lang))}), lang)
    for finding in report.failing():
        asks = say(finding.asks, lang)
        if not finding.wanted:
            asks = say(Message("rules.text_unwanted", {"asks": asks}), lang)
        yield f"  ✗ {asks} – {say(finding.saw, lang)}"
