"""The one style sheet of the window: colours, spacing and sizes by name."""

from __future__ import annotations

from string import Template

from meshes.assets import ASSETS, asset

INK = "#1b2733"
MUTED = "#586776"
SURFACE = "#ffffff"
PANEL = "#f3f6f8"
LINE = "#d5dde4"
HOVER = "#e6eef5"
ACCENT = "#175a9e"
WARNING = "#fff3d6"
WARNING_LINE = "#d99a1c"
SPACE = 12
HALF_SPACE = 6


def style_sheet() -> str:
    """Return the style sheet of the whole application."""
    sheet = asset("style", "window.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(
        ink=INK,
        muted=MUTED,
        surface=SURFACE,
        panel=PANEL,
        line=LINE,
        hover=HOVER,
        accent=ACCENT,
        warning=WARNING,
        warning_line=WARNING_LINE,
        icons=(ASSETS / "icons").as_posix(),
    )
