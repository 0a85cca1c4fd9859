import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QSettings, Qt
from PyQt6.QtWidgets import QApplication

from tests.qt.conftest import pixels, place_of, press, settled
from viewer.actions.switches import SWITCHES
from viewer.model.visibility import Check
from viewer.qt.docks.switches import ALWAYS, LARGE


def turned_on(window, switch):
    """The ids of a switch, all on: soft tissue is off when the atlas opens."""
    if switch.check(window.scene) is not Check.ON:
        switch.turn(window.scene)
    return set(switch.ids(window.scene))


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.group)
def test_a_key_hides_its_group_and_brings_it_back(qtbot, window, switch):
    ids = turned_on(window, switch)
    is_in_sight = not ids.isdisjoint(window.scene.shown)
    before = pixels(qtbot, window)
    press(window.viewport, switch.key)
    assert ids.isdisjoint(window.scene.shown)
    assert window.left.switches.buttons[switch.group].check is Check.OFF
    assert np.any(pixels(qtbot, window) != before) == is_in_sight
    press(window.viewport, switch.key)
    assert is_in_sight == bool(ids & set(window.scene.shown))
    assert np.abs(pixels(qtbot, window).astype(int) - before).max() <= 2


def test_hiding_the_posterior_external_plexus_uncovers_what_is_behind_it(qtbot, window):
    qtbot.keyClick(window.viewport, "p")
    settled(qtbot, window)
    place = place_of(window, "vein.external.posterior.T12")
    covered = pixels(qtbot, window)[place.y(), place.x(), :3].astype(int)
    qtbot.keyClick(window.viewport, "4")
    uncovered = pixels(qtbot, window)[place.y(), place.x(), :3].astype(int)
    assert covered[1] > covered[0] and covered[1] > covered[2], "the plexus is green"
    assert uncovered[2] > uncovered[1], "the posterior internal plexus behind it is blue"


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.group)
def test_a_click_turns_its_group(qtbot, window, switch):
    button = window.left.switches.buttons[switch.group]
    turned_on(window, switch)
    if not button.isVisible():
        qtbot.mouseClick(window.left.switches.more.button, Qt.MouseButton.LeftButton)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.check is Check.OFF
    assert set(switch.ids(window.scene)).isdisjoint(window.scene.shown)


def test_a_switch_is_half_way_when_one_structure_of_its_group_is_off(window):
    window.scene.hide(["disc.T12-L1"])
    assert window.left.switches.buttons["disc"].check is Check.PARTLY


def test_each_switch_has_the_colour_of_its_structures(window):
    window.left.switches.more.button.setChecked(True)
    QApplication.processEvents()
    for group, button in window.left.switches.buttons.items():
        turned_on(window, button.switch)
        (colour,) = {window.scene.colour(key) for key in button.switch.ids(window.scene)}
        image = button.grab().toImage()
        drawn = {image.pixelColor(x, y).name() for x in range(60) for y in range(0, image.height(), 2)}
        assert colour in drawn, group


def test_names_are_not_cut(window):
    window.left.switches.more.button.setChecked(True)
    QApplication.processEvents()
    for button in window.left.switches.buttons.values():
        assert button.width() >= button.minimumSizeHint().width()
    window.resizeDocks([window.left], [400], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    for button in window.left.switches.buttons.values():
        assert button.width() >= button.sizeHint().width()


def test_small_switches_stand_in_two_columns_where_there_is_room_and_the_keys_go_first(qtbot, window):
    def rows() -> int:
        buttons = [window.left.switches.buttons[group] for group in ALWAYS]
        return len({button.y() for button in buttons})

    assert rows() == 2
    narrow = window.left.switches.buttons["intervertebral"]
    assert narrow.width() < narrow.sizeHint().width(), "no room for the key"
    window.resizeDocks([window.left], [120], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: rows() == 4)
    assert narrow.width() >= narrow.minimumSizeHint().width()


def test_the_plexuses_stand_large_over_the_four_one_needs_most_and_the_rest_is_folded_away(window):
    panel = window.left.switches
    shown = {group: button for group, button in panel.buttons.items() if button.isVisible()}
    assert set(shown) == {*LARGE, *ALWAYS}
    tops = {group: button.mapTo(panel, QPoint()).y() for group, button in shown.items()}
    assert max(tops[group] for group in LARGE) < min(tops[group] for group in ALWAYS)
    assert min(shown[group].height() for group in LARGE) > max(shown[group].height() for group in ALWAYS)


def test_what_is_on_though_folded_away_is_told_on_the_fold(window):
    panel = window.left.switches
    window.scene.set_visible(
        [key for group in panel._rarer for key in panel.buttons[group].switch.ids(window.scene)], False
    )
    assert panel.more.button.text() == "More"
    press(window.viewport, "U")
    assert panel.more.button.text().endswith("1 of 10 on")


def test_a_fold_is_remembered_and_opens_by_key(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    assert not first.left.switches.buttons["rib"].isVisible()
    first.left.switches.more.button.setFocus()
    qtbot.keyClick(first.left.switches.more.button, Qt.Key.Key_Space)
    assert first.left.switches.buttons["rib"].isVisible()
    first.close()
    second = open_on(settings=settings)
    assert second.left.switches.buttons["rib"].isVisible()


@pytest.mark.parametrize("height", [760, 860, 960])
def test_opening_and_closing_the_fold_settles_at_once_and_the_tree_stays_in_sight(qtbot, open_on, height):
    """A panel whose height hangs on its scroll bar, and the bar on the height, would go on for ever."""
    window = open_on()
    window.resize(1420, height)
    settled(qtbot, window)
    laid_out = LayoutCount(window.left.column.widget())
    for is_open in (True, False) * 3:
        window.left.switches.more.button.setChecked(is_open)
        QApplication.processEvents()
        qtbot.wait(30)
    assert laid_out.count < 60
    tree, scroll = window.left.tree.view, window.left.column
    assert tree.mapTo(scroll, QPoint(0, tree.height())).y() <= scroll.height()


class LayoutCount(QObject):
    """How often a widget was resized or laid out."""

    def __init__(self, widget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event) -> bool:
        self.count += event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        return False


def test_space_presses_the_switch_that_has_the_focus(qtbot, window):
    button = window.left.switches.buttons["disc"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.check is Check.OFF
    assert not window.spin.is_on
