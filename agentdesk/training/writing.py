"""Writing a session file: what `reading` reads back as the same session."""

from typing import Any

from agentdesk.clock import SECOND, to_iso
from agentdesk.promises.duration import Duration, write_duration
from agentdesk.training.session import WRITE, Move, Person, Session

_WIDTH = 110


def write_session(session: Session) -> str:
    """Return the session as YAML."""
    import yaml

    head = {
        "session": session.id,
        "title": session.title,
        "about": session.about,
        "lang": session.lang,
        "starts": to_iso(session.starts),
        "channel": session.channel,
        "category": session.category,
        "customer": _filled({name: getattr(session.customer, name) for name in Person.__struct_fields__}),
        "people": [
            _filled({"name": p.name, "display": p.display, "role": str(p.role), "teams": list(p.teams)})
            for p in session.people
        ],
        "moves": [_move(move) for move in session.moves],
    }
    return str(yaml.safe_dump(_filled(head), allow_unicode=True, sort_keys=False, width=_WIDTH))


def _move(move: Move) -> dict[str, Any]:
    return _filled(
        {
            "at": offset(move.at),
            "by": move.by,
            "do": "" if move.do == WRITE else move.do,
            "text": move.text,
            "articles": list(move.articles),
            "team": move.team,
            "agent": move.agent,
            "then": move.then if move.do == "reply" and move.then != "pending" else "",
            "priority": move.priority,
            "tags": list(move.tags),
            "for": offset(move.duration) if move.duration else "",
            "why": move.why,
        }
    )


def offset(ms: int) -> str:
    """Return a time since the start as a file writes it, to the second: `0s`, `1m20s`."""
    return write_duration(Duration(ms)) if ms >= SECOND else "0s"


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], {})}
