"""The card of a vein: size, neighbours, and the way along them by link and key."""

import re

import pytest
from PyQt6.QtCore import QPoint, Qt

from tests.qt.conftest import settled
from viewer.model.vessel import VesselFacts

LEFT, RING, CAVA = "vein.internal.anterior.T12.left", "vein.internal.ring.T12", "vein.basivertebral.T12"


class Reader:
    """Facts of a chain of three veins; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return {
            LEFT: VesselFacts(36.4, (1.2, 3.4), (RING,), (CAVA,)),
            CAVA: VesselFacts(20.0, (2.0, 2.04), (LEFT,), ()),
        }


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def told(qtbot, open_on, reader):
    """A window whose reader has been asked about one vein."""
    window = open_on(vessels=reader)
    settled(qtbot, window)
    assert reader.asked == 0
    window.scene.select([LEFT])
    qtbot.waitUntil(lambda: bool(window.vessels.facts))
    return window


def words(window) -> str:
    return re.sub(r"<[^>]+>", " ", window.right.card.vessel.text())


def test_the_card_tells_calibre_length_and_neighbours(told):
    known = told.scene.catalogue.structures
    assert re.search(r"Calibre\s+1\.2–3\.4 mm · +length\s+36 mm", words(told))
    assert re.search(rf"Takes from\s+{known[RING].name}\s+Drains to\s+{known[CAVA].name}", words(told))


def test_a_click_on_a_link_chooses_the_neighbour(qtbot, told):
    card = told.right.card.vessel
    card.adjustSize()
    line = card.fontMetrics().height()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, card.height() - line // 2 - 4))
    assert told.scene.state.selection == (CAVA,)
    assert told.scene.undo_name == "Follow the vein"


def test_keys_go_downstream_and_back_and_stop_at_the_end(qtbot, told, reader):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(told.viewport, Qt.Key.Key_Down, control)
    assert told.scene.state.selection == (CAVA,)
    assert not told.verbs.by_id["structures.downstream"].isEnabled()
    qtbot.keyClick(told.viewport, Qt.Key.Key_Up, control)
    assert told.scene.state.selection == (LEFT,)
    assert reader.asked == 1


def test_the_way_one_has_come_leads_back_though_a_wider_vein_joins(qtbot, open_on):
    facts = {
        LEFT: VesselFacts(36.4, (1.2, 3.4), (), (CAVA,)),
        RING: VesselFacts(12.0, (2.0, 3.4), (), (CAVA,)),
        CAVA: VesselFacts(20.0, (2.0, 2.04), (RING, LEFT), ()),
    }
    window = open_on(vessels=lambda: facts)
    settled(qtbot, window)
    scene, control = window.scene, Qt.KeyboardModifier.ControlModifier
    scene.select([LEFT])
    qtbot.waitUntil(lambda: bool(window.vessels.facts))

    def follow(key: Qt.Key) -> str:
        qtbot.keyClick(window.viewport, key, control)
        return scene.state.selection[-1]

    down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
    assert [follow(key) for key in (down, up, down, up)] == [CAVA, LEFT, CAVA, LEFT]
    scene.select([CAVA])
    assert follow(up) == RING, "whoever came another way goes up the widest"
    assert [follow(key) for key in (down, up)] == [CAVA, RING]


def test_bone_has_no_such_part_and_another_individual_is_read_anew(qtbot, told, reader):
    told.scene.select(["bone.vertebra.T12"])
    assert not told.right.card.vessel.isVisible()
    told.scene.select([LEFT])
    told.scene.set_seed(5)
    qtbot.waitUntil(lambda: reader.asked == 2)
    qtbot.waitUntil(lambda: bool(told.vessels.facts))


def test_a_graph_that_cannot_be_read_is_told_once(qtbot, open_on):
    def broken():
        raise ValueError("no graph today")

    window = open_on(vessels=broken)
    window.scene.select([LEFT])
    qtbot.waitUntil(window.messages.isVisible)
    window.scene.select([CAVA])
    assert "no graph today" in window.messages.text.text()
    assert not window.vessels.is_running
