"""What channels and importers hand in: messages and conversations, as JSON, with everything we do not know kept."""

from typing import Any

import msgspec

from agentdesk.lang import Refusal, Why
from agentdesk.model import Json

MOST_TEXT = 20_000_000
"""Characters of one message that are still taken in."""


class InboundCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes, as the channel knows the person."""

    id: str = ""
    name: str = ""
    tier: str = ""
    attributes: dict[str, str] = {}


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """One message as a channel delivers it; `extra` is what we do not know, kept as it came."""

    id: str = ""
    channel: str = "other"
    customer: InboundCustomer = InboundCustomer()
    conversation: str = ""
    category: str = ""
    subject: str = ""
    lang: str = ""
    text: str = ""
    at: int | None = None
    author: str = "customer"
    """"customer", or "bot" for what the channel's bot answered before us."""
    attachments: tuple[Json, ...] = ()
    rating: int | None = None
    """How satisfied the customer is, 1 to 5; the text is then their comment."""
    extra: Json = {}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a conversation that is brought in as history."""

    author: str
    text: str
    at: int | None = None
    extra: Json = {}


class InboundConversation(msgspec.Struct, frozen=True, kw_only=True):
    """A whole conversation from another desk."""

    id: str
    lang: str = ""
    topic: str = ""
    channel: str = "other"
    category: str = ""
    customer: InboundCustomer = InboundCustomer()
    turns: tuple[Turn, ...] = ()
    timed: bool = False
    """Whether the turns' times are real ones."""
    source: str = ""
    """The desk that it comes from, where several are brought in whose ids collide."""
    extra: Json = {}


_CUSTOMER = {"id", "name", "tier", "attributes"}
_MESSAGE = {
    "id",
    "channel",
    "customer",
    "conversation",
    "category",
    "subject",
    "lang",
    "text",
    "at",
    "from",
    "attachments",
    "rating",
}
_CONVERSATION = {"id", "lang", "topic", "channel", "category", "customer", "turns"}
_AUTHORS = {"customer", "agent", "bot"}


def plain(channel: str) -> str:
    """Return a channel's name without what parts it from an id: no name and id read like another pair."""
    return channel.replace("%", "%25").replace(":", "%3A").replace("\n", "%0A")


def read_message(document: object) -> Inbound:
    """Return the message of a JSON document; raises `Refusal` naming the field that is wrong."""
    given = _table(document, "message")
    author = _text(given, "from") or "customer"
    if author not in ("customer", "bot"):
        raise Refusal(Why.INPUT, "desk.bad_author", value=author[:40], known="customer, bot")
    text = _text(given, "text")
    attachments = given.get("attachments") or []
    if not isinstance(attachments, list):
        raise Refusal(Why.INPUT, "desk.bad_field", field="attachments", wanted="list")
    rating = _rating(given)
    if not text.strip() and not attachments and rating is None:
        raise Refusal(Why.INPUT, "desk.field_missing", field="text")
    if len(text) > MOST_TEXT:
        raise Refusal(Why.INPUT, "desk.text_too_long", most=MOST_TEXT)
    return Inbound(
        id=_text(given, "id"),
        channel=_text(given, "channel") or "other",
        customer=_customer(given.get("customer")),
        conversation=_text(given, "conversation"),
        category=_text(given, "category"),
        subject=_text(given, "subject"),
        lang=_text(given, "lang"),
        text=text,
        at=_moment(given, "at"),
        author=author,
        attachments=tuple(map(_attachment, attachments)),
        rating=rating,
        extra={name: value for name, value in given.items() if name not in _MESSAGE},
    )


def read_conversation(document: object) -> InboundConversation:
    """Return the conversation of a JSON document; raises `Refusal` naming the field that is wrong."""
    given = _table(document, "conversation")
    name = _text(given, "id")
    if not name:
        raise Refusal(Why.INPUT, "desk.field_missing", field="id")
    turns = given.get("turns")
    if not isinstance(turns, list) or not turns:
        raise Refusal(Why.INPUT, "desk.field_missing", field="turns")
    read = tuple(_turn(turn, number) for number, turn in enumerate(turns, 1))
    return InboundConversation(
        id=name,
        lang=_text(given, "lang"),
        topic=_text(given, "topic"),
        channel=_text(given, "channel") or "other",
        category=_text(given, "category"),
        customer=_customer(given.get("customer")),
        turns=read,
        timed=any(isinstance(turn, dict) and turn.get("at") for turn in turns),
        extra={name: value for name, value in given.items() if name not in _CONVERSATION},
    )


def _turn(document: object, number: int) -> Turn:
    given = _table(document, f"turns[{number}]")
    author = _text(given, "from")
    if author not in _AUTHORS:
        raise Refusal(Why.INPUT, "desk.bad_author", value=author[:40], known="customer, agent, bot")
    at = _moment(given, "at")
    offset = given.get("at_offset_s")
    if at is None and isinstance(offset, int | float) and not isinstance(offset, bool) and abs(offset) < 1e10:
        at = int(offset * 1000)
    extra = {name: value for name, value in given.items() if name not in ("from", "text", "at", "at_offset_s")}
    return Turn(author=author, text=_text(given, "text"), at=at, extra=extra)


def _customer(document: object) -> InboundCustomer:
    if document is None:
        return InboundCustomer()
    if isinstance(document, str):
        return InboundCustomer(id=document)
    given = _table(document, "customer")
    told = _table(given.get("attributes") or {}, "customer.attributes")
    attributes = {str(k): str(v) for k, v in told.items()}
    attributes |= {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for name, value in given.items()
        if name not in _CUSTOMER
    }
    return InboundCustomer(
        id=_text(given, "id"), name=_text(given, "name"), tier=_text(given, "tier"), attributes=attributes
    )


def _attachment(given: object) -> Json:
    """Return an attachment with what we read of it in its proper type; the rest stays as it came."""
    fields = given if isinstance(given, dict) else {"name": given}
    name, url, size = fields.get("name"), fields.get("url"), fields.get("size")
    return fields | {
        "name": str(name if name is not None else url or ""),
        "url": url if isinstance(url, str) else "",
        "size": size if isinstance(size, int) and 0 <= size < 1 << 53 else 0,
    }


def _table(document: object, what: str) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise Refusal(Why.INPUT, "desk.bad_field", field=what, wanted="object")
    return document


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        raise Refusal(Why.INPUT, "desk.bad_field", field=name, wanted="text")
    return str(value).encode("utf-8", "replace").decode()


def _rating(given: dict[str, Any]) -> int | None:
    value = given.get("rating")
    if value is None:
        return None
    if isinstance(value, bool) or value not in (1, 2, 3, 4, 5):
        raise Refusal(Why.INPUT, "desk.bad_rating", rating=str(value)[:40])
    return int(value)


def _moment(given: dict[str, Any], name: str) -> int | None:
    from agentdesk.clock import from_iso

    value = given.get(name)
    if value is None or value == "":
        return None
    try:
        return from_iso(str(value))
    except ValueError:
        raise Refusal(Why.INPUT, "desk.bad_time", field=name, value=str(value)[:40]) from None
