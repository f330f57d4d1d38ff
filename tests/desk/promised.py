"""Words for the examples of promises: time passes, what happened to them, how one stands."""

from agentdesk.desk import Keeper
from agentdesk.promises.clocks import ClockLine
from agentdesk.promises.target import Kind
from tests.desk.desks import Floor


def later(floor: Floor, duration: int, keeper: Keeper | None = None) -> None:
    """Time passes, and the keeper looks."""
    floor.clock.advance(duration)
    assert (keeper or Keeper(floor.desk, "test")).tick()


def told(floor: Floor, number: int) -> list[tuple[str, str]]:
    """What happened to a ticket's promises: kind of the event, and which promise."""
    return [
        (e.kind, e.data["kind"]) for e in floor.events(number) if e.kind.startswith("promise.") and "kind" in e.data
    ]


def line(floor: Floor, number: int, kind: Kind) -> ClockLine:
    """How one promise of a ticket stands."""
    return next(one for one in floor.desk.clocks(number) if one.kind == kind)
