"""What the keys of the rules screen do that asks first: apply, roll back, show a diff, propose a change."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.text import Safe, safe_line
from agentdesk.tui.dialogs.reader import Part, Reader
from agentdesk.tui.rules.sheet import Sheet, diff_lines
from agentdesk.tui.rules.working import proposed
from agentdesk.tui.words import spoken, word

if TYPE_CHECKING:
    from agentdesk.lab.proposal import Proposal
    from agentdesk.rules.editing.diff import FileChange
    from agentdesk.tui.app import DeskApp

Shown = tuple[tuple[Part, ...], ...]


def apply(app: "DeskApp") -> None:
    """Show what was found out about the folder, ask why, and put exactly those files in force."""
    from agentdesk.desk.verbs.rules import ApplyRules

    screen = app.lawbook
    if screen is None or screen.examined is None:
        return
    files, found = screen.examined.files, screen.examined.found
    told = tuple(((spoken(message, app.seat.lang), role),) for message, role in screen.panel.told(found))
    shown: Shown = (*told, (), *_diff(found.changes))

    def answered(why: str | None) -> None:
        if why is not None:
            app.do(ApplyRules(files, why))

    title = spoken(Message("lead.ask_apply", {"hash": found.hash[:6]}), app.seat.lang)
    app.over(_sheet(app, title, shown, "lead.hint_why", "lead.advice_apply"), answered)


def rollback(app: "DeskApp") -> None:
    """Show what would change, ask why, and put an earlier set in force again."""
    from agentdesk.desk.verbs.rules import RollbackRules

    screen = app.lawbook
    if screen is None or len(screen.sets.sets) < 2:
        app.say(Message("desk.no_earlier_rules_at_all"), "amber")
        return
    chosen = screen.sets.sets[screen.sets.cursor or 1]
    digest = chosen.hash

    def answered(why: str | None) -> None:
        if why is not None:
            app.do(RollbackRules(digest, why))

    def ask(changes: "tuple[FileChange, ...]") -> None:
        title = spoken(Message("lead.ask_rollback", {"hash": digest[:6]}), app.seat.lang)
        app.over(_sheet(app, title, _diff(changes), "lead.hint_why", "lead.advice_apply"), answered)

    app.lanes.ask("read", "rollback", lambda: _between(app, digest), ask)


def diff(app: "DeskApp") -> None:
    """Show how the folder differs from what is in force; on an earlier set, how that one does."""
    screen = app.lawbook
    if screen is None:
        return
    title = word("lead.head_folder", app.seat.lang)
    if screen.place == "sets" and screen.sets.cursor:
        digest = screen.sets.sets[screen.sets.cursor].hash
        title = safe_line(digest[:6])
        app.lanes.ask("read", "diff", lambda: _between(app, digest), lambda found: _show(app, title, digest, found))
    elif screen.examined is not None:
        _show(app, title, screen.examined.found.hash, screen.examined.found.changes)


def _show(app: "DeskApp", title: Safe, digest: str, changes: "tuple[FileChange, ...]") -> None:
    """Show a diff; say so where there is none."""
    if changes:
        app.over(Reader(app.seat, title, _diff(changes)))
    else:
        app.say(Message("lead.same", {"hash": digest[:6]}), "dim")


def propose(app: "DeskApp") -> None:
    """Work out a proposal for the ticket, show it as a diff; Enter writes it into the folder."""
    screen = app.lawbook
    if screen is None or (ticket := screen.chosen) is None:
        return
    sheet: list[Sheet] = []
    known: list[tuple[dict[str, str], Proposal]] = []
    lang = app.seat.lang

    def came(found: "tuple[dict[str, str], Proposal]") -> None:
        known[:] = [found]
        shown = _proposal(found[1], lang)
        if sheet:
            sheet[0].show(shown)
            return
        title = spoken(Message("lead.ask_propose", {"ticket": ticket, "rule": found[1].rule}), lang)
        sheet.append(_sheet(app, title, shown, "lead.hint_words", "lead.advice_propose"))
        sheet[0].again = lambda words: ask(words, found[1].matches)
        app.over(sheet[0], lambda words: accept(words) if words is not None else None)

    def ask(words: str, acts: bool) -> None:
        wish = {"word" if acts else "longer": words} if words else {}
        screen.worker.ask("propose", proposed, (ticket, screen.folder, wish), came, app.failed)

    def accept(words: str) -> None:
        from agentdesk.lab.drafts import accept as accepted

        files, found = known[0]
        if found.problems:
            app.say(Message("lead.cannot_unfit"), "amber")
            return
        folder = screen.folder
        app.lanes.ask(
            "search",
            "accept",
            lambda: accepted(folder, files, found.files),
            lambda written: app.say(
                Message("lead.accepted", {"files": ", ".join(written), "folder": str(folder)}), "green"
            ),
        )

    app.say(Message("lead.looking"), "dim")
    ask("", acts=False)


def _between(app: "DeskApp", digest: str) -> "tuple[FileChange, ...]":
    from agentdesk.rules.editing.diff import differences

    reader = app.seat.desk.reader()
    now, other = reader.rules_in_force(), reader.rule_set(digest)
    return differences(now.files if now else {}, other.files if other else {})


def _diff(changes: "tuple[FileChange, ...]") -> Shown:
    return tuple(line for change in changes for line in diff_lines(change.lines))


def _proposal(found: "Proposal", lang: str) -> Shown:
    def line(message: Message, role: str) -> tuple[Part, ...]:
        return ((spoken(message, lang), role),)

    lines = [line(step, "text") for step in found.steps]
    verdict = Message("lead.passes" if found.passes else "lead.fails", {"rule": found.rule})
    lines.append(line(verdict, "green" if found.passes else "red-strong"))
    if found.broken:
        lines.append(line(Message("lead.breaks", {"rules": ", ".join(found.broken)}), "red-strong"))
    for problem in found.problems:
        placed = Message("lead.placed", {"place": str(problem.place), "what": problem.message})
        lines.append(line(placed, "red-strong"))
    return (*lines, (), *_diff(found.changes))


def _sheet(app: "DeskApp", title: Safe, shown: Shown, hint: str, advice: str) -> Sheet:
    lang = app.seat.lang
    return Sheet(app.seat, title, shown, hint=word(hint, lang), advice=word(advice, lang))
