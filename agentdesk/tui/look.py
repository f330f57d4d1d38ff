"""How the screen looks: one accent colour, three colours that mean something, and the signs that say the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.theme import Theme

from agentdesk.text import Safe, safe


@dataclass(frozen=True)
class Look:
    """The styles of a light or a dark terminal."""

    name: str
    colours: dict[str, str]
    """By role, as the style sheets know them."""
    styles: dict[str, Style]
    """By role, as lines are painted with them."""

    def __getitem__(self, role: str) -> Style:
        return self.styles[role]

    def theme(self) -> Theme:
        """The same colours for the widgets that come with textual."""
        ink = self.colours
        return Theme(
            name=self.name,
            primary=ink["accent"],
            secondary=ink["accent"],
            accent=ink["accent"],
            foreground=ink["text"],
            background=ink["ground"],
            surface=ink["ground"],
            panel=ink["raised"],
            error=ink["red"],
            warning=ink["amber"],
            success=ink["green"],
            dark=self.name != "desk-light",
            variables={
                "line": ink["line"],
                "raised": ink["raised"],
                "noteground": ink["note"],
                "dim": ink["dim"],
                "input-cursor-text-style": "reverse" if self.name == "desk-plain" else "none",
            },
        )


DARK_COLOURS = {
    "ground": "#14171c",
    "raised": "#1c2027",
    "line": "#333a45",
    "text": "#d6dae1",
    "dim": "#939cab",
    "faint": "#626c7b",
    "accent": "#78a6f5",
    "red": "#f47887",
    "amber": "#dfae63",
    "green": "#93c47d",
    "note": "#24221b",
    "chosen": "#25344f",
    "resting": "#232831",
}
LIGHT_COLOURS = {
    "ground": "#fbfbf9",
    "raised": "#f0f0ed",
    "line": "#cfd2d6",
    "text": "#22272e",
    "dim": "#59626d",
    "faint": "#8b939c",
    "accent": "#1257b8",
    "red": "#b3202e",
    "amber": "#8a5a00",
    "green": "#23722f",
    "note": "#fdf3d7",
    "chosen": "#d5e4fb",
    "resting": "#e8e9e7",
}


def _styles(ink: dict[str, str]) -> dict[str, Style]:
    def of(
        colour: str, *, bold: bool = False, italic: bool = False, underline: bool = False, ground: str = ""
    ) -> Style:
        return Style(
            color=ink[colour],
            bgcolor=ink[ground] if ground else None,
            bold=bold or None,
            italic=italic or None,
            underline=underline or None,
        )

    return {
        "plain": Style(),
        "ground": Style(bgcolor=ink["ground"]),
        "text": of("text"),
        "strong": of("text", bold=True),
        "dim": of("dim"),
        "faint": of("faint"),
        "line": of("line"),
        "accent": of("accent"),
        "accent-strong": of("accent", bold=True),
        "red": of("red"),
        "red-strong": of("red", bold=True),
        "amber": of("amber"),
        "amber-strong": of("amber", bold=True),
        "green": of("green"),
        "ghost": of("faint", italic=True),
        "note": of("text", ground="note"),
        "note-head": of("amber", bold=True, ground="note"),
        "chosen": Style(bgcolor=ink["chosen"]),
        "resting": Style(bgcolor=ink["resting"]),
        "raised": Style(bgcolor=ink["raised"]),
        "tab": Style(color=ink["ground"], bgcolor=ink["accent"], bold=True),
        "key": of("accent", bold=True),
        "found": of("accent", bold=True, underline=True),
        "head": Style(color=ink["accent"], bold=True, reverse=True),
    }


DARK = Look("desk-dark", DARK_COLOURS, _styles(DARK_COLOURS))
LIGHT = Look("desk-light", LIGHT_COLOURS, _styles(LIGHT_COLOURS))

SIXTEEN_COLOURS = {
    "ground": "#000000",
    "raised": "#000000",
    "line": "#aaaaaa",
    "text": "#ffffff",
    "dim": "#aaaaaa",
    "faint": "#aaaaaa",
    "accent": "#55ffff",
    "red": "#ff5555",
    "amber": "#ffff55",
    "green": "#55ff55",
    "note": "#000000",
    "chosen": "#0000aa",
    "resting": "#000000",
}
"""Exactly the sixteen that old terminals have, so that none becomes another on its way there."""
SIXTEEN = Look("desk-sixteen", SIXTEEN_COLOURS, _styles(SIXTEEN_COLOURS))


def _plain_styles() -> dict[str, Style]:
    """The same roles without a colour: bold, reverse, underline and italic alone."""
    bold, reverse = Style(bold=True), Style(reverse=True)
    special = {"chosen": reverse, "tab": reverse, "head": reverse, "found": Style(bold=True, underline=True)}
    strong = {role: bold for role in SIXTEEN.styles if role.endswith(("strong", "key", "-head"))}
    quiet = {"ghost": Style(italic=True)}
    return {role: Style() for role in SIXTEEN.styles} | strong | quiet | special


PLAIN = Look("desk-plain", SIXTEEN_COLOURS, _plain_styles())
LOOKS = {"dark": DARK, "light": LIGHT, "sixteen": SIXTEEN, "plain": PLAIN}
COLOURLESS_TERMINALS = frozenset({"dumb", "vt100", "vt102", "vt220", "unknown"})
MANY_COLOURS = ("256color", "kitty", "direct")

TIER_SIGNS: dict[str, Safe] = {"vip": safe("◆"), "creator": safe("★"), "merchant": safe("▣")}
TIER_ROLES = {"vip": "amber", "creator": "accent", "merchant": "green"}
SENDING_SIGNS: dict[str, Safe] = {
    "held": safe("⧖"),
    "queued": safe("⧖"),
    "sending": safe("↑"),
    "sent": safe("✓"),
    "failed": safe("✗"),
    "uncertain": safe("?"),
    "withdrawn": safe("↶"),
}
PRIORITY_ROLES = {"urgent": "red-strong", "high": "amber-strong", "normal": "faint", "low": "faint"}


def look_after(look: Look) -> Look:
    """Return the next look in turn."""
    looks = list(LOOKS.values())
    return looks[(looks.index(look) + 1) % len(looks)]


def chosen_look(wish: str, environ: Mapping[str, str]) -> Look:
    """Return the look that was wished for, as far as the terminal has the colours; else the one that suits it.

    NO_COLOR (https://no-color.org) forbids every colour. COLORTERM and TERM say how many there are, in the way that
    rich reads them; COLORFGBG says whether the terminal is light.
    """
    terminal = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or wish == "plain" or terminal in COLOURLESS_TERMINALS:
        return PLAIN
    many = environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or terminal.endswith(MANY_COLOURS)
    if not many and terminal:
        return SIXTEEN
    if wish in LOOKS:
        return LOOKS[wish]
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in {"7", "15"} else DARK
