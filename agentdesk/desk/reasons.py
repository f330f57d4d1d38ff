"""What the rules said of a message, in one line, from the brief that is kept of each rule set: nothing is compiled."""

from agentdesk.model import Verdict
from agentdesk.store.protocol import Reader


def reason_line(reader: Reader, verdict: Verdict, lang: str) -> str:
    """Return one line: which rules matched, their points, and where they route."""
    rules = reader.rules_brief(verdict.rules).rules
    known = (rules[hit.rule - 1] for hit in verdict.hits if hit.rule <= len(rules))
    names = [f"{rule} {points:+d}" if points else rule for rule, points in known]
    if not names:
        return ""
    route = next((team for team in reader.teams() if team.id == verdict.route), None)
    arrow = f" → {route.shown(lang)}" if route else ""
    return " · ".join(names) + arrow
