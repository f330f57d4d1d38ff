"""Labelled messages into rule files."""

from collections.abc import Sequence

from agentdesk.rules.learning.labelled import Labelled
from agentdesk.rules.learning.model import bags_of, require, train
from agentdesk.rules.learning.sure import Sure, sure_by_tag
from agentdesk.rules.learning.write import file_names, file_text

CONTEST = "learned"


def learn(
    messages: Sequence[Labelled], terms: int | None = None, contest: str = CONTEST, lang: str = "en"
) -> dict[str, str]:
    """Return rule files (name to text), one a tag, with at most `terms` words each; the rules compete in `contest`.

    Applied tags are right in nine of ten cases, by a cross-validation inside `messages`; below they are suggested.
    Raises `Refusal` where the extra `agentdesk[learn]` is missing.
    """
    require()
    labels = [message.label.strip() for message in messages]
    bags = bags_of([message.text for message in messages])
    model = train(bags, labels, terms)
    sure = sure_by_tag(bags, labels, terms)
    names = file_names(model.tags)
    files = {
        names[tag]: file_text(tag, contest, model.words(number), sure.get(tag, Sure()), lang)
        for number, tag in enumerate(model.tags)
    }
    return {name: text for name, text in files.items() if text}
