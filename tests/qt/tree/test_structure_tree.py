from collections.abc import Iterator

import numpy as np
import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtTest import QAbstractItemModelTester
from PyQt6.QtWidgets import QStyle, QStyleOptionViewItem

from meshes.anatomy.catalogue import load_catalogue
from tests.qt.conftest import pixels
from viewer.qt.tree.structure_model import ID_ROLE, StructureModel, _short_name

CHECKED, PARTLY, OFF = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


@pytest.fixture
def tree(window):
    return window.left.tree


def rows(model, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from rows(model, index)


def box(tree, key: str) -> Qt.CheckState:
    return Qt.CheckState(tree.model.index_of(key).data(Qt.ItemDataRole.CheckStateRole))


def click_box(qtbot, tree, key: str) -> None:
    index = tree.filter.mapFromSource(tree.model.index_of(key))
    parent = index.parent()
    while parent.isValid():
        tree.view.expand(parent)
        parent = parent.parent()
    tree.view.scrollTo(index)
    option = QStyleOptionViewItem()
    tree.view.initViewItemOption(option)
    option.rect = tree.view.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    where = tree.view.style().subElementRect(
        QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, tree.view
    )
    qtbot.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=where.center())


def test_the_tree_is_the_catalogue(window, tree):
    catalogue = window.scene.catalogue
    shown = {index.data(ID_ROLE): index.parent().data(ID_ROLE) for index in rows(tree.model)}
    assert set(shown) == set(catalogue.structures) | set(catalogue.groups)
    assert shown == {
        key: entry.parent for key, entry in [*catalogue.groups.items(), *catalogue.structures.items()]
    }


def test_qt_finds_nothing_wrong_with_the_model(tree):
    QAbstractItemModelTester(tree.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_boxes_above_a_hidden_structure_are_half_way(window, tree):
    window.scene.hide(["vein.internal.ring.T12"])
    assert box(tree, "vein.internal.ring.T12") == OFF
    assert box(tree, "vein.internal.ring") == PARTLY
    assert box(tree, "vein.internal") == box(tree, "vein") == PARTLY
    assert box(tree, "vein.basivertebral") == CHECKED


def test_every_box_that_changes_is_drawn_anew(window, tree):
    drawn = []
    tree.model.dataChanged.connect(lambda index, *_: drawn.append(index.data(ID_ROLE)))
    window.scene.hide(["vein.internal.ring.T12"])
    assert set(drawn) == {"vein.internal.ring.T12", "vein.internal.ring", "vein.internal", "vein"}


def test_clicking_the_box_of_a_group_turns_all_below_it(qtbot, window, tree):
    window.scene.show(window.scene.catalogue.under("vein"))
    below = set(window.scene.catalogue.under("vein.internal"))
    click_box(qtbot, tree, "vein.internal")
    assert below.isdisjoint(window.scene.shown)
    assert box(tree, "vein") == PARTLY
    click_box(qtbot, tree, "vein.internal")
    assert box(tree, "vein") == CHECKED
    assert window.scene.undo_name == "Show"


def test_clicking_a_half_way_box_turns_everything_on(qtbot, window, tree):
    window.scene.hide(["disc.T12-L1"])
    click_box(qtbot, tree, "disc")
    assert box(tree, "disc") == CHECKED


def test_a_click_on_a_box_is_one_undo_step(qtbot, window, tree):
    before = window.scene.state
    click_box(qtbot, tree, "vein.internal")
    window.scene.undo()
    assert window.scene.state.looks == before.looks


def test_choosing_a_row_selects_what_is_below_it(qtbot, window, tree):
    index = tree.filter.mapFromSource(tree.model.index_of("vein.internal.ring"))
    tree.view.scrollTo(index)
    qtbot.mouseClick(
        tree.view.viewport(), Qt.MouseButton.LeftButton, pos=tree.view.visualRect(index).center()
    )
    assert set(window.scene.state.selection) == set(window.scene.catalogue.under("vein.internal.ring"))


def test_what_is_selected_elsewhere_is_marked_and_in_sight(window, tree):
    key = "vein.intervertebral.L1.left"
    window.scene.select([key])
    assert [index.data(ID_ROLE) for index in tree.view.selectedIndexes()] == [key]
    index = tree.filter.mapFromSource(tree.model.index_of(key))
    assert tree.view.viewport().rect().contains(tree.view.visualRect(index).center())
    window.scene.select([])
    assert not tree.view.selectedIndexes()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("batson", {"vein"}),
        ("basivertebrales T12", {"vein.basivertebral.T12"}),
        ("ring L1", {"vein.internal.ring.L1"}),
    ],
)
def test_searching_keeps_names_latin_and_synonyms(qtbot, window, tree, words, found):
    qtbot.keyClicks(tree.search, words)
    left = {index.data(ID_ROLE) for index in rows(tree.filter)}
    assert found <= left
    structures = left & set(window.scene.catalogue.structures)
    assert len(structures) <= 3
    tree.search.clear()
    assert len(list(rows(tree.filter))) == len(list(rows(tree.model)))


def test_typing_in_the_search_field_does_not_turn_the_view(qtbot, window, tree):
    before = window.scene.state
    qtbot.keyClicks(tree.search, "1 ap")
    assert tree.search.text() == "1 ap"
    assert window.scene.state == before


def test_a_bone_with_a_name_of_its_own_keeps_it_in_the_tree():
    structures = load_catalogue().structures
    assert _short_name(structures["bone.sacrum"]) == structures["bone.sacrum"].name
    assert _short_name(structures["bone.vertebra.L3"]) == "L3"
    assert _short_name(structures["disc.L3-L4"]) == "L3–L4"


def test_a_key_leads_to_the_search_field_even_with_the_panels_away(qtbot, window, tree):
    for key, modifier in (("/", Qt.KeyboardModifier.NoModifier), ("f", Qt.KeyboardModifier.ControlModifier)):
        window.viewport.setFocus()
        window.left.hide()
        qtbot.keyClick(window.viewport, key, modifier)
        assert window.left.isVisible()
        assert tree.search.hasFocus()


def test_what_is_found_lights_up_without_a_change_of_looks_or_history(qtbot, window, tree):
    before, looks = pixels(qtbot, window), window.scene.state
    steps = window.scene.undo_name
    qtbot.keyClicks(tree.search, "basivertebral L1")
    assert window.scene.lit == {"vein.basivertebral.L1"}
    assert np.any(pixels(qtbot, window) != before)
    assert window.scene.state == looks
    assert window.scene.undo_name == steps
    qtbot.keyClick(tree.search, Qt.Key.Key_Escape)
    assert not window.scene.lit
    assert tree.search.text() == ""
    assert np.abs(pixels(qtbot, window).astype(int) - before).max() <= 2


def test_enter_selects_what_was_found_and_is_drawn(qtbot, window, tree):
    qtbot.keyClicks(tree.search, "basivertebral")
    qtbot.keyClick(tree.search, Qt.Key.Key_Return)
    assert set(window.scene.state.selection) == {"vein.basivertebral.T12", "vein.basivertebral.L1"}
    assert window.scene.undo_name == "Select"


def test_enter_brings_the_best_into_sight_when_nothing_found_is_drawn(qtbot, window, tree):
    before = window.scene.state
    window.scene.hide(["bone.vertebra.L3"])
    qtbot.keyClicks(tree.search, "lumbar vertebra 3")
    qtbot.keyClick(tree.search, Qt.Key.Key_Return)
    assert window.scene.state.selection == ("bone.vertebra.L3",)
    assert "bone.vertebra.L3" in window.scene.shown
    assert window.scene.state.levels == ("T12", "L3")
    assert window.scene.undo_name == "Find"
    window.scene.undo()
    window.scene.undo()
    assert window.scene.state == before


def test_what_is_hidden_is_told_and_enter_shows_the_whole_vein(qtbot, window, tree):
    qtbot.keyClicks(tree.search, "inferior vena cava")
    assert tree.count.text() == "8 found, hidden  ·  Enter shows  ·  Esc clears"
    qtbot.keyClick(tree.search, Qt.Key.Key_Return)
    cava = {key for key in window.scene.catalogue.structures if key.startswith("vein.caval.inferior.")}
    assert set(window.scene.state.selection) == cava
    assert cava <= set(window.scene.shown)
    assert tree.count.text().startswith("8 found  ·  Enter selects")


def test_a_letter_that_leaves_little_of_an_open_tree_does_not_reckon_it_anew_for_each_row(
    qtbot, monkeypatch, tree
):
    asked, parent = [], StructureModel.parent
    qtbot.keyClicks(tree.search, "v")
    monkeypatch.setattr(StructureModel, "parent", lambda self, index: asked.append(1) or parent(self, index))
    qtbot.keyClicks(tree.search, "ertebra 12")
    # Ten letters over some nine hundred rows; row by row it was a hundred thousand for one letter.
    assert 0 < len(asked) < 60_000


@pytest.mark.parametrize(
    "verb", [lambda scene: scene.set_palette("print"), lambda scene: scene.set_levels("T1", "L5")]
)
def test_another_palette_or_range_during_a_search_asks_no_row_whether_it_stays(
    qtbot, monkeypatch, window, tree, verb
):
    qtbot.keyClicks(tree.search, "lumbar")
    asked, accepts = [], type(tree.filter).filterAcceptsRow
    monkeypatch.setattr(
        type(tree.filter),
        "filterAcceptsRow",
        lambda self, row, parent: asked.append(row) or accepts(self, row, parent),
    )
    before = [index.data(ID_ROLE) for index in rows(tree.filter)]
    verb(window.scene)
    assert not asked, "all rows for each of them: a lecturer waited four seconds"
    assert [index.data(ID_ROLE) for index in rows(tree.filter)] == before
    tree.search.clear()
    assert asked


def test_escape_in_the_empty_field_deselects_as_elsewhere(qtbot, window, tree):
    window.scene.select(["disc.T12-L1"])
    tree.search.setFocus()
    qtbot.keyClick(tree.search, Qt.Key.Key_Escape)
    assert not window.scene.state.selection


def test_down_leads_from_the_field_to_what_was_found(qtbot, window, tree):
    tree.search.setFocus()
    qtbot.keyClicks(tree.search, "fma 13072")
    assert tree.count.text().startswith("1 found")
    qtbot.keyClick(tree.search, Qt.Key.Key_Down)
    assert tree.view.hasFocus()
    tree.search.setText("no such thing")
    assert tree.count.text().startswith("Nothing found")
