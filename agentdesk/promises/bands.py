"""The colour bands of a running promise: calm, amber, red, late. Where they begin is written in the promise table."""

from collections.abc import Sequence
from typing import Final

import msgspec

from agentdesk.clock.moment import MINUTE
from agentdesk.model.ticket import Band
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.deadlines import Running
from agentdesk.promises.steps import Warn, moment_of


class Bands(msgspec.Struct, frozen=True):
    """At which distance from its deadline a promise turns amber, and at which red; None: not before it is broken."""

    amber: Warn | None = None
    red: Warn | None = None


USUAL: Final = Bands(amber=Warn(before=15 * MINUTE))
"""The bands of a row that neither names any nor warns."""
HALF: Final = Warn(share=50)
"""Where a promise turns amber that is shorter than every distance given."""


def band_of(clock: Running, bands: Bands | None, warns: Sequence[Warn], calendar: Calendar) -> Band:
    """When a clock turns amber and red.

    Without `bands` it is amber from its first warning on, and red from its last one where it has several.
    """
    named = bands or (None if warns else USUAL)
    if named is None:
        moments = sorted(at for warn in warns if (at := _begins(clock, calendar, warn)) is not None)
        amber, red = (moments[0] if moments else None), (moments[-1] if len(moments) > 1 else None)
    else:
        amber, red = (_begins(clock, calendar, warn) if warn else None for warn in (named.amber, named.red))
    late = clock.due + 1
    if amber is None and red is None and (named is None or named.amber is not None):
        amber = _begins(clock, calendar, HALF)
    red = late if red is None else red
    return Band(clock.kind.value, red if amber is None else min(amber, red), red)


def _begins(clock: Running, calendar: Calendar, warn: Warn) -> int | None:
    """When a clock comes to a distance; None where the promise is no longer than that."""
    at = moment_of(clock, calendar, warn)
    return at if at is not None and clock.start < at <= clock.due else None
