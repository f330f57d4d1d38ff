"""The filter language: `team:退款 tag:投诉 wait>30m` into a typed filter, and that into what the store is asked."""

from typing import TYPE_CHECKING

from agentdesk.desk.filter.filter import Filter, Term
from agentdesk.lazy import lazily

if TYPE_CHECKING:
    from agentdesk.desk.filter.hints import unknown_tag
    from agentdesk.desk.filter.names import Names
    from agentdesk.desk.filter.reading import FilterError, read_filter

_HOMES = {"FilterError": "reading", "Names": "names", "read_filter": "reading", "unknown_tag": "hints"}
"""Where each name lives that is loaded when it is first asked for."""

__all__ = ["Filter", "FilterError", "Names", "Term", "read_filter", "unknown_tag"]

__getattr__ = lazily("agentdesk.desk.filter", _HOMES)
