"""The section box by real keys, knobs and numbers, and in pictures and files."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QCheckBox

from meshes.anatomy.catalogue import load_catalogue
from tests.qt.conftest import pixels, press, settled
from viewer.export.still import render_still
from viewer.export.still_spec import StillSpec
from viewer.model.palette import load_palette
from viewer.model.section_box import SectionBox
from viewer.model.written.figure_file import FaultyFigure, read_figure
from viewer.model.written.figure_text import figure_text
from viewer.model.written.session import read_session, session_text
from viewer.render.cuts.section_handle import box_handles

LEFT = Qt.MouseButton.LeftButton
BONE = "bone.vertebra.T12"


@pytest.fixture
def boxed(qtbot, window):
    """One vertebra, solid, seen from its left, in a box."""
    window.scene.isolate([BONE])
    window.scene.set_opacity([BONE], 1.0)
    window.scene.view_from("left")
    settled(qtbot, window)
    press(window.viewport, "Alt+X")
    settled(qtbot, window)
    yield window
    window.box.hide()
    window.scene.set_box(None)


def knob(window, side: int) -> QPoint:
    right, up = box_handles(window.renderer.box, window.renderer.viewpoint())[side].tip
    height = window.viewport.height()
    return QPoint(round(window.viewport.width() / 2 + right * height), round(height / 2 - up * height))


def test_a_key_puts_a_box_within_what_is_shown_and_takes_it_away(qtbot, boxed):
    window = boxed
    points = window.sync.points.shown()
    box = window.scene.state.box
    assert (points.min(axis=0) < box.lower).all()
    assert (points.max(axis=0) > box.upper).all()
    assert window.box.isVisible()
    assert window.verbs.by_id["section.box"].isChecked()
    assert window.scene.undo_name == "Section box"
    drawn = np.concatenate([cloud.points for cloud in window.renderer.clouds().values()])
    assert box.holds(np.round(drawn, 2)).all()
    press(window.viewport, "Alt+X")
    assert window.scene.state.box is None
    assert not window.box.isVisible()
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state.box == box


def edge_pixels(qtbot, window) -> np.ndarray:
    """Which pixels have the colour of the box's edges, (height, width)."""
    colour = load_palette(window.scene.state.palette).accent(window.interface.is_dark)
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return (np.abs(pixels(qtbot, window)[..., :3].astype(int) - wanted) < 30).all(axis=2)


def test_the_edges_are_drawn_while_the_box_is_on_and_the_bone_hides_what_is_behind_it(qtbot, boxed):
    window = boxed
    window.scene.view_from("oblique")
    seen = edge_pixels(qtbot, window)
    assert seen.sum() > 300
    corner = window.renderer.viewpoint()
    # Solid bone of the same box, and nothing in it: more of the far edges is seen.
    window.scene.set_visible([BONE], False)
    window.scene.set_viewpoint(corner)
    bare = edge_pixels(qtbot, window)
    assert bare.sum() > 1.15 * seen.sum()
    press(window.viewport, "Alt+X")
    assert not edge_pixels(qtbot, window).any()


def test_the_edges_take_their_colour_from_the_palette(qtbot, boxed):
    window = boxed
    window.scene.view_from("oblique")
    window.scene.set_palette("print")
    assert edge_pixels(qtbot, window).sum() > 100


def test_a_knob_pulls_its_side_and_nothing_else_in_one_step(qtbot, boxed):
    window = boxed
    before, view = window.scene.state.box, window.scene.state.viewpoint
    top, mm = knob(window, 5), window.renderer.viewpoint().height_mm / window.viewport.height()
    QTest.mousePress(window.viewport, LEFT, pos=top)
    for step in range(1, 6):
        QTest.mouseMove(window.viewport, top + QPoint(0, 4 * step))
    QTest.mouseRelease(window.viewport, LEFT, pos=top + QPoint(0, 20))
    after = window.scene.state.box
    assert after.upper[2] == pytest.approx(before.upper[2] - 20 * mm, rel=0.05)
    assert (after.lower, after.upper[:2]) == (before.lower, before.upper[:2])
    assert window.scene.state.viewpoint == view
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state.box == before


def test_numbers_move_sides_and_follow_them(qtbot, boxed):
    window = boxed
    left = window.box.fields[1]
    left.selectAll()
    qtbot.keyClicks(left, "3.5")
    qtbot.keyClick(left, Qt.Key.Key_Return)
    assert window.scene.state.box.upper[0] == 3.5
    left.selectAll()
    qtbot.keyClicks(left, "-900")
    qtbot.keyClick(left, Qt.Key.Key_Return)
    box = window.scene.state.box
    assert box.upper[0] == box.lower[0] + 1.0, "never past the other side"
    assert left.value() == pytest.approx(box.upper[0], abs=0.05)
    press(window.viewport, "Ctrl+Z")
    assert left.value() == 3.5


def test_veins_may_be_left_whole(qtbot, boxed):
    window = boxed
    window.scene.show_all()
    settled(qtbot, window)
    check = window.box.findChild(QCheckBox)
    qtbot.mouseClick(check, LEFT, pos=QPoint(8, check.height() // 2))
    assert window.scene.state.box.spared == ("vein",)
    assert any(key.startswith("vein.") for key in window.renderer.box.spared)
    press(window.viewport, "V")
    assert window.scene.state.box.spared == ()
    assert not check.isChecked()


def test_faces_of_the_box_have_the_colour_of_the_tissue_in_view_and_on_disk(qtbot, boxed):
    window = boxed
    catalogue, meshes = window.scene.catalogue, window.building.meshes
    cut = render_still(catalogue, window.scene.state, meshes, StillSpec(300, 300))
    seen = pixels(qtbot, window)
    window.scene.set_box(None)
    whole = render_still(catalogue, window.scene.state, meshes, StillSpec(300, 300))
    # Marrow is red where the outside of bone is pale.
    assert redness(cut) > redness(whole) + 15
    assert redness(seen) > redness(pixels(qtbot, window)) + 15


def redness(picture: np.ndarray) -> float:
    height, width = picture.shape[:2]
    middle = picture[height // 2 - 12 : height // 2 + 12, width // 2 - 12 : width // 2 + 12].astype(float)
    return float((middle[..., 0] - middle[..., 2]).mean())


def test_sessions_and_figure_files_keep_the_box_and_refuse_none(qtbot, boxed):
    state, catalogue = boxed.scene.state, load_catalogue()
    assert read_session(session_text(state), catalogue).state.box == state.box
    text = figure_text(state, catalogue, "T", "C")
    assert read_figure("own", text).state(catalogue).box == state.box
    thin = text.replace(f"upper = {list(state.box.upper)}", f"upper = {list(state.box.lower)}")
    with pytest.raises(FaultyFigure, match="thick"):
        read_figure("own", thin)
    assert isinstance(state.box, SectionBox)


def test_a_box_that_comes_and_goes_leaves_the_view_framed_and_f_frames_what_is_boxed(qtbot, window):
    whole = window.renderer.viewpoint()
    press(window.viewport, "Alt+X")
    window.resize(window.width() - 40, window.height() - 60)
    settled(qtbot, window)
    wide = window.renderer.viewpoint().height_mm
    assert wide == pytest.approx(whole.height_mm, rel=0.12)
    press(window.viewport, "F")
    assert window.renderer.viewpoint().height_mm < 0.95 * wide
    press(window.viewport, "Alt+X")
    press(window.viewport, "F")
    assert window.renderer.viewpoint().height_mm == pytest.approx(wide, rel=0.02)
