"""The look of the window: colours of the theme in use, spacing, and how large letters are."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from string import Template

from PyQt6.QtGui import QColor, QPalette

from meshes.assets import asset
from viewer.qt.icons import themed_icons

SPACE = 12
HALF_SPACE = 6


@dataclass(frozen=True)
class Theme:
    """Colours of the window by what they are for, ``#rrggbb``.

    `pressed` and `edge` are those of buttons, `handle` of scroll bars, `faint` of what cannot be used now.
    """

    name: str
    ink: str
    muted: str
    faint: str
    surface: str
    panel: str
    line: str
    edge: str
    hover: str
    pressed: str
    handle: str
    accent: str
    on_accent: str
    progress: str
    warning: str
    warning_line: str

    @property
    def is_dark(self) -> bool:
        """Whether letters are lighter than what they stand on."""
        return QColor(self.ink).lightness() > QColor(self.panel).lightness()


LIGHT = Theme(
    name="light",
    ink="#1b2733",
    muted="#586776",
    faint="#9aa6b1",
    surface="#ffffff",
    panel="#f3f6f8",
    line="#d5dde4",
    edge="#bcc8d3",
    hover="#e6eef5",
    pressed="#d3e2f0",
    handle="#b4c1cd",
    accent="#175a9e",
    on_accent="#ffffff",
    progress="#8db7de",
    warning="#fff3d6",
    warning_line="#d99a1c",
)
DARK = Theme(
    name="dark",
    ink="#e8edf2",
    muted="#a3b0bd",
    faint="#6f7c89",
    surface="#1b222a",
    panel="#232b34",
    line="#3a4652",
    edge="#4d5b69",
    hover="#2e3945",
    pressed="#34506b",
    handle="#566473",
    accent="#6db1f2",
    on_accent="#0d1620",
    progress="#3f75a8",
    warning="#4a3a12",
    warning_line="#d99a1c",
)


@dataclass(frozen=True)
class Look:
    """A theme, and how much larger than usual everything written is."""

    theme: Theme = LIGHT
    scale: float = 1.0


class _Worn:
    """The look of the process, which like Qt's own style is one for all windows."""

    look = Look()


def worn() -> Look:
    """The look in use."""
    return _Worn.look


def wear(look: Look) -> None:
    """Use another look from now on; whoever is drawn already is told by the application's style sheet."""
    _Worn.look = look


def theme() -> Theme:
    """The colours in use."""
    return _Worn.look.theme


def scaled(size: float) -> float:
    """A size in points or pixels as large as the user wants it."""
    return size * _Worn.look.scale


def style_sheet(look: Look) -> str:
    """The style sheet of the whole application."""
    sheet = asset("style", "window.qss").read_text(encoding="utf-8")
    colours = {key: str(value) for key, value in asdict(look.theme).items()}
    icons = themed_icons({LIGHT.ink: look.theme.ink, **_recoloured(look.theme)}, look.theme.name)
    sheet = Template(sheet).substitute(colours, icons=icons.as_posix())
    return re.sub(r"(\d+)(pt|px)\b", lambda found: _scaled_length(found, look.scale), sheet)


def qt_palette(theme: Theme) -> QPalette:
    """What the style sheet leaves to Qt: links, hints in empty fields, what is selected."""
    role, palette = QPalette.ColorRole, QPalette()
    for key, colour in (
        (role.Window, theme.panel),
        (role.WindowText, theme.ink),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.ink),
        (role.Button, theme.panel),
        (role.ButtonText, theme.ink),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
    ):
        palette.setColor(key, QColor(colour))
    return palette


def _recoloured(theme: Theme) -> dict[str, str]:
    """Colours the icons are drawn in, and what they become."""
    return {
        LIGHT.muted: theme.muted,
        LIGHT.faint: theme.faint,
        LIGHT.accent: theme.accent,
        LIGHT.surface: theme.on_accent,
        "#8798a8": theme.edge,
    }


def _scaled_length(found: re.Match[str], scale: float) -> str:
    length, unit = int(found[1]), found[2]
    # Hairlines stay hairlines.
    if unit == "px":
        return f"{length if length <= 1 else round(length * scale)}px"
    return f"{length * scale:g}pt"
