"""Verbs that need the window itself: files, dialogs, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from viewer.actions.action import Action
from viewer.actions.table import ACTIONS, MENUS
from viewer.model.scene import Scene
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.qt.files.documents import Documents
from viewer.qt.files.exports import Exports
from viewer.qt.interface import Interface
from viewer.qt.pictures.studio import Studio
from viewer.qt.tools.chalk import Chalk
from viewer.qt.tools.measuring import Measuring
from viewer.qt.tools.notes import Notes
from viewer.qt.tools.toolbox import Toolbox
from viewer.qt.veins.ways import Ways
from viewer.qt.verbs.box_actions import box_actions
from viewer.qt.verbs.chalk_actions import chalk_actions, with_strokes
from viewer.qt.verbs.dock_verbs import DockVerbs
from viewer.qt.verbs.eye_actions import eye_actions
from viewer.qt.verbs.interface_actions import interface_actions
from viewer.qt.verbs.measure_actions import measure_actions
from viewer.qt.verbs.note_actions import note_actions
from viewer.qt.verbs.question_verbs import QuestionVerbs
from viewer.qt.verbs.scene_actions import scene_actions
from viewer.qt.view.camera_settings import CameraSettings, camera_actions
from viewer.qt.view.navigation import Navigation

ALL_MENUS = ("File", *MENUS, "Help")
"""Menus in the order of the menu bar."""

LETTERED = tuple(f"view.{name}" for name in NAMED_VIEWS)
"""Those of the tool bar for which their keys stand where it is too narrow."""

TOOL_BAR = (
    ("view.panels",),
    ("edit.undo", "edit.redo"),
    LETTERED,
    ("view.frame", "show.isolate", "show.hide", "show.fade-others", "show.all"),
    ("file.screenshot",),
)
"""Ids in the tool bar, with a line between the groups."""

SPELLED_OUT = ("file.screenshot",)
"""Those of the tool bar that show words beside their icon."""

CONTEXT_MENU = (
    "show.isolate", "show.only-of-kind", "show.kind", "show.hide", "show.fade-others", "structures.colour",
    "show.restore", "show.invert", "show.all", "view.frame-selection", "structures.route", "edit.deselect",
)  # fmt: skip
"""Ids in the menu of the right mouse button."""


class WindowVerbs(Protocol):
    """What a window can do that a scene cannot."""

    interface: Interface

    @property
    def camera(self) -> CameraSettings: ...
    @property
    def navigation(self) -> Navigation: ...
    @property
    def measuring(self) -> Measuring: ...
    @property
    def chalk(self) -> Chalk: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def toolbox(self) -> Toolbox: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def studio(self) -> Studio: ...
    @property
    def exports(self) -> Exports: ...
    @property
    def ways(self) -> Ways: ...
    @property
    def docks(self) -> DockVerbs: ...
    @property
    def questions(self) -> QuestionVerbs: ...

    def turn_full_screen(self) -> None: ...
    def frame_selection(self) -> None: ...
    def turn_spin(self) -> None: ...
    def close(self) -> bool: ...


def all_actions(window: WindowVerbs) -> tuple[Action, ...]:
    """The table of actions with the window's own before and after it."""
    return (
        *_file_actions(window),
        _own(
            "file.screenshot",
            "Picture …",
            "Saves a picture of any size.",
            window.studio.ask_picture,
            "Ctrl+P",
        ),
        _own(
            "file.movie",
            "Movie …",
            "Films a turn, a taking apart or a section.",
            window.studio.ask_movie,
            "Ctrl+M",
        ),
        _own(
            "file.export",
            "Export …",
            "Writes what is shown as meshes, or as a page for browsers.",
            window.exports.ask,
            "Ctrl+Shift+M",
        ),
        _own("file.copy", "Copy picture", "Copies the view to the clipboard.", window.studio.copy, "Ctrl+C"),
        _own("file.quit", "Quit", "Closes Retia.", window.close, "Ctrl+Q"),
        *with_strokes(window, ACTIONS),
        *interface_actions(window),
        _own(
            "edit.find",
            "Find …",
            "Searches names, numbers and levels.",
            lambda: window.docks.search(),
            "Ctrl+F",
            "/",
        ),
        _own(
            "structures.colour",
            "Colour …",
            "Paints the selection.",
            lambda: window.questions.ask_colour(),
            "C",
        ),
        _own(
            "view.frame-selection",
            "Frame the selection",
            "Brings what is selected close.",
            window.frame_selection,
            "Shift+F",
        ),
        *eye_actions(window),
        *camera_actions(window),
        *measure_actions(window),
        *note_actions(window),
        *box_actions(window),
        *chalk_actions(window),
        *scene_actions(window),
        replace(
            _own("view.spin", "Spin", "Turns the column slowly, or stops it.", window.turn_spin, "Space"),
            is_in_view=True,
        ),
        replace(
            _own(
                "structures.route",
                "Trace route",
                "Lights up the venous way from the first to the last selected vein.",
                window.ways.trace,
                "T",
            ),
            is_enabled=window.ways.can_trace,
            starts_section=True,
        ),
        *(_along(window, is_downstream) for is_downstream in (True, False)),
        _own(
            "view.panels",
            "Hide or show panels",
            "Gives the view the window.",
            lambda: window.docks.turn_all(),
            "F9",
        ),
        _own(
            "view.parameters",
            "Parameters and seed",
            "Shows or hides parameters and seed of the column.",
            lambda: window.docks.turn_parameters(),
            "F8",
        ),
        _own("view.full-screen", "Full screen", "For the lecture hall.", window.turn_full_screen, "F11"),
        _own(
            "help.keys",
            "Mouse and keys",
            "Every key at a glance.",
            lambda: window.questions.show_keys(),
            "F1",
        ),
        _own(
            "help.commands",
            "Commands …",
            "Every verb by a few letters.",
            lambda: window.questions.ask_command(),
            "Ctrl+Shift+P",
        ),
        _own(
            "help.about",
            "About Retia",
            "Version, purpose and licence.",
            lambda: window.questions.show_about(),
        ),
    )


def _along(window: WindowVerbs, is_downstream: bool) -> Action:
    words = ("downstream", "towards", "Ctrl+Down") if is_downstream else ("upstream", "away from", "Ctrl+Up")
    name, way, key = words
    return replace(
        _own(
            f"structures.{name}",
            f"Next vein {name}",
            f"Chooses the vein one came from or the widest that joins, {way} the venae cavae.",
            lambda: window.ways.follow(is_downstream),
            key,
        ),
        is_enabled=lambda _: window.ways.next_vein(is_downstream) is not None,
    )


def _file_actions(window: WindowVerbs) -> tuple[Action, ...]:
    return (
        _own("file.new", "New", "Begins anew with the first scene.", window.documents.new, "Ctrl+N"),
        _own(
            "file.open", "Open …", "Opens a session, or a picture's scene.", window.documents.open, "Ctrl+O"
        ),
        _own(
            "file.save", "Save", "Saves all you did to the session's file.", window.documents.save, "Ctrl+S"
        ),
        _own(
            "file.save-as",
            "Save as …",
            "Saves all you did to another file.",
            window.documents.save_as,
            "Ctrl+Shift+S",
        ),
        _own(
            "file.save-figure",
            "Save as figure …",
            "Saves the scene as a text file that retia shot draws.",
            window.documents.save_figure,
            "Ctrl+Shift+E",
        ),
    )


_STARTS = ("view.frame-selection", "edit.find", "file.screenshot", "file.quit", "view.panels", "help.about")


def _own(name: str, text: str, status: str, run: Callable[[], object], *keys: str) -> Action:
    """An action that leaves the scene alone; its menu is the first part of its name."""

    def run_it(_scene: Scene) -> None:
        run()

    menu = name.partition(".")[0].capitalize()
    return Action(name, text, status, menu, run_it, keys, starts_section=name in _STARTS)
