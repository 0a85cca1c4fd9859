"""How the window looks on this machine: light or dark, small or large. Remembered, and no part of a scene."""

from __future__ import annotations

from contextlib import suppress

from PyQt6.QtCore import QObject, QSettings, Qt, pyqtSignal
from PyQt6.QtGui import QStyleHints
from PyQt6.QtWidgets import QApplication

from viewer.qt.style import DARK, LIGHT, Look, qt_palette, style_sheet, wear, worn

SYSTEM = "system"
THEMES = (SYSTEM, LIGHT.name, DARK.name)
SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Sizes of everything written, as ratios."""

_THEME, _SCALE = "interface/theme", "interface/scale"


class Interface(QObject):
    """The user's choice of theme and size, kept on the application.

    Parameters
    ----------
    settings
        Where the choice is remembered; without them it is not.
    """

    changed = pyqtSignal()
    """The window looks different now."""

    def __init__(self, settings: QSettings | None, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme, self._scale = SYSTEM, 1.0
        if settings is not None:
            self._theme = _known_theme(settings.value(_THEME))
            self._scale = _nearest_scale(settings.value(_SCALE))
        _style_hints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def theme(self) -> str:
        """What was chosen, one of `THEMES`."""
        return self._theme

    @property
    def scale(self) -> float:
        """How much larger than usual, one of `SCALES`."""
        return self._scale

    @property
    def is_dark(self) -> bool:
        """Whether the window is dark now."""
        return worn().theme.is_dark

    def choose_theme(self, name: str) -> None:
        """Be light, dark, or what the system is."""
        self._theme = name
        self._remember(_THEME, name)
        self._dress()

    def choose_scale(self, scale: float) -> None:
        """Write everything so much larger."""
        self._scale = scale
        self._remember(_SCALE, scale)
        self._dress()

    def close(self) -> None:
        """No longer follow the system: a window that has gone would dress what is left of the application."""
        with suppress(TypeError):  # A window may be closed twice.
            _style_hints().colorSchemeChanged.disconnect(self._dress)

    def step(self, steps: int) -> None:
        """Take the next larger size, or with negative `steps` a smaller one."""
        index = SCALES.index(self._scale) + steps
        self.choose_scale(SCALES[min(max(index, 0), len(SCALES) - 1)])

    def _remember(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)

    def _dress(self) -> None:
        is_dark = self._theme == DARK.name
        if self._theme == SYSTEM:
            is_dark = system_is_dark()
        look = Look(DARK if is_dark else LIGHT, self._scale)
        if look != worn():
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            dress(app, look)
            self.changed.emit()


def system_is_dark() -> bool:
    """Whether the system asks for dark windows; not, where it does not say."""
    return _style_hints().colorScheme() == Qt.ColorScheme.Dark


def _style_hints() -> QStyleHints:
    hints = QApplication.styleHints()
    assert hints is not None
    return hints


def dress(app: QApplication, look: Look) -> None:
    """Give an application a look."""
    wear(look)
    app.setPalette(qt_palette(look.theme))
    app.setStyleSheet(style_sheet(look))


def _known_theme(value: object) -> str:
    return value if isinstance(value, str) and value in THEMES else SYSTEM


def _nearest_scale(value: object) -> float:
    """What was remembered, which another program may have changed."""
    try:
        wanted = float(str(value))
    except ValueError:
        return 1.0
    return min(SCALES, key=lambda scale: abs(scale - wanted))
