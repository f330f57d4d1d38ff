"""Reading how a ticket's promises stand, from its row and its stream."""

from collections.abc import Sequence

from agentdesk.desk.errors import no_ticket
from agentdesk.model import Event, stream_of
from agentdesk.promises.clocks import ClockLine, Round, clock_lines, task_line
from agentdesk.promises.deadlines import clock_facts
from agentdesk.promises.policy import Policies
from agentdesk.store.protocol import Reader


def read_clocks(reader: Reader, ticket_id: int, policies: Policies, now: int) -> tuple[ClockLine, ...]:
    """Return a line for each promise of a ticket, then one for each task; () for history, which nothing was promised.

    Raises `Refusal` when there is no such ticket.
    """
    ticket = reader.ticket(ticket_id)
    if ticket is None:
        raise no_ticket(ticket_id)
    if ticket.archived:
        return ()
    policy = policies.of(ticket)
    rounds = waits(reader.events(stream_of("ticket", ticket_id)))
    tasks = (task_line(task, policies.tasks, now) for task in reader.tasks(ticket_id))
    lines = clock_lines(clock_facts(ticket), policy, rounds, now)
    return (*lines, *(line for line in tasks if line is not None))


def waits(events: Sequence[Event]) -> tuple[Round, ...]:
    """Return the times in which the customer waited for an answer, in order; an answer taken back ended nothing."""
    found: list[Round] = []
    for event in events:
        given = event.data.get("set", {})
        if "waiting_since" not in given:
            continue
        since = given["waiting_since"]
        if since is None:
            found[-1:] = [Round(one.since, event.at) for one in found[-1:]]
            continue
        if found and (found[-1].until is None or found[-1].since == since):
            found.pop()
        found.append(Round(since))
    return tuple(found)
