import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.viewer.export.test_movie import ASIDE, SPEC, STATE
from tests.viewer.export.test_still import CATALOGUE
from viewer.export.exposure import finished
from viewer.export.film import FILM_ENDINGS
from viewer.export.movie import film
from viewer.export.sounding import sounding
from viewer.export.still_spec import StillSpec


@pytest.fixture
def aside(tmp_path, monkeypatch) -> Path:
    """Where files of the moment go."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def come_to(spec, path) -> int:
    list(film(CATALOGUE, STATE, ASIDE, spec, path))
    return path.stat().st_size


def test_of_a_film_as_short_and_small_as_itself_it_tells_every_byte(tmp_path, aside) -> None:
    told = finished(sounding(CATALOGUE, STATE, ASIDE, SPEC, [".mp4"]))
    assert told == {".mp4": come_to(SPEC, tmp_path / "a.mp4")}
    assert list(aside.iterdir()) == []


def test_it_comes_near_a_longer_and_larger_film(tmp_path, aside) -> None:
    spec = replace(SPEC, seconds=2.0, fps=20.0, still=StillSpec(480, 320))
    told = finished(sounding(CATALOGUE, STATE, ASIDE, spec, FILM_ENDINGS))
    for ending in FILM_ENDINGS:
        assert told[ending] == pytest.approx(come_to(spec, tmp_path / f"a{ending}"), rel=0.3), ending


def test_given_up_it_leaves_nothing(aside) -> None:
    steps = sounding(CATALOGUE, STATE, ASIDE, replace(SPEC, seconds=4.0), [".mp4"])
    while not list(aside.iterdir()):
        next(steps)
    steps.close()
    assert list(aside.iterdir()) == []
