"""Questions about sharing work: one's state, why a ticket is skipped, what it needs, which team to balance."""

from typing import TYPE_CHECKING

from agentdesk.model import Duty
from agentdesk.text import safe, safe_line
from agentdesk.tui.dialogs.choices import Choice, ranked
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.tags import TagChooser
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

REASONS = ("language", "skill", "conflict")


class ReasonChooser(Chooser):
    """Offers usual reasons, and whatever is typed as one."""

    def narrow(self, query: str) -> None:
        """What is typed comes first."""
        typed = query.strip()
        own = (Choice(id=typed, name=safe_line(typed)),) if typed else ()
        self.choices.show((*own, *ranked(self.all, query)))


def ask_state(app: "DeskApp", agent: str | None = None) -> None:
    """Ask whether one works, or somebody else by their id, and say so."""
    from agentdesk.desk.verbs.presence import SetDuty

    lang, one = app.seat.lang, app.seat.agents.get(agent or app.seat.me.id, app.seat.me)
    duty = one.duty
    choices = tuple(
        Choice(
            id=state,
            name=word(f"sharing.duty_{state}", lang),
            detail=tell("dialog.now", lang) if state == duty else safe(""),
        )
        for state in Duty
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.do(SetDuty(chosen.choice.id, agent))

    title = tell("dialog.presence", lang) if agent is None else tell("dialog.presence_of", lang, who=one.shown)
    app.over(Chooser(app.seat, title, choices), answered)


def ask_reason(app: "DeskApp") -> None:
    """Ask why a ticket is skipped, and skip it."""
    from agentdesk.desk.verbs.skip import Skip

    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    usual = [tell(f"dialog.skip_{reason}", lang) for reason in REASONS]
    choices = tuple(Choice(id=reason, name=reason) for reason in usual)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.do(Skip(chosen.choice.id, ticket.id, ticket.version))

    title = tell("dialog.skip", lang, ticket=ticket.id)
    app.over(ReasonChooser(app.seat, title, choices, advice="advice_skip"), answered)


class SkillChooser(TagChooser):
    """Offers the skills that people have, and whatever is typed as another."""

    new = "new_skill"


def ask_skills(app: "DeskApp") -> None:
    """Ask what a ticket needs, and say so."""
    from agentdesk.desk.verbs.dedicate import Need

    ticket = app.target()
    if ticket is None:
        return
    known = dict.fromkeys((*ticket.skills, *(skill for one in app.seat.agents.values() for skill in one.skills)))
    choices = tuple(Choice(id=skill, name=safe_line(skill), on=skill in ticket.skills) for skill in known)

    def answered(chosen: Chosen | None) -> None:
        skills = tuple(choice.id for choice in chosen.choices if choice.on) if chosen is not None else ticket.skills
        if skills != ticket.skills:
            app.do(Need(ticket.id, skills))

    title = tell("dialog.needs", app.seat.lang, ticket=ticket.id)
    chooser = SkillChooser(app.seat, title, choices, advice="advice_many", many=True)
    chooser.field.placeholder = tell("dialog.skill", app.seat.lang)
    app.over(chooser, answered)
