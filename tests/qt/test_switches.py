import numpy as np
import pytest
from PyQt6.QtCore import Qt

from tests.qt.conftest import pixels, place_of, press, settled
from viewer.actions.switches import SWITCHES
from viewer.model.visibility import Check


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
    assert np.abs(covered - uncovered).max() > 40


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.group)
def test_a_click_turns_its_group(qtbot, window, switch):
    button = window.left.switches.buttons[switch.group]
    turned_on(window, switch)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.check is Check.OFF
    assert set(switch.ids(window.scene)).isdisjoint(window.scene.shown)


def test_a_switch_is_half_way_when_one_structure_of_its_group_is_off(window):
    window.scene.hide(["disc.T12-L1"])
    assert window.left.switches.buttons["disc"].check is Check.PARTLY


def test_each_switch_has_the_colour_of_its_structures(window):
    for group, button in window.left.switches.buttons.items():
        turned_on(window, button.switch)
        (colour,) = {window.scene.colour(key) for key in button.switch.ids(window.scene)}
        image = button.grab().toImage()
        drawn = {image.pixelColor(x, y).name() for x in range(60) for y in range(0, image.height(), 2)}
        assert colour in drawn, group


def test_names_are_not_cut(window):
    for button in window.left.switches.buttons.values():
        assert button.width() >= button.sizeHint().width()
