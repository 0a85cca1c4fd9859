"""Tracing a route in the window: two clicks in the tree, one key, and the way is lit up."""

import threading

import pytest
from PyQt6.QtCore import Qt

from viewer.model.look import FADED_OPACITY
from viewer.model.route import RouteStep

START, MIDDLE, GOAL = (
    "vein.internal.anterior.T12.left",
    "vein.internal.anterior.L1.left",
    "vein.intervertebral.L1.left",
)
WAY = (
    RouteStep(START, 12.0, (1.5, 2.5)),
    RouteStep(MIDDLE, 30.0, (1.4, 2.2)),
    RouteStep(GOAL, 0.0, (2.0, 2.0)),
)


@pytest.fixture
def asked() -> list[tuple[str, str, str]]:
    return []


@pytest.fixture
def tracing(qtbot, open_on, asked):
    def tracer(start: str, goal: str) -> tuple[RouteStep, ...]:
        asked.append((start, goal, threading.current_thread().name))
        if goal == MIDDLE:
            raise ValueError("no vein leads there")
        return WAY

    window = open_on(tracer=tracer)
    qtbot.waitUntil(lambda: not window.building.worker.is_running, timeout=20_000)
    return window


def test_a_key_lights_up_the_way_between_two_veins_and_undo_takes_it_back(qtbot, tracing, asked):
    scene = tracing.scene
    scene.select([START, GOAL])
    before = scene.state
    qtbot.keyClick(tracing.viewport, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: scene.state.route == WAY, timeout=20_000)
    assert asked == [(START, GOAL, "retia-trace")]
    assert scene.state.selection == (START, MIDDLE, GOAL)
    assert scene.state.looks[MIDDLE].opacity == 1.0
    assert scene.state.looks["bone.vertebra.L1"].opacity == FADED_OPACITY
    words = tracing.right.card.others.text()
    assert "42 mm in 3 steps" in words
    assert "2. Anterior internal plexus, left, L1: 30 mm" in words
    scene.undo()
    assert scene.state == before


def test_a_way_there_is_not_is_told(qtbot, tracing):
    tracing.scene.select([START, MIDDLE])
    before = tracing.scene.state
    qtbot.keyClick(tracing.viewport, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "no vein leads there" in tracing.messages.text.text(), timeout=20_000)
    assert tracing.scene.state == before


def test_only_two_veins_can_be_traced(tracing):
    action = tracing.verbs.by_id["structures.route"]
    for chosen, can in (([START], False), (["bone.vertebra.L1", START], False), ([START, GOAL], True)):
        tracing.scene.select(chosen)
        assert action.isEnabled() is can
