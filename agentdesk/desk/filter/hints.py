"""What may be wrong with a filter that is right but finds nothing."""

from agentdesk.desk.filter.filter import Filter
from agentdesk.desk.filter.names import Names
from agentdesk.lang import Message


def unknown_tag(asked: Filter, names: Names) -> Message | None:
    """Return the sentence about a tag that no ticket carries, with the nearest that one does; None for none such."""
    from agentdesk.desk.nearest import nearest_word

    for term in asked.terms:
        for value in term.values if term.key == "tag" and not term.negated else ():
            if isinstance(value, str) and value not in names.tags and (near := nearest_word(value, names.all_tags())):
                return Message("filter.no_tag", {"name": value, "near": near})
    return None
