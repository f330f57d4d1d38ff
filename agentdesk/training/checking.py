"""Checking session files: can they be read, do they name what is there, does the desk do what they say."""

from collections.abc import Mapping
from pathlib import Path

from agentdesk.rules.problem import Problem, Problems
from agentdesk.training.reading import Known, check_known, read_session
from agentdesk.training.replay import Replay
from agentdesk.training.session import Session


def check_file(path: Path, *, files: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a session file, by place; OSError when it cannot be read.

    A session that can be read is played once: a move that the desk refuses is a warning at its place.
    """
    problems = Problems()
    session = read_session(path, problems)
    if session is not None and not problems.errors():
        refused = _refused(session, problems, files)
        return tuple(sorted((*problems.sorted(), *refused), key=lambda problem: problem.place))
    return problems.sorted()


def _refused(session: Session, problems: Problems, files: Mapping[str, str] | None) -> list[Problem]:
    """Play the session; note what the desk does not know, and return what it refused."""
    refused: list[Problem] = []
    replay = Replay(session, files=files)
    try:
        desk = replay.desk
        known = Known(
            frozenset(team.id for team in desk.teams()),
            frozenset(article.id for article in desk.reader().articles()),
            frozenset(agent.name for agent in desk.agents()),
        )
        check_known(session, known, problems)
        if problems.errors():
            return []
        while (step := replay.step()) is not None:
            if step.refused is not None:
                place = session.places[step.number - 1]
                refused.append(Problem(place, step.refused, "warning"))
    finally:
        replay.close()
    return refused
