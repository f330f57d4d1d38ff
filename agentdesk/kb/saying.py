"""What of an article is for the customer: the words it proposes to say; the rest guides the agent."""

import re

_PARAGRAPH = re.compile(r"\n\s*\n")
_LABEL = re.compile(r"\W*(?:怎么说|怎么回|话术|say|what to say|tell the customer)\W{0,3}[：:]", re.IGNORECASE)
_QUOTED = re.compile('“([^”]+)”|「([^」]+)」|"([^"]+)"')
_NEVER = re.compile(r"(?:不说|不要说|别说|不能说|never:?|not|don't say|do not say)\s*$", re.IGNORECASE)


def words_for_customer(body: str) -> str:
    """Return what an article proposes to say, "" where it proposes nothing.

    That is what stands in quotation marks in a paragraph that begins with «怎么说：», «话术：», «Say:» or
    «What to say:» (bold or not), without what the paragraph says not to say; several are lines of their own.
    """
    labelled = ((paragraph, _LABEL.match(paragraph)) for paragraph in _PARAGRAPH.split(body))
    return "\n".join(
        next(filter(None, quote.groups())).strip()
        for paragraph, label in labelled
        if label is not None
        for quote in _QUOTED.finditer(paragraph, label.end())
        if not _NEVER.search(paragraph[: quote.start()])
    )
