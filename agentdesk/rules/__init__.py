"""Rules as text: YAML into a rule set; a rule set judges a message into a verdict with reasons.

Light to import: the matchers and the YAML reader load when the first rule set is read.
"""

from typing import TYPE_CHECKING

from agentdesk.lazy import lazily
from agentdesk.rules.facts import Facts
from agentdesk.rules.problem import Place, Problem, Problems, RuleErrors

if TYPE_CHECKING:
    from agentdesk.rules.explanation import Explanation, RuleReport, explain, explain_verdict
    from agentdesk.rules.explanation_text import explanation_lines
    from agentdesk.rules.folder import read_folder
    from agentdesk.rules.item import Item
    from agentdesk.rules.reading import SectionReader, check, parse
    from agentdesk.rules.ruleset import RuleSet, hash_of
    from agentdesk.rules.trial import TestResult, run_tests

_HOMES = {
    "Explanation": "explanation",
    "Item": "item",
    "RuleReport": "explanation",
    "RuleSet": "ruleset",
    "SectionReader": "reading",
    "TestResult": "trial",
    "check": "reading",
    "explain": "explanation",
    "explain_verdict": "explanation",
    "explanation_lines": "explanation_text",
    "hash_of": "ruleset",
    "parse": "reading",
    "read_folder": "folder",
    "run_tests": "trial",
}
"""Where each name lives that is loaded when it is first asked for."""

__all__ = [
    "Explanation",
    "Facts",
    "Item",
    "Place",
    "Problem",
    "Problems",
    "RuleErrors",
    "RuleReport",
    "RuleSet",
    "SectionReader",
    "TestResult",
    "check",
    "explain",
    "explain_verdict",
    "explanation_lines",
    "hash_of",
    "parse",
    "read_folder",
    "run_tests",
]

__getattr__ = lazily("agentdesk.rules", _HOMES)
