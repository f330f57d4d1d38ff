"""What a shift is made of: who and how many, from when to when, and what goes wrong."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

ZONE: Final = "Asia/Shanghai"
"""The zone of the rules that ship."""
WORKING_DAY: Final = "2026-11-25"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be played."""

    seed: int = 1
    agents: int = 12
    customers: int = 3_000
    start: str = "14:00"
    """In the desk's zone, as the incident's time is."""
    hours: int = 8
    incident: str | None = "20:00"
    """When live streams break down; None for a quiet evening."""
    rush: int = 240
    """Customers who write about it, besides the others."""
    yesterday: bool = True
    """Whether the desk has lived through the same hours of the day before, so that it knows what is usual."""

    def moment(self, time: str) -> int:
        """Return a time of the day in ms since the epoch. Raises ValueError for what is none."""
        return int(datetime.fromisoformat(f"{WORKING_DAY} {time}").replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)
