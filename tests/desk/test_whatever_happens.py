"""Whatever customers, agents, those who lead, lost screens and time do with every verb there is: the laws hold."""

import importlib
import pkgutil

from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.desk import Command, verbs
from tests.desk.everything import ELSEWHERE
from tests.desk.steps import STEPS, Step
from tests.desk.world import GIVEN, World


def test_every_verb_is_given_here_or_tested_elsewhere() -> None:
    modules = [importlib.import_module(f"{verbs.__name__}.{one.name}") for one in pkgutil.iter_modules(verbs.__path__)]
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    commands = {kind.__name__ for kind in kinds if issubclass(kind, Command) and kind is not Command}
    assert commands == {kind.__name__ for kind in GIVEN} | ELSEWHERE.keys()


@settings(max_examples=45)
@given(steps=st.lists(STEPS, min_size=25, max_size=35))
def test_the_laws_hold(steps: list[Step]) -> None:
    with World.begun() as world:
        world.check()
        for step in steps:
            world.take(step)
            world.check()
