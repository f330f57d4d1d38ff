"""The checks of a sieve as SQL over a row `seen` of tickets."""

from typing import Final

from agentdesk.store.sieve import Check, Clause, Sieve, Value

WORDS: Final = ("subject", "preview", "customer_name")
"""The columns that a row of the queue shows as words."""
_JOINED: Final = {"tag", "task"}
Sql = tuple[str, tuple[Value, ...]]


def needed(sieve: Sieve) -> tuple[str, ...]:
    """Return the columns that sifting looks at."""
    fields = {check.field for clause in sieve.clauses for check in clause.any} - _JOINED
    if "words" in fields:
        fields |= set(WORDS)
    return tuple(sorted({"id", "order_at", "lane", "state", "archived"} | (fields - {"words"})))


def condition(sieve: Sieve) -> Sql:
    """Return the expression that is true of a ticket that passes, and its parameters."""
    marks = ",".join("?" * len(sieve.states))
    parts = [(f"seen.archived = 0 AND seen.state IN ({marks})", sieve.states), *map(_clause, sieve.clauses)]
    return " AND ".join(f"({sql})" for sql, _ in parts), tuple(value for _, given in parts for value in given)


def _clause(clause: Clause) -> Sql:
    parts = [_check(check) for check in clause.any]
    sql = " OR ".join(f"({sql})" for sql, _ in parts) or "0"
    given = tuple(value for _, values in parts for value in values)
    return (f"({sql}) IS NOT TRUE" if clause.negated else sql), given


def _check(check: Check) -> Sql:
    if check.field == "tag":
        return _tag(check)
    if check.field == "task":
        return _task(check)
    if check.op == "holds":
        return _holds(WORDS if check.field == "words" else (check.field,), check.values)
    if check.op == "is":
        return f"seen.{check.field} IS NOT NULL", ()
    if check.op == "in":
        return _in(f"seen.{check.field}", check.values)
    return f"seen.{check.field} {check.op} ?", check.values


def _in(what: str, values: tuple[Value, ...]) -> Sql:
    named = tuple(value for value in values if value is not None)
    parts = [f"{what} IN ({','.join('?' * len(named))})"] if named else []
    return " OR ".join([*parts, *([f"{what} IS NULL"] if None in values else [])]) or "0", named


def _holds(columns: tuple[str, ...], values: tuple[Value, ...]) -> Sql:
    parts = [(column, value) for value in values for column in columns]
    return (
        " OR ".join(f"instr(lower(seen.{column}), lower(?)) > 0" for column, _ in parts) or "0",
        tuple(value for _, value in parts),
    )


def _tag(check: Check) -> Sql:
    named = tuple(value for value in check.values if value is not None)
    of = "SELECT 1 FROM ticket_tags INDEXED BY tags_by_ticket WHERE ticket = seen.id"
    parts = [f"EXISTS ({of} AND tag IN ({','.join('?' * len(named))}))"] if named else []
    return " OR ".join([*parts, *([f"NOT EXISTS ({of})"] if None in check.values else [])]) or "0", named


def _task(check: Check) -> Sql:
    of = "SELECT 1 FROM tasks INDEXED BY tasks_by_ticket WHERE ticket = seen.id AND state = 'open'"
    if not check.values:
        return f"EXISTS ({of})", ()
    return f"EXISTS ({of} AND team IN ({','.join('?' * len(check.values))}))", check.values
