"""Eye, dot and bar at each row of the tree."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor, QContextMenuEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QColorDialog, QMenu

from tests.qt.conftest import press
from viewer.qt.tree.structure_model import OPACITY_COLUMN, OPACITY_ROLE
from viewer.qt.tree.tree_view import bar_of

KEY = "vein.internal.ring"


@pytest.fixture
def tree(window):
    return window.left.tree


def cell(tree, key: str, column: int = 0):
    index = tree.filter.mapFromSource(tree.model.index_of(key))
    tree.view.scrollTo(index)
    return index.siblingAtColumn(column)


def place_on_bar(tree, key: str, share: float) -> QPoint:
    bar = bar_of(tree.view.visualRect(cell(tree, key, OPACITY_COLUMN)))
    return QPoint(round(bar.left() + share * bar.width()), round(bar.center().y()))


def test_pulling_a_bar_fades_all_of_its_row_in_one_step_and_selects_nothing(qtbot, window, tree):
    before = window.scene.state
    view = tree.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place_on_bar(tree, KEY, 0.9))
    for share in (0.8, 0.6, 0.5):
        QTest.mouseMove(view, place_on_bar(tree, KEY, share))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place_on_bar(tree, KEY, 0.5))
    opacities = {window.scene.state.looks[key].opacity for key in window.scene.catalogue.under(KEY)}
    assert len(opacities) == 1
    assert opacities.pop() == pytest.approx(0.5, abs=0.03)
    assert not window.scene.state.selection
    assert window.scene.undo_name == "Opacity"
    window.scene.undo()
    assert window.scene.state == before


def test_what_an_eye_hides_is_restored_by_its_key(qtbot, window, tree):
    before, view = window.scene.shown, tree.view
    view.setFocus()
    view.setCurrentIndex(cell(tree, "disc"))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not [key for key in window.scene.shown if key.startswith("disc.")]
    assert window.scene.undo_name == "Hide"
    press(window.viewport, "8")
    press(window.viewport, "8")
    assert not window.verbs.by_id["show.restore"].isEnabled(), (
        "a switch is no hiding: it is seen beside the view"
    )
    window.scene.undo()
    window.scene.undo()
    press(window.viewport, "Shift+H")
    assert window.scene.shown == before


def test_a_bar_tells_the_mean_and_whether_its_structures_differ(window, tree):
    window.scene.set_opacity(window.scene.catalogue.under(KEY), 0.4)
    assert cell(tree, KEY, OPACITY_COLUMN).data(OPACITY_ROLE) == (pytest.approx(0.4), False)
    window.scene.set_opacity([f"{KEY}.L1"], 1.0)
    mean, is_mixed = cell(tree, KEY, OPACITY_COLUMN).data(OPACITY_ROLE)
    assert is_mixed
    assert 0.4 < mean < 1.0
    assert "on average" in cell(tree, KEY, OPACITY_COLUMN).data(Qt.ItemDataRole.ToolTipRole)
    assert "opacity" in cell(tree, KEY, OPACITY_COLUMN).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_bar_is_drawn_as_full_as_it_says(window, tree):
    widths = {}
    for opacity in (0.25, 1.0):
        window.scene.set_opacity(window.scene.catalogue.under(KEY), opacity)
        rect = tree.view.visualRect(cell(tree, KEY, OPACITY_COLUMN))
        image = tree.view.viewport().grab(rect).toImage()
        blue = QColor("#175a9e")
        row = image.height() // 2
        widths[opacity] = sum(image.pixelColor(x, row) == blue for x in range(image.width()))
    assert widths[0.25] / widths[1.0] == pytest.approx(0.25, abs=0.08)


def test_a_click_on_the_dot_asks_for_a_colour_and_paints_the_row(qtbot, window, tree):
    index = cell(tree, KEY)
    qtbot.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=tree.view.dot(index).center())
    (dialog,) = (found for found in tree.findChildren(QColorDialog) if found.isVisible())
    dialog.setCurrentColor(QColor("#aa3311"))
    dialog.accept()
    assert {window.scene.colour(key) for key in window.scene.catalogue.under(KEY)} == {"#aa3311"}
    assert not window.scene.state.selection
    assert window.scene.undo_name == "Colour"


def test_keys_paint_the_selection_and_take_the_paint_back(qtbot, window):
    window.scene.select(["disc.T12-L1"])
    before = window.scene.colour("disc.T12-L1")
    qtbot.keyClick(window.viewport, "c")
    (dialog,) = (found for found in window.findChildren(QColorDialog) if found.isVisible())
    dialog.setCurrentColor(QColor("#102030"))
    dialog.accept()
    assert window.scene.colour("disc.T12-L1") == "#102030"
    window.activateWindow()
    qtbot.waitActive(window)
    qtbot.keyClick(window.viewport, "c", Qt.KeyboardModifier.ShiftModifier)
    assert window.scene.colour("disc.T12-L1") == before


def test_keys_work_on_the_kind_of_the_selection(qtbot, window):
    window.scene.select(["vein.basivertebral.T12"])
    qtbot.keyClick(window.viewport, "k", Qt.KeyboardModifier.ShiftModifier)
    assert "vein.basivertebral.L1" not in window.scene.shown
    assert "bone.vertebra.L1" in window.scene.shown
    qtbot.keyClick(window.viewport, "j")
    assert "vein.basivertebral.L1" in window.scene.shown
    before = set(window.scene.shown)
    qtbot.keyClick(window.viewport, "i", Qt.KeyboardModifier.ControlModifier)
    assert not before & set(window.scene.shown)
    qtbot.keyClick(window.viewport, "i", Qt.KeyboardModifier.ControlModifier)
    assert set(window.scene.shown) == before


def test_keys_fade_the_selection(qtbot, window):
    window.scene.select(["vein.basivertebral.T12"])
    qtbot.keyClick(window.viewport, "[", Qt.KeyboardModifier.ControlModifier)
    assert window.scene.state.looks["vein.basivertebral.T12"].opacity == pytest.approx(0.9)
    qtbot.keyClick(window.viewport, "]", Qt.KeyboardModifier.ControlModifier)
    assert window.scene.state.looks["vein.basivertebral.T12"].opacity == 1.0


def menu_of(qtbot, tree, key: str) -> QMenu:
    """The menu of a row, which the right button has chosen before."""
    place = tree.view.visualRect(cell(tree, key)).center()
    pane = tree.view.viewport()
    QTest.mouseClick(pane, Qt.MouseButton.RightButton, pos=place)
    reason, over = QContextMenuEvent.Reason.Mouse, pane.mapToGlobal(place)
    QApplication.sendEvent(pane, QContextMenuEvent(reason, place, over))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def choose(qtbot, menu: QMenu, key: str) -> None:
    action = next(each for each in menu.actions() if each.objectName() == key)
    assert action.isEnabled()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_the_right_button_does_all_of_the_tree_to_what_it_is_pressed_on(qtbot, window, tree):
    scene, vein, other = window.scene, "vein.basivertebral.T12", "vein.basivertebral.L1"
    window.left.column.ensureWidgetVisible(tree.view)
    first = set(scene.shown)
    choose(qtbot, menu_of(qtbot, tree, vein), "show.hide")
    assert set(scene.shown) == first - {vein}
    choose(qtbot, menu_of(qtbot, tree, other), "show.restore")
    assert set(scene.shown) == first
    choose(qtbot, menu_of(qtbot, tree, other), "show.only-of-kind")
    assert set(scene.shown) == first - {vein}
    choose(qtbot, menu_of(qtbot, tree, other), "show.kind")
    assert set(scene.shown) == first
    choose(qtbot, menu_of(qtbot, tree, vein), "show.fade-others")
    assert scene.state.looks[vein].opacity == 1.0 > scene.state.looks[other].opacity
    choose(qtbot, menu_of(qtbot, tree, vein), "show.isolate")
    assert set(scene.shown) == {vein}
    choose(qtbot, menu_of(qtbot, tree, vein), "show.invert")
    assert vein not in scene.shown and first - {vein} <= set(scene.shown)


def test_names_and_bars_share_the_width(window, tree):
    view = tree.view
    bar = view.visualRect(cell(tree, KEY, OPACITY_COLUMN))
    assert bar.right() <= view.viewport().width()
    assert bar.width() >= 50
    assert not view.horizontalScrollBar().isVisible()
