from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QToolTip
from vtkmodules.vtkRenderingCore import vtkCoordinate

from tests.qt.conftest import pixels, place_of, press, settled
from viewer.actions.switches import SWITCHES
from viewer.model.visibility import Check
from viewer.model.written.figure_file import load_figure
from viewer.render.pace import Pace
from viewer.render.protocol import Quality

LEFT = Qt.MouseButton.LeftButton
TARGET = "vein.external.posterior.T12"


@pytest.fixture
def from_behind(qtbot, window):
    """The window looking at the back, where the posterior external plexus covers everything."""
    window.scene.view_from("posterior")
    settled(qtbot, window)
    return window


@pytest.fixture
def renders(window):
    """A list that grows with every picture VTK draws."""
    drawn: list[int] = []
    tag = window.viewport.ren_win.AddObserver("EndEvent", lambda *_: drawn.append(1))
    yield drawn
    window.viewport.ren_win.RemoveObserver(tag)


def drag(window, start: QPoint, *steps: QPoint, button=LEFT, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press, move and release as a hand does; the moves of QTest would carry no modifier."""
    QTest.mousePress(window.viewport, button, modifier, start)
    for step in map(QPointF, steps):
        place = QPointF(window.viewport.mapToGlobal(step))
        move = QMouseEvent(QEvent.Type.MouseMove, step, place, Qt.MouseButton.NoButton, button, modifier)
        QApplication.sendEvent(window.viewport, move)
    QTest.mouseRelease(window.viewport, button, modifier, steps[-1])


def wheel(window, place: QPoint, angle: int, pixels: int = 0) -> None:
    spot = QPointF(place)
    event = QWheelEvent(
        spot,
        QPointF(window.viewport.mapToGlobal(place)),
        QPoint(0, pixels),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(window.viewport, event)


def test_pointing_names_the_structure(qtbot, from_behind):
    QTest.mouseMove(from_behind.viewport, place_of(from_behind, TARGET))
    qtbot.waitUntil(lambda: from_behind.scene.hovered == TARGET, timeout=2000)
    assert QToolTip.text() == "Posterior external plexus, T12"


def test_pointing_at_nothing_names_nothing(qtbot, from_behind):
    from_behind.scene.hover(TARGET)
    QTest.mouseMove(from_behind.viewport, QPoint(3, from_behind.viewport.height() // 2))
    qtbot.waitUntil(lambda: from_behind.scene.hovered is None, timeout=2000)


def test_pointing_makes_no_undo_step(qtbot, from_behind):
    before = from_behind.scene.undo_name, from_behind.scene.state
    QTest.mouseMove(from_behind.viewport, place_of(from_behind, TARGET))
    qtbot.waitUntil(lambda: from_behind.scene.hovered is not None, timeout=2000)
    assert (from_behind.scene.undo_name, from_behind.scene.state) == before


def test_a_click_selects_and_the_card_tells_what_it_is(qtbot, from_behind):
    qtbot.mouseClick(from_behind.viewport, LEFT, pos=place_of(from_behind, TARGET))
    assert from_behind.scene.state.selection == (TARGET,)
    assert from_behind.right.card.name.text() == "Posterior external plexus, T12"


def test_a_click_beside_everything_deselects(qtbot, from_behind):
    from_behind.scene.select([TARGET])
    qtbot.mouseClick(from_behind.viewport, LEFT, pos=QPoint(3, 200))
    assert from_behind.scene.state.selection == ()


def test_a_click_with_control_adds_to_the_selection(qtbot, from_behind):
    from_behind.scene.select(["disc.T12-L1"])
    place = place_of(from_behind, TARGET)
    qtbot.mouseClick(from_behind.viewport, LEFT, Qt.KeyboardModifier.ControlModifier, place)
    assert from_behind.scene.state.selection == ("disc.T12-L1", TARGET)


def test_a_selected_structure_looks_different(qtbot, from_behind):
    place = place_of(from_behind, TARGET)
    before = pixels(qtbot, from_behind)[place.y(), place.x()].astype(int)
    from_behind.scene.select([TARGET])
    after = pixels(qtbot, from_behind)[place.y(), place.x()].astype(int)
    assert np.abs(after - before).max() > 25


def test_a_drag_turns_and_does_not_select(qtbot, from_behind):
    start = place_of(from_behind, TARGET)
    before = from_behind.scene.state.viewpoint
    drag(from_behind, start, start + QPoint(20, 0), start + QPoint(60, 10))
    assert from_behind.scene.state.selection == ()
    assert from_behind.scene.state.viewpoint.direction != before.direction


def test_a_drag_is_one_undo_step(qtbot, from_behind):
    before = from_behind.scene.state
    start = QPoint(300, 300)
    drag(from_behind, start, *(start + QPoint(10 * step, 4 * step) for step in range(1, 8)))
    assert from_behind.scene.undo_name == "Turn the view"
    from_behind.scene.undo()
    assert from_behind.scene.state == before


def test_two_drags_are_two_undo_steps(qtbot, from_behind):
    drag(from_behind, QPoint(300, 300), QPoint(340, 310))
    between = from_behind.scene.state
    drag(from_behind, QPoint(300, 300), QPoint(340, 310))
    from_behind.scene.undo()
    assert from_behind.scene.state == between


def test_a_trembling_hand_still_clicks(qtbot, from_behind):
    place = place_of(from_behind, TARGET)
    drag(from_behind, place, place + QPoint(2, 1))
    assert from_behind.scene.state.selection == (TARGET,)


def test_a_drag_with_shift_moves_the_picture_with_the_pointer(qtbot, from_behind):
    # Near the middle plane, in which the picture moves as far as the pointer.
    held, step = "vein.internal.anterior.T12.left", QPoint(50, -30)
    start = place_of(from_behind, held)
    drag(from_behind, start, start + step / 2, start + step, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert (place_of(from_behind, held) - start - step).manhattanLength() <= 6


def test_moving_pictures_are_light_and_resting_ones_full(qtbot, from_behind):
    seen = []
    quality_of = from_behind.renderer.set_quality
    from_behind.navigation._renderer.set_quality = lambda quality: (seen.append(quality), quality_of(quality))
    try:
        drag(from_behind, QPoint(300, 300), QPoint(340, 310))
    finally:
        del from_behind.navigation._renderer.set_quality
    assert seen == [Quality.MOVING, Quality.REST]


@pytest.mark.parametrize("angle", [120, 15, -120])
def test_the_wheel_zooms_to_the_pointer_in_fine_steps(qtbot, from_behind, angle):
    height = from_behind.renderer.viewpoint().height_mm
    place = place_of(from_behind, "disc.T12-L1") + QPoint(30, 60)
    wheel(from_behind, place, angle)
    now = from_behind.renderer.viewpoint().height_mm
    assert height / now == pytest.approx(1.12 ** (angle / 120), rel=1e-6)


def test_a_touch_pad_that_tells_pixels_alone_zooms_too(from_behind):
    height = from_behind.renderer.viewpoint().height_mm
    wheel(from_behind, QPoint(200, 200), 0, pixels=60)
    assert height / from_behind.renderer.viewpoint().height_mm == pytest.approx(1.12, rel=1e-6)


def test_spreading_two_fingers_zooms_where_they_are_in_one_undo_step(qtbot, from_behind):
    before, height = from_behind.scene.state, from_behind.renderer.viewpoint().height_mm
    place = place_of(from_behind, "vein.basivertebral.L1")
    spot = QPointF(place)
    for _ in range(4):
        pinch = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            spot,
            spot,
            QPointF(from_behind.viewport.mapToGlobal(place)),
            0.1,
            QPointF(),
        )
        QApplication.sendEvent(from_behind.viewport, pinch)
    assert height / from_behind.renderer.viewpoint().height_mm == pytest.approx(1.1**4, rel=1e-6)
    assert (place_of(from_behind, "vein.basivertebral.L1") - place).manhattanLength() <= 8
    with qtbot.waitSignal(from_behind.navigation.moved, timeout=2000):
        pass
    from_behind.scene.undo()
    assert from_behind.scene.state == before


def test_what_is_under_the_pointer_stays_there_while_zooming(qtbot, from_behind):
    place = place_of(from_behind, "vein.basivertebral.L1")
    wheel(from_behind, place, 240)
    moved = place_of(from_behind, "vein.basivertebral.L1") - place
    assert moved.manhattanLength() <= 8


def test_a_run_of_the_wheel_is_one_undo_step(qtbot, from_behind):
    before = from_behind.scene.state
    for _ in range(5):
        wheel(from_behind, QPoint(200, 200), 120)
    with qtbot.waitSignal(from_behind.navigation.moved, timeout=2000):
        pass
    from_behind.scene.undo()
    assert from_behind.scene.state == before


def test_a_double_click_brings_the_place_into_the_middle(qtbot, from_behind):
    # In parallel projection what lies behind the place comes with it.
    now = replace(from_behind.renderer.viewpoint(), is_parallel=True)
    from_behind.scene.set_viewpoint(now)
    place = place_of(from_behind, "vein.basivertebral.L1")
    qtbot.mouseDClick(from_behind.viewport, LEFT, pos=place)
    middle = QPoint(from_behind.viewport.width() // 2, from_behind.viewport.height() // 2)
    assert (place_of(from_behind, "vein.basivertebral.L1") - middle).manhattanLength() <= 3


def test_a_right_click_opens_the_menu_on_what_it_hits(qtbot, from_behind):
    qtbot.mouseClick(from_behind.viewport, Qt.MouseButton.RightButton, pos=place_of(from_behind, TARGET))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    hide = next(action for action in menu.actions() if action.objectName() == "show.hide")
    hide.trigger()
    menu.close()
    assert TARGET not in from_behind.scene.shown


@pytest.mark.parametrize("key", list("qew3cvutjyxz"))
def test_the_keys_of_vtk_neither_close_nor_switch_anything(qtbot, from_behind, key):
    style = from_behind.viewport.iren.interactor.GetInteractorStyle().GetClassName()
    qtbot.keyClick(from_behind.viewport, key)
    assert from_behind.isVisible()
    assert from_behind.viewport.iren.interactor.GetInteractorStyle().GetClassName() == style
    actors = from_behind.viewport.renderer.GetActors()
    assert {actor.GetProperty().GetRepresentationAsString() for actor in actors} == {"Surface"}


def test_nothing_is_drawn_while_nothing_happens(qtbot, window, renders):
    settled(qtbot, window)
    qtbot.wait(300)
    renders.clear()
    qtbot.wait(1000)
    assert renders == []


def test_one_verb_is_one_quick_picture_and_one_smooth_one(qtbot, window, renders):
    renders.clear()
    window.scene.hide(["disc.T12-L1"])
    settled(qtbot, window)
    qtbot.wait(100)
    assert len(renders) == 2


def test_many_verbs_at_once_are_no_more_pictures_than_one(qtbot, window, renders):
    renders.clear()
    for button in window.left.switches.buttons.values():
        button.switch.turn(window.scene)
    settled(qtbot, window)
    qtbot.wait(100)
    assert len(renders) == 2


def test_the_view_takes_no_files(window):
    assert not window.viewport.acceptDrops()


def test_the_hint_goes_once_the_view_was_turned(qtbot, fresh_window):
    assert fresh_window.hint.isVisible()
    drag(fresh_window, QPoint(300, 300), QPoint(340, 310))
    assert not fresh_window.hint.isVisible()


def test_a_name_goes_with_what_it_names_and_the_hint_says_how_to_bring_it_back(qtbot, from_behind):
    QTest.mouseMove(from_behind.viewport, QPoint(3, 3))
    QTest.mouseMove(from_behind.viewport, place_of(from_behind, TARGET))
    QTest.mouseMove(from_behind.viewport, place_of(from_behind, TARGET) + QPoint(1, 0))
    qtbot.waitUntil(lambda: from_behind.scene.hovered == TARGET, timeout=10000)
    for switch in SWITCHES:
        if switch.check(from_behind.scene) is not Check.OFF:
            press(from_behind.viewport, switch.key)
            settled(qtbot, from_behind)
    assert from_behind.scene.is_empty
    assert from_behind.scene.hovered is None
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=2000)
    assert from_behind.hint.isVisible()
    assert from_behind.verbs.by_id["show.all"].shortcut().toString() in from_behind.hint.text()
    assert from_behind.verbs.by_id["show.solid"].shortcut().toString() in from_behind.hint.text()
    from_behind.verbs.by_id["show.all"].trigger()
    assert not from_behind.hint.isVisible()


def test_a_figure_tells_its_caption_until_the_next_verb(window):
    window.verbs.by_id["figure.gray-579"].trigger()
    assert window.hint.isVisible()
    assert window.hint.text() == load_figure("gray-579").caption
    window.scene.hover(TARGET.replace("T12", "T8"))
    assert window.hint.isVisible()
    window.scene.set_section(None)
    assert not window.hint.isVisible()


def test_a_fitted_view_is_framed_anew_when_the_window_grows(qtbot, fresh_window):
    height = fresh_window.renderer.viewpoint().height_mm
    fresh_window.resize(820, 760)
    qtbot.waitUntil(lambda: fresh_window.renderer.viewpoint().height_mm != height, timeout=3000)


@pytest.fixture
def slow(monkeypatch, window):
    """Drawing that takes as long as it takes in software on a large screen."""
    clock = [0.0]

    def later() -> float:
        clock[0] += 0.05
        return clock[0]

    before = window.renderer._pace
    window.renderer._pace = Pace()
    monkeypatch.setattr("viewer.render.pyvista_renderer.time.perf_counter", later)
    yield window
    window.renderer._pace = before


def test_a_slow_view_draws_fewer_pixels_while_it_is_turned_and_all_of_them_at_rest(qtbot, slow, renders):
    view, whole = slow.viewport, slow.viewport.device_size()
    at_rest = slow.renderer.labels, legend_size(slow)
    qtbot.mousePress(view, LEFT, pos=QPoint(300, 300))
    for step in range(12):
        drawn = len(renders)
        drag_on(view, QPoint(320 + 6 * step, 300))
        qtbot.waitUntil(lambda drawn=drawn: len(renders) > drawn)
    width, height = view.render_window.GetSize()
    assert width < 0.6 * whole.width()
    assert width / height == pytest.approx(whole.width() / whole.height(), rel=0.01)
    assert legend_size(slow)[0] == pytest.approx(at_rest[1][0] * width / whole.width(), rel=0.1)
    shown = view.grabFramebuffer()
    assert shown.size() == whole, "what is drawn fills the view"
    qtbot.mouseRelease(view, LEFT, pos=QPoint(400, 300))
    assert view.render_window.GetSize() == (whole.width(), whole.height())
    assert (slow.renderer.labels, legend_size(slow)) == at_rest


def test_picks_meet_what_is_seen_while_fewer_pixels_are_drawn(qtbot, slow, from_behind):
    place = place_of(slow, TARGET).toPointF()
    slow.renderer.set_quality(Quality.MOVING)
    for _ in range(12):
        slow.renderer._pace.note(0.05)
    slow.renderer.draw()
    settled(qtbot, slow)
    assert slow.viewport.render_window.GetSize()[0] < 0.6 * slow.viewport.width()
    assert slow.renderer.pick(*slow.viewport.in_device_pixels(place)) == TARGET
    slow.renderer.set_quality(Quality.REST)
    slow.renderer.draw()
    assert slow.renderer.pick(*slow.viewport.in_device_pixels(place)) == TARGET


def legend_size(window) -> tuple[int, int]:
    return window.renderer._margin._legend._size


def drag_on(view, place: QPoint) -> None:
    spot = QPointF(place)
    where = QPointF(view.mapToGlobal(place))
    move = QMouseEvent(
        QEvent.Type.MouseMove, spot, where, Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, move)


def test_a_caption_lies_below_what_is_shown(qtbot, window):
    def lowest() -> float:
        """Logical pixels from the upper edge of the view to the lowest point of what is shown."""
        coordinate, ends = vtkCoordinate(), []
        coordinate.SetCoordinateSystemToWorld()
        for point in window.sync.points.seen():
            coordinate.SetValue(*point)
            ends.append(coordinate.GetComputedDisplayValue(window.viewport.renderer)[1])
        return window.viewport.height() * (1.0 - min(ends) / window.viewport.render_window.GetSize()[1])

    settled(qtbot, window)
    assert lowest() > window.viewport.height() - 2 * window.hint.height()
    window.verbs.by_id["figure.default"].trigger()
    settled(qtbot, window)
    assert window.hint.isVisible()
    assert lowest() < window.hint.y()
    window.resize(window.width() - 150, window.height() - 100)
    settled(qtbot, window)
    assert lowest() < window.hint.y()
    window.scene.toggle(["bone.vertebra.T12"])
    settled(qtbot, window)
    assert not window.hint.isVisible()
    assert lowest() > window.viewport.height() - 2 * window.hint.height()


def test_a_view_that_was_resized_comes_to_rest_with_smooth_edges(qtbot, window):
    renderer, drawn = window.viewport.renderer, []
    assert renderer.GetUseFXAA()
    tag = renderer.AddObserver("StartEvent", lambda *_: drawn.append(bool(renderer.GetUseFXAA())))
    size = window.viewport.size()
    # Larger: a window whose panels have grown cannot always be made smaller.
    window.resize(window.width() + 60, window.height() + 40)
    qtbot.waitUntil(lambda: window.viewport.size() != size, timeout=10000)
    qtbot.waitUntil(lambda: bool(drawn) and drawn[-1], timeout=10000)
    renderer.RemoveObserver(tag)
    assert False in drawn
