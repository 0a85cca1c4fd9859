"""A shape whose foramina are torn open is closed again, and no more of it given up than that takes."""

import numpy as np
import pytest

from meshes.fitting import mending
from meshes.fitting.cloud import surface_cloud
from meshes.fitting.mending import mended, unsound
from meshes.fitting.model import LevelModel, level_model, parameters_of
from meshes.fitting.rounds import Shaped, Surface
from meshes.fitting.similarity import Similarity
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

TORN = {"foramen.half_x": 5.0, "foramen.half_y": 5.0, "spinous.end_y": 26.0}
"""Numbers of a C7 whose transverse foramina open to the side; the last has no part in that."""


@pytest.fixture(scope="module")
def model() -> LevelModel:
    return level_model("C7")


@pytest.fixture(scope="module")
def torn(model: LevelModel) -> Shaped:
    return Shaped({**model.start, **TORN}, [Similarity(1.0, np.eye(3), np.zeros(3))])


@pytest.fixture(scope="module")
def surface(model: LevelModel, torn: Shaped) -> Surface:
    mesh = extract(model.solid({**model.start, "spinous.end_y": TORN["spinous.end_y"]}), 1.6)
    distance = Nearness(mesh)
    return Surface(surface_cloud(mesh, distance, 300), distance, torn.places[0])


def test_where_fitting_anew_tears_it_again_the_part_goes_back_as_far_as_it_must(
    model: LevelModel, torn: Shaped, surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    flaw = unsound("C7", parameters_of("C7", torn.numbers))
    assert "genus" in flaw
    monkeypatch.setattr(mending, "_without", lambda *_: torn)
    found, left = mended(model, torn, surface, flaw)
    assert not left
    assert not unsound("C7", parameters_of("C7", found.numbers))
    assert model.start["foramen.half_x"] < found.numbers["foramen.half_x"] < TORN["foramen.half_x"]
    assert found.numbers["spinous.end_y"] == TORN["spinous.end_y"]


def test_what_nothing_mends_keeps_its_flaw(
    model: LevelModel, torn: Shaped, surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "_fault", lambda *_: "a flaw")
    assert mended(model, torn, surface, "a flaw") == (torn, "a flaw")
