"""The short dialogs of a window: keys, commands, a colour, a name, and what Retia is."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QWidget

from viewer.model.scene import Scene
from viewer.qt.dialogs import help_dialogs
from viewer.qt.dialogs.colour_dialog import ask_colour
from viewer.qt.dialogs.command_palette import CommandPalette
from viewer.qt.dialogs.scene_name import ask_name
from viewer.qt.pictures.thumbnail import thumbnail
from viewer.qt.verbs.verbs import Verbs
from viewer.qt.view.viewport import Viewport
from viewer.qt.widgets.message_bar import MessageBar


class Questions:
    """Opens them over a window.

    Parameters
    ----------
    window
        What they stand over.
    scene
        What is painted and kept.
    verbs
        What keys and palette are told of.
    view
        What a kept scene has a small picture of.
    messages, tell
        Where faults go, and short sentences.
    """

    def __init__(
        self,
        window: QWidget,
        scene: Scene,
        verbs: Verbs,
        view: Viewport,
        messages: MessageBar,
        tell: Callable[[str], None],
    ) -> None:
        self._window, self._scene, self._verbs, self._view = window, scene, verbs, view
        self._messages, self._tell = messages, tell

    def show_keys(self) -> None:
        """Show mouse and keys at a glance."""
        help_dialogs.KeySheet(self._verbs.table(), self._window).open()

    def ask_command(self) -> None:
        """Ask what to do by a few letters."""
        palette = CommandPalette(self._verbs, self._window)
        palette.place_over(self._view)
        palette.open()
        palette.field.setFocus()

    def ask_colour(self) -> None:
        """Ask for a colour for what is selected."""
        if ask_colour(self._scene, self._scene.state.selection, self._window) is None:
            self._tell("Select what is to be painted first.")

    def keep_scene(self) -> None:
        """Ask for a name and keep what is shown under it."""
        ask_name(self._scene, thumbnail(self._view.grabFramebuffer()), self._messages, self._window)

    def show_about(self) -> None:
        """Show version, purpose and licence."""
        help_dialogs.about(self._window).open()
