"""The line of help at the foot of the view leaves what is shown, scale bar and orientation marker clear."""

from itertools import product

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QApplication
from vtkmodules.vtkRenderingCore import vtkCoordinate

from tests.qt.conftest import press, settled
from viewer.qt.view.hint import HINT, MOST_TAKEN, SHORT_HINT

SCALES = (0.8, 1.0, 1.5, 2.0)
WIDTHS = (1024, 1280, 1600)


@pytest.fixture
def desk(fresh_window):
    yield fresh_window
    fresh_window.interface.choose_scale(1.0)


def lowest(window) -> float:
    """Logical pixels from the upper edge of the view to the lowest point of what is shown."""
    coordinate, ends = vtkCoordinate(), []
    coordinate.SetCoordinateSystemToWorld()
    for point in window.sync.points.seen():
        coordinate.SetValue(*point)
        ends.append(coordinate.GetComputedDisplayValue(window.viewport.renderer)[1])
    return window.viewport.height() * (1.0 - min(ends) / window.viewport.render_window.GetSize()[1])


def aids(window) -> list[QRect]:
    """Where scale bar and orientation marker are drawn, logical pixels of the view."""
    size = window.viewport.render_window.GetSize()
    stickers = (window.renderer._margin._bar, window.renderer._margin._compass)
    boxes = [box for sticker in stickers if (box := sticker.box(size)) is not None]
    return [QRect(round(a), round(b), round(c - a), round(d - b)) for a, b, c, d in boxes]


def become(qtbot, window, width: int, scale: float) -> None:
    window.resize(width, 768)
    window.interface.choose_scale(scale)
    settled(qtbot, window)


def test_what_is_shown_at_first_stands_above_the_hint(qtbot, desk):
    for width, scale in product(WIDTHS, SCALES):
        become(qtbot, desk, width, scale)
        assert desk.hint.text() in (HINT, SHORT_HINT)
        assert lowest(desk) < desk.hint.y(), (width, scale)


def test_a_prompt_stands_clear_of_scale_bar_and_orientation_marker(qtbot, desk):
    press(desk.viewport, "B")
    press(desk.viewport, "Shift+M")
    assert desk.scene.state.overlays.scale_bar and desk.scene.state.overlays.orientation
    for width, scale in product(WIDTHS, SCALES):
        become(qtbot, desk, width, scale)
        assert len(aids(desk)) == 2
        assert desk.hint.isVisible()
        clash = [box for box in aids(desk) if box.intersects(desk.hint.geometry())]
        assert not clash, (width, scale)
    press(desk.viewport, "Esc")


def test_a_long_caption_leaves_most_of_a_narrow_view_to_the_figure(qtbot, desk):
    become(qtbot, desk, 1280, 2.0)
    press(desk.viewport, "Ctrl+2")
    QApplication.processEvents()
    assert desk.hint.height() < MOST_TAKEN * desk.viewport.height()
    assert desk.hint.height() >= desk.hint.heightForWidth(desk.hint.width()), "all of it can be read"


def test_nothing_jumps_when_the_hint_goes(qtbot, desk):
    settled(qtbot, desk)
    before = desk.renderer.viewpoint()
    press(desk.viewport, "B")
    settled(qtbot, desk)
    assert not desk.hint.isVisible()
    assert desk.renderer.viewpoint() == before
