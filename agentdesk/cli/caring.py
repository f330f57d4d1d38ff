"""Moving work with care: taking, returning, promising, escalating, following up, merging, splitting, rating."""

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, VERSION, Choice, argument, command, option
from agentdesk.cli.verbs import SEEN, do, words
from agentdesk.lang import Refusal, Why


@command("accept", help="cli.help_accept")
@argument("id", type=TICKET)
@SEEN
def accept(caller: Caller, id: int, seen: int | None) -> int:
    """Take what was sent or offered."""
    from agentdesk.desk import Accept

    return do(caller, Accept(id, seen))


@command("return", help="cli.help_return")
@argument("id", type=TICKET)
@argument("reason", nargs=-1, required=True)
@SEEN
def give_back(caller: Caller, id: int, reason: tuple[str, ...], seen: int | None) -> int:
    """Give back what was sent or offered."""
    from agentdesk.desk import Return

    return do(caller, Return(id, words(reason), seen))


@command("promise", help="cli.help_promise")
@argument("id", type=TICKET)
@argument("text", nargs=-1)
@option("--by", code="cli.opt_by", metavar="UNTIL")
@option("--kept", code="cli.opt_kept", is_flag=True)
@option("--withdraw", code="cli.opt_withdraw", metavar="REASON")
@SEEN
def promise(
    caller: Caller,
    id: int,
    text: tuple[str, ...],
    by: str | None,
    kept: bool,
    withdraw: str | None,
    seen: int | None,
) -> int:
    """Note a promise to the customer, or that it is kept or holds no more."""
    from agentdesk.desk import KeepPromise, PromiseCustomer, WithdrawPromise

    if kept:
        return do(caller, KeepPromise(id, seen))
    if withdraw is not None:
        return do(caller, WithdrawPromise(id, withdraw, seen))
    moment = moment_of(caller, by)
    if moment is None:
        raise Refusal(Why.INPUT, "desk.promise_when", ticket=id)
    return do(caller, PromiseCustomer(id, words(text), moment, seen))


@command("escalate", help="cli.help_escalate")
@argument("id", type=TICKET)
@argument("reason", nargs=-1)
@option("--to", code="cli.opt_level", type=Choice("supervisor", "lead"), default="supervisor")
@option("--end", code="cli.opt_end_escalation", is_flag=True)
@SEEN
def escalate(caller: Caller, id: int, reason: tuple[str, ...], to: str, end: bool, seen: int | None) -> int:
    """Call a supervisor or lead, or end that."""
    from agentdesk.desk import Deescalate, Escalate

    return do(caller, Deescalate(id, seen) if end else Escalate(id, words(reason), to, seen))


@command("follow-up", help="cli.help_follow_up")
@argument("id", type=TICKET)
@argument("until", required=False)
@argument("text", nargs=-1)
@option("--done", code="cli.opt_follow_up_done", is_flag=True)
@SEEN
def follow_up(caller: Caller, id: int, until: str | None, text: tuple[str, ...], done: bool, seen: int | None) -> int:
    """Come back to a ticket at a time, or end that."""
    from agentdesk.desk import EndFollowUp, FollowUp

    if done:
        return do(caller, EndFollowUp(id, seen))
    moment = moment_of(caller, until)
    if moment is None:
        raise Refusal(Why.INPUT, "cli.bad_moment", text="")
    return do(caller, FollowUp(id, moment, words(text), seen))


@command("merge", help="cli.help_merge")
@argument("id", type=TICKET)
@argument("other", type=TICKET)
@option("--reason", code="cli.opt_merge_reason", default="", metavar="TEXT")
@SEEN
def merge(caller: Caller, id: int, other: int, reason: str, seen: int | None) -> int:
    """Follow OTHER further in ID."""
    from agentdesk.desk import Merge

    return do(caller, Merge(id, other, reason, seen))


@command("split", help="cli.help_split")
@argument("id", type=TICKET)
@argument("number", type=VERSION)
@SEEN
def split(caller: Caller, id: int, number: int, seen: int | None) -> int:
    """Let a message be a ticket of its own."""
    from agentdesk.desk import Split

    return do(caller, Split(id, number, seen))


@command("complaint", help="cli.help_complaint")
@argument("id", type=TICKET)
@argument("severity")
@option("--about", code="cli.opt_about", type=TICKET, metavar="ID")
@option("--accused", code="cli.opt_accused", metavar="NAME")
@SEEN
def complaint(caller: Caller, id: int, severity: str, about: int | None, accused: str | None, seen: int | None) -> int:
    """Say how grave a complaint is, and what it is about."""
    from agentdesk.desk import Complain

    return do(caller, Complain(id, severity, about, accused, seen))


@command("rate", help="cli.help_rate")
@argument("id", type=TICKET)
@argument("rating", type=click.INT)
@argument("comment", nargs=-1)
def rate(caller: Caller, id: int, rating: int, comment: tuple[str, ...]) -> int:
    """Take in the customer's satisfaction."""
    from agentdesk.desk import Rate

    return do(caller, Rate(id, rating, words(comment)))


def moment_of(caller: Caller, text: str | None) -> int | None:
    """Return the moment that an option names, None where it was not given; raises `Refusal`."""
    from agentdesk.cli.moments import until

    if text is None:
        return None
    caller.me()
    return until(text, caller.desk().clock.now(), caller.zone)
