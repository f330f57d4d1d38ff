"""Real time and virtual time behind one face; ids and chance are injected the same way.

A moment is an `int`: milliseconds since the epoch, UTC. Decisions never read a clock, they are given `now`.
"""

from agentdesk.clock.chance import Chance, SeededChance, SystemChance
from agentdesk.clock.clock import Clock, SystemClock, VirtualClock
from agentdesk.clock.moment import DAY, HOUR, MINUTE, SECOND, from_iso, to_datetime, to_iso

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "Chance",
    "Clock",
    "SeededChance",
    "SystemChance",
    "SystemClock",
    "VirtualClock",
    "from_iso",
    "to_datetime",
    "to_iso",
]
