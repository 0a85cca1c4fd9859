"""Names in the margins of the window, which follow whatever the user does."""

import itertools

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from tests.qt.conftest import pixels, place_of, settled


@pytest.fixture
def labelled(qtbot, window):
    qtbot.keyClick(window.viewport, "n")
    settled(qtbot, window)
    return window


def names(window) -> dict[str, str]:
    return {label.id: " ".join(text for text, _ in label.lines) for label in window.renderer.labels}


def test_a_key_writes_names_and_takes_them_away(qtbot, window):
    before = pixels(qtbot, window)
    qtbot.keyClick(window.viewport, "n")
    with_names = pixels(qtbot, window)
    assert {"Thoracic vertebra 12", "Posterior external plexus"} <= set(names(window).values())
    assert np.any(with_names != before)
    assert window.scene.undo_name == "Labels"
    qtbot.keyClick(window.viewport, "n")
    assert np.abs(pixels(qtbot, window).astype(int) - before).max() <= 2
    assert not names(window)


def test_names_lie_in_the_view_clear_of_each_other_and_of_the_legend(labelled):
    size = labelled.viewport.device_size()
    legend = labelled.renderer._margin._legend.box((size.width(), size.height()))
    boxes = [label.placed.box for label in labelled.renderer.labels]
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= size.width()
        assert 0 <= top < bottom <= size.height()
    for a, b in itertools.combinations([*boxes, legend], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_each_leader_ends_on_its_structure(labelled):
    scale = labelled.viewport.devicePixelRatioF()
    height = labelled.viewport.height()
    for label in labelled.renderer.labels:
        x, y = label.placed.leader[-1]
        found = labelled.renderer.pick(round(x), round(height * scale - 1 - y))
        assert found is not None, label.id


def heights(window) -> dict[str, float]:
    """How far below the upper edge each leader ends, in logical pixels."""
    # While things move the picture may have fewer pixels than the view.
    scale = window.viewport.render_window.GetSize()[1] / window.viewport.height()
    return {label.id: label.placed.leader[-1][1] / scale for label in window.renderer.labels}


def test_names_follow_the_column_while_it_is_dragged(qtbot, labelled):
    before = heights(labelled)
    start = QPoint(labelled.viewport.width() // 2, labelled.viewport.height() // 2)
    QTest.mousePress(labelled.viewport, Qt.MouseButton.RightButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(labelled.viewport, start + QPoint(0, 12 * step))
    labelled.viewport.grabFramebuffer()
    moved = heights(labelled)
    QTest.mouseRelease(labelled.viewport, Qt.MouseButton.RightButton, pos=start + QPoint(0, 60))
    steps = [moved[key] - before[key] for key in moved.keys() & before.keys()]
    assert len(steps) >= 4
    assert np.median(steps) == pytest.approx(60.0, rel=0.25)


def test_the_selected_is_named_in_full_and_the_hidden_not_at_all(qtbot, labelled):
    qtbot.mouseClick(
        labelled.viewport, Qt.MouseButton.LeftButton, pos=place_of(labelled, "vein.external.posterior.L1")
    )
    settled(qtbot, labelled)
    (chosen,) = labelled.scene.state.selection
    assert names(labelled)[chosen] == labelled.scene.catalogue.structures[chosen].name.replace(": ", ", ")
    qtbot.keyClick(labelled.viewport, "h")
    settled(qtbot, labelled)
    assert chosen not in names(labelled)


def test_the_menu_offers_latin_and_both(qtbot, labelled):
    labelled.verbs.by_id["labels.latin"].trigger()
    settled(qtbot, labelled)
    assert "Vertebra thoracica XII" in names(labelled).values()
    labelled.verbs.by_id["labels.both"].trigger()
    settled(qtbot, labelled)
    assert "Thoracic vertebra 12 Vertebra thoracica XII" in names(labelled).values()
    assert labelled.verbs.by_id["labels.both"].isChecked()
    labelled.scene.undo()
    assert labelled.verbs.by_id["labels.latin"].isChecked()
