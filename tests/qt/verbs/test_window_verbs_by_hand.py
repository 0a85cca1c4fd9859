"""Every verb that needs the window, done by its keys or in the palette, and what is seen of it then.

Those of the scene alone are in `test_actions_in_window.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QInputDialog, QLineEdit

from tests.qt.conftest import press, settled, shown
from tests.qt.verbs.hand import do_by_hand
from viewer.actions.table import BY_ID
from viewer.model.measure import Measurement
from viewer.model.pin import Pin
from viewer.model.route import RouteStep
from viewer.model.state import NO_SCENES
from viewer.model.vessel import VesselFacts
from viewer.qt.dialogs.command_palette import CommandPalette
from viewer.qt.dialogs.help_dialogs import KeySheet
from viewer.qt.pictures.movie_dialog import MovieDialog
from viewer.qt.pictures.screenshot_dialog import ScreenshotDialog
from viewer.qt.tools.chalk import Tool
from viewer.qt.tools.measuring import ANGLE, DISTANCE, PATH

VEIN, NEXT = "vein.internal.anterior.T12.left", "vein.internal.anterior.L1.left"
NOTE = Pin((0.0, 0.0, 0.0), "Mind this")


@dataclass(frozen=True)
class Proof:
    """What a verb needs before, how it is undone by hand, and how one sees that it was done.

    `happened` is asked before, too: it must not be so then. `undo` names the step in the Edit menu; verbs
    without one leave the scene as it is.
    """

    happened: Callable[[object], bool]
    before: Callable[[object], object] = lambda window: None
    undo: str | None = None


def dialog(kind: type[QDialog]) -> Callable[[object], bool]:
    return lambda window: any(each.isVisible() for each in window.findChildren(kind))


def asked(words: str) -> Callable[[object], bool]:
    """A dialog of files is the system's own: it is replaced by a note of what was asked."""
    return lambda window: words in window.asked


def about_is_open(window) -> bool:
    return any(each.isVisible() and "About" in each.windowTitle() for each in window.findChildren(QDialog))


def turned(axis: int, sign: float) -> Callable[[object], bool]:
    """Whether what is near moved along the picture's axis: the eye went the other way."""

    def happened(window) -> bool:
        went = np.subtract(window.renderer.viewpoint().direction, window.began.direction)
        return float(went @ window.began.axes[axis]) * sign < -0.05

    return happened


def centre(window, axis: int) -> float:
    """How far the middle of the picture went along its axis, mm."""
    return float(
        np.subtract(window.renderer.viewpoint().centre, window.began.centre) @ window.began.axes[axis]
    )


def zoomed(window) -> float:
    return window.began.height_mm / window.renderer.viewpoint().height_mm


def choose(*ids: str) -> Callable[[object], None]:
    return lambda window: window.scene.select(ids)


def facts_are_known(window) -> None:
    window.scene.select([VEIN])
    window.wait(lambda: bool(window.vessels.facts))


def noted(window) -> None:
    window.scene.set_pins((NOTE,), "Note")
    window.notes.dock.choose(0)


def kept(window) -> None:
    window.scene.keep("Scene 1")
    window.scene.go_to(0)


def measured(window) -> None:
    window.scene.add_measurement(Measurement(((0.0, 0.0, 0.0), (0.0, 0.0, 10.0))))


TURN, MOVE, ZOOM = "Turn the view", "Move the view", "Zoom"
PROOFS: dict[str, Proof] = {
    "file.new": Proof(lambda w: w.scene.undo_name is None, lambda w: w.scene.select([VEIN])),
    "file.open": Proof(asked("Open")),
    "file.save": Proof(asked("Save session")),
    "file.save-as": Proof(asked("Save session")),
    "file.save-figure": Proof(asked("Save as figure")),
    "file.screenshot": Proof(dialog(ScreenshotDialog)),
    "file.movie": Proof(dialog(MovieDialog)),
    "file.export": Proof(asked("Export")),
    "file.copy": Proof(lambda w: QApplication.clipboard().image().size() == w.viewport.device_size()),
    "view.theme-system": Proof(
        lambda w: w.interface.theme == "system", lambda w: w.interface.choose_theme("dark")
    ),
    "view.theme-light": Proof(
        lambda w: w.interface.theme == "light", lambda w: w.interface.choose_theme("system")
    ),
    "view.theme-dark": Proof(lambda w: w.interface.is_dark),
    "view.larger": Proof(lambda w: w.interface.scale == 1.1),
    "view.smaller": Proof(lambda w: w.interface.scale == 0.9),
    "view.usual-size": Proof(lambda w: w.interface.scale == 1.0, lambda w: w.interface.choose_scale(1.25)),
    "edit.find": Proof(lambda w: w.left.tree.search.hasFocus()),
    "structures.colour": Proof(dialog(QColorDialog), choose(VEIN)),
    "view.frame-selection": Proof(lambda w: zoomed(w) > 1.5, choose(VEIN), "Frame the selection"),
    "view.turn-left": Proof(turned(0, -1.0), undo=TURN),
    "view.turn-right": Proof(turned(0, 1.0), undo=TURN),
    "view.turn-up": Proof(turned(1, 1.0), undo=TURN),
    "view.turn-down": Proof(turned(1, -1.0), undo=TURN),
    # What is shown goes to the side that is said: the middle of the picture goes to the other one.
    "view.move-left": Proof(lambda w: centre(w, 0) > 1.0, undo=MOVE),
    "view.move-right": Proof(lambda w: centre(w, 0) < -1.0, undo=MOVE),
    "view.move-up": Proof(lambda w: centre(w, 1) < -1.0, undo=MOVE),
    "view.move-down": Proof(lambda w: centre(w, 1) > 1.0, undo=MOVE),
    "view.closer": Proof(lambda w: zoomed(w) > 1.1, undo=ZOOM),
    "view.farther": Proof(lambda w: zoomed(w) < 0.9, undo=ZOOM),
    "view.smooth": Proof(lambda w: w.camera.is_smooth),
    "view.upright": Proof(lambda w: not w.camera.is_upright),
    "view.measure-distance": Proof(lambda w: w.measuring.wanted == DISTANCE),
    "view.measure-angle": Proof(lambda w: w.measuring.wanted == ANGLE),
    "view.measure-path": Proof(lambda w: w.measuring.wanted == PATH),
    "view.clear-measurements": Proof(
        lambda w: not w.scene.state.measurements, measured, "Clear measurements"
    ),
    "view.note-add": Proof(lambda w: w.notes.is_placing),
    "view.note-edit": Proof(dialog(QInputDialog), noted),
    "view.note-move": Proof(lambda w: w.notes.is_placing, noted),
    "view.note-delete": Proof(lambda w: not w.scene.state.pins, noted, "Delete note"),
    "view.note-clear": Proof(lambda w: not w.scene.state.pins, noted, "Delete all notes"),
    "view.notes": Proof(lambda w: w.notes.dock.isVisible()),
    "section.box": Proof(lambda w: w.scene.state.box is not None and w.box.isVisible(), undo="Section box"),
    "view.pencil": Proof(lambda w: w.chalk.tool is Tool.PENCIL and w.chalk.isVisible()),
    "view.pointer": Proof(lambda w: w.chalk.tool is Tool.POINTER and w.chalk.isVisible()),
    "scenes.keep": Proof(dialog(QInputDialog)),
    "scenes.rename": Proof(lambda w: w.scenes.list.findChild(QLineEdit) is not None, kept),
    "scenes.list": Proof(lambda w: w.scenes.isVisible()),
    "view.spin": Proof(lambda w: w.spin.is_on),
    "structures.route": Proof(lambda w: bool(w.scene.state.route), choose(VEIN, NEXT), "Trace route"),
    "structures.downstream": Proof(
        lambda w: w.scene.state.selection == (NEXT,), facts_are_known, "Follow the vein"
    ),
    "structures.upstream": Proof(
        lambda w: w.scene.state.selection == (NEXT,), facts_are_known, "Follow the vein"
    ),
    "view.panels": Proof(lambda w: w.left.isHidden() and w.right.isHidden()),
    "view.parameters": Proof(lambda w: w.parameters.isVisible()),
    "view.full-screen": Proof(lambda w: w.isFullScreen()),
    "help.keys": Proof(dialog(KeySheet)),
    "help.commands": Proof(dialog(CommandPalette)),
    "help.about": Proof(about_is_open),
}


@pytest.fixture(scope="module")
def rich(dressed_app):
    """A window that knows ways and neighbours of veins; for all verbs but the one that closes it."""
    window = shown(
        tracer=lambda start, goal: (RouteStep(start, 12.0, (1.5, 2.5)), RouteStep(goal, 0.0, (2.0, 2.0))),
        vessels=lambda: {VEIN: VesselFacts(36.4, (1.2, 3.4), (NEXT,), (NEXT,))},
        paths=lambda start, goal: Measurement((start[1], goal[1]), 2.0),
    )
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def desk(qtbot, rich, monkeypatch):
    """That window as it is at first; what it asks of the system's dialogs is noted, and given up."""
    rich.asked = []
    for name in ("getOpenFileName", "getSaveFileName"):
        answer = lambda _parent, words, *_rest: (rich.asked.append(words), ("", ""))[1]  # noqa: E731
        monkeypatch.setattr(QFileDialog, name, answer)
    rich.wait = lambda is_so: qtbot.waitUntil(is_so, timeout=20_000)
    rich.scene.set_shelf(NO_SCENES, "Clear")
    rich.scene.reset()
    settled(qtbot, rich)
    rich.viewport.setFocus()
    rich.activateWindow()
    qtbot.waitActive(rich)
    QApplication.clipboard().clear()
    yield rich
    for dialog in rich.findChildren(QDialog):
        dialog.close()
    rich.spin.stop()
    rich.toolbox.end()
    for dock in rich.panels.others:
        dock.hide()
    for panel in (rich.left, rich.right):
        panel.show()
    rich.interface.choose_theme("light")
    rich.interface.choose_scale(1.0)
    if rich.camera.is_smooth:
        rich.camera.turn_smooth()
    if not rich.camera.is_upright:
        rich.camera.turn_upright()
    if rich.isFullScreen():
        rich.turn_full_screen()
    QApplication.processEvents()


def test_there_is_a_proof_for_every_verb_of_the_window(rich):
    assert {*PROOFS, "file.quit"} == set(rich.verbs.by_id) - set(BY_ID)


@pytest.mark.parametrize("key", PROOFS)
def test_every_verb_of_the_window_does_by_keys_what_it_says(qtbot, desk, key):
    proof = PROOFS[key]
    proof.before(desk)
    settled(qtbot, desk)
    desk.began = desk.renderer.viewpoint()
    before = desk.scene.state
    assert desk.verbs.by_id[key].isEnabled()
    assert not proof.happened(desk), "not so before"
    do_by_hand(qtbot, desk, key)
    qtbot.waitUntil(lambda: proof.happened(desk), timeout=20_000)
    if proof.undo is None:
        assert key in ("file.new", "view.spin") or desk.scene.state == before
        return
    assert desk.scene.undo_name == proof.undo
    assert desk.verbs.by_id["edit.undo"].text() == f"Undo: {proof.undo}"
    settled(qtbot, desk)
    press(desk.viewport, "Ctrl+Z")
    assert desk.scene.state == before


def test_quit_closes_the_window(fresh_window):
    press(fresh_window.viewport, "Ctrl+Q")
    assert not fresh_window.isVisible()


@pytest.mark.parametrize("key", ["Left", "Up", "Shift+Left"])
def test_arrows_are_those_of_a_list_while_it_has_the_focus(qtbot, desk, key):
    before = desk.scene.state.viewpoint
    desk.left.tree.view.setFocus()
    press(desk.left.tree.view, key)
    assert desk.scene.state.viewpoint == before


def test_a_held_arrow_is_one_step_to_undo(qtbot, desk):
    before = desk.scene.state
    for _ in range(4):
        press(desk.viewport, "Right")
    assert not desk.viewport.renderer.GetUseFXAA(), "drawn as things that move"
    qtbot.waitUntil(lambda: not desk.navigation.is_moving)
    press(desk.viewport, "Ctrl+Z")
    assert desk.scene.state == before
