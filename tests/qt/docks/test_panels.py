import itertools

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QStyle, QStyleOptionSlider

from meshes.anatomy.levels import BUILT_LEVELS
from meshes.anatomy.measures import CERTAINTIES
from meshes.anatomy.sources import Source
from tests.qt.conftest import press
from viewer.actions.visibility import bone_opacity
from viewer.model.regions import region_spans
from viewer.qt.card.structure_card import _CERTAINTIES, StructureCard, codes_text, source_html
from viewer.scenes import scene_of


def handle(slider):
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    style = slider.style()
    return style.subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
    ).center()


def test_pulling_the_slider_fades_bone_in_one_undo_step(qtbot, window):
    slider, before = window.left.bone.slider, window.scene.state
    value = slider.value()
    start = handle(slider)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for _ in range(7):
        start.setX(start.x() + 10)
        QTest.mouseMove(slider, start)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start)
    assert bone_opacity(window.scene) > (value + 10) / 100
    assert window.left.bone.number.text() == f"{slider.value()} %"
    window.scene.undo()
    assert window.scene.state == before
    assert slider.value() == value


def test_a_verb_right_after_the_slider_is_a_step_of_its_own(qtbot, window):
    window.left.bone.slider.setValue(60)
    window.scene.hide(["disc.T12-L1"])
    window.scene.undo()
    assert bone_opacity(window.scene) == pytest.approx(0.6)


def test_arrow_keys_pull_the_slider(qtbot, window):
    before = bone_opacity(window.scene)
    window.left.bone.slider.setFocus()
    qtbot.keyClick(window.left.bone.slider, Qt.Key.Key_Right)
    assert bone_opacity(window.scene) == pytest.approx(before + 0.01)


def test_the_layers_slider_goes_from_the_skin_of_bone_to_the_marrow(qtbot, window):
    def opacity(key: str) -> float:
        return window.scene.state.looks[key].opacity

    keys = ("vein.external.posterior.T12", "bone.vertebra.T12", "vein.internal.anterior.T12.left")
    before, slider = window.scene.state, window.left.layers.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert [opacity(key) for key in keys] == [1.0, 1.0, 1.0], "bone hides what is in it"
    seen = []
    for _ in range(10):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
        seen.append([opacity(key) for key in keys])
    whole = [column.count(1.0) for column in zip(*seen, strict=True)]
    assert whole == sorted(whole) and len(set(whole)) == 3, "the outer ones go first"
    for outer, inner in itertools.pairwise(seen):
        assert all(np.array(inner) <= np.array(outer))
    assert seen[-1] == [0.0, pytest.approx(0.12), 0.0]
    assert opacity("vein.basivertebral.T12") == 1.0, "the marrow is what is left"
    assert window.left.layers.number.text() == "100 %"
    assert window.scene.undo_name == "Layers"
    window.scene.undo()
    assert window.scene.state == before, "one pull is one step"


def test_keys_take_off_a_layer_and_put_it_on_again(window):
    press(window.viewport, "Alt+]")
    press(window.viewport, "Alt+]")
    deep = window.scene.state.looks["bone.vertebra.T12"].opacity
    press(window.viewport, "Alt+[")
    assert deep < window.scene.state.looks["bone.vertebra.T12"].opacity == 1.0


def test_the_slider_follows_the_scene(window):
    window.scene.set_opacity(["bone.vertebra.T12", "bone.vertebra.L1"], 0.7)
    assert window.left.bone.slider.value() == 70


def test_choosing_a_level_shows_it(qtbot, window):
    last = window.left.levels.last
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Down)
    assert window.scene.state.levels == ("T12", "L2")
    assert "bone.vertebra.L2" in window.scene.shown
    assert window.sync.ids >= set(window.scene.shown)


def test_levels_chosen_in_the_wrong_order_are_put_right(qtbot, window):
    levels = window.left.levels
    levels.first.setCurrentText("L3")
    levels.first.activated.emit(levels.first.currentIndex())
    assert window.scene.state.levels == ("L1", "L3")
    assert (levels.first.currentText(), levels.last.currentText()) == ("L1", "L3")


def test_the_level_boxes_offer_the_levels_of_the_catalogue(window):
    first = window.left.levels.first
    assert tuple(first.itemText(row) for row in range(first.count())) == BUILT_LEVELS


@pytest.mark.parametrize(("name", "ends"), region_spans(BUILT_LEVELS).items())
def test_a_region_is_one_click(qtbot, window, name, ends):
    qtbot.mouseClick(window.left.levels.spans[name], Qt.MouseButton.LeftButton)
    assert window.scene.state.levels == ends


def test_the_regions_span_all_levels():
    assert region_spans(BUILT_LEVELS) == {
        "Cervical": ("C0", "C7"),
        "Thoracic": ("T1", "T12"),
        "Lumbar": ("L1", "L5"),
        "Sacral": ("S1", "Co1"),
        "All": ("C0", "Co1"),
    }


@pytest.fixture
def card(qtbot, dressed_app):
    """A card on a scene of its own: that of the window follows its scene, as the tests below show."""
    scene = scene_of("default", ("T12", "L1"))
    made = StructureCard(scene)
    scene.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    return made


def test_the_card_tells_names_numbers_evidence_and_sources_of_every_structure(card):
    scene = card._scene
    for key, structure in scene.catalogue.structures.items():
        scene.select([key])
        assert card.name.text() == structure.name
        assert card.latin.text() == structure.latin
        assert card.sentence.text() == structure.sentence
        assert card.mark.text().lower() == structure.evidence
        assert card.sources.text().count("<p") == len(structure.sources)
        for number in filter(None, (structure.ta2, structure.ta98, structure.fma)):
            assert number in card.codes.text()


def test_every_certainty_of_the_tables_has_words():
    assert set(_CERTAINTIES) == set(CERTAINTIES)


def test_the_card_counts_what_else_is_selected(window):
    window.scene.select(["disc.T12-L1", "bone.vertebra.L1", "bone.vertebra.T12"])
    assert window.right.card.others.text() == "and 2 more selected"


def test_the_card_tells_the_groups_while_nothing_is_selected(window):
    words = window.right.card.sentence.text()
    assert "Click a structure" in words
    for group, button in window.left.switches.buttons.items():
        (kind,) = {window.scene.catalogue.structures[key].kind for key in button.switch.ids(window.scene)}
        assert (f"<b>{button.switch.text}</b>" in words) == (kind == "vein"), group


def test_the_guide_on_the_card_has_the_colours_of_the_palette(window):
    (key,) = [key for key in window.scene.catalogue.structures if key == "vein.basivertebral.T12"]
    for name in ("print", "atlas"):
        window.scene.set_palette(name)
        assert window.scene.colour(key) in window.right.card.sentence.text()


def test_unknown_numbers_are_not_invented(window):
    for structure in window.scene.catalogue.structures.values():
        if not (structure.ta2 or structure.ta98 or structure.fma):
            assert codes_text(structure) == "No terminology number known"


def test_a_source_is_linked_where_its_number_is_known():
    assert 'href="https://doi.org/10.1/x"' in source_html(Source("a", "Title", 1999, doi="10.1/x"))
    assert "pubmed.ncbi.nlm.nih.gov/12/" in source_html(Source("a", "Title", 1999, pmid="12"))
    assert "href" not in source_html(Source("a", "Title", 1999))
    assert "&lt;b&gt;" in source_html(Source("a", "<b>"))


def test_a_dock_that_goes_gives_back_the_width_it_needed(qtbot, open_on):
    window = open_on()
    window.resize(1280, 800)
    QTest.qWait(50)
    wide = window.viewport.width()
    press(window.viewport, "Alt+X")
    qtbot.waitUntil(lambda: window.viewport.width() < wide)
    QTest.qWait(50)
    press(window.viewport, "Alt+X")
    qtbot.waitUntil(lambda: window.viewport.width() == wide)


def test_a_width_the_user_chose_for_card_and_dock_stays(qtbot, open_on):
    window = open_on()
    window.resize(1280, 800)
    press(window.viewport, "F7")
    QTest.qWait(50)
    window.resizeDocks([window.right], [420], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.right.width() == 420)
    press(window.viewport, "F7")
    QTest.qWait(100)
    assert window.right.width() == 420
