"""The one test of the window on real geometry: a single vertebra and its veins, coarsely meshed."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from meshes.build import Recipe, build, buildable
from meshes.detail import Detail
from tests.qt.conftest import pixels, settled, shown

RECIPE = Recipe(levels=("L3",), detail=Detail.DRAFT)


@dataclass(frozen=True)
class OneVertebra:
    """A source of geometry that knows one level."""

    recipe: Recipe = RECIPE

    def __call__(self, ids, progress, cancelled, order):
        there = set(buildable(self.recipe))
        return build(self.recipe, [key for key in ids if key in there], progress, cancelled, order=order)

    def of(self, parameters, seed):
        return OneVertebra(replace(self.recipe, parameters=parameters, seed=seed))


@pytest.fixture(scope="module")
def real(dressed_app):
    window = shown(OneVertebra(), levels=("L3", "L3"))
    yield window
    window.close()


def test_a_real_vertebra_with_its_veins_arrives_and_is_drawn(qtbot, real):
    settled(qtbot, real)
    assert not real.messages.isVisible(), real.messages.text.text()
    assert real.sync.ids >= set(real.scene.shown)
    assert {real.scene.catalogue.structures[key].kind for key in real.sync.ids} >= {"bone", "vein"}


@pytest.mark.parametrize("key", "1234567")
def test_each_key_takes_something_away_that_was_seen(qtbot, real, key):
    real.scene.reset()
    before = pixels(qtbot, real)
    real.activateWindow()
    qtbot.waitActive(real)
    qtbot.keyClick(real.viewport, key)
    changed = np.any(np.abs(pixels(qtbot, real).astype(int) - before) > 20, axis=2)
    assert changed.sum() > 200


def test_veins_are_picked_through_faded_bone_and_bone_where_no_vein_is(qtbot, real):
    real.scene.reset()
    settled(qtbot, real)
    width, height = real.renderer._plotter.window_size
    spots = [(x, y) for x in range(0, width, 24) for y in range(0, height, 24)]
    found = {real.renderer.pick(*spot) for spot in spots} - {None}
    kinds = {real.scene.catalogue.structures[key].kind for key in found}
    assert kinds >= {"bone", "vein"}
    assert any("internal" in key for key in found), "the canal is seen through bone"
