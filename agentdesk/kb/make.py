"""An article of what a file says, whatever the file's form."""

from agentdesk.model import Article
from agentdesk.rules.item import keys

FIELDS = keys("id 编号", "title 标题", "body 正文", "lang 语言", "tags 标签", "similar 相似问法")
"""Names of the fields that we know, in English and Chinese; all others are kept in `Article.extra`."""
TEXTS = ("id", "title", "body", "lang")
LISTS = ("tags", "similar")


def make_article(texts: dict[str, str], lists: dict[str, tuple[str, ...]], extra: dict[str, object]) -> Article:
    """Return the article, with blanks around its texts gone, so that reading what was written gives the same again."""
    return Article(
        id=texts.get("id", "").strip(),
        title=texts.get("title", "").strip(),
        body=texts.get("body", "").replace("\r\n", "\n").replace("\r", "\n").strip(),
        lang=texts.get("lang", "").strip(),
        extra=extra,
        tags=_kept(lists.get("tags", ())),
        similar=_kept(lists.get("similar", ())),
    )


def _kept(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.strip() for entry in entries if entry.strip()))
