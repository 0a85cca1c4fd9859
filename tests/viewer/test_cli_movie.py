"""`retia movie` on a small build: what is written, what is refused before anything is built."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from imageio_ffmpeg import count_frames_and_secs

from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe
from tests.viewer.small_atlas import ball
from viewer.cli import main
from viewer.commands import movie
from viewer.commands.scene_options import scene_asked
from viewer.export.picture_size import ON_SLIDES
from viewer.export.still_spec import StillSpec

SMALL = ["--size", "64x48", "--seconds", "0.5", "--fps", "6", "-q", "--levels", "L3"]


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    asked: list[str] = []

    def build(_recipe: Recipe, ids: tuple[str, ...], *_: object, **__: object) -> Iterator[Part]:
        asked.extend(ids)
        return (Part(key, ball(steps=8), Pose.about_x(0.0, np.zeros(3))) for key in ids)

    monkeypatch.setattr("meshes.build.build", build)
    monkeypatch.chdir(tmp_path)
    return asked


@pytest.mark.parametrize("kind", ["turntable", "explode", "section"])
def test_a_movie_has_the_frames_asked_for(kind: str, built: list[str]) -> None:
    assert main(["movie", "-o", "a.mp4", "--kind", kind, *SMALL]) == 0
    assert count_frames_and_secs("a.mp4")[0] == 3
    assert "bone.vertebra.L3" in built
    assert [path.name for path in Path().iterdir()] == ["a.mp4"]


def test_the_estimate_films_a_little_and_writes_nothing(
    built: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["movie", "-o", "a.mp4", "--estimate", *SMALL]) == 0
    assert capsys.readouterr().out.startswith("3 frames of 64x48, less than 0.1 MB")
    assert built
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["-o", "a.avi"], 2, ".gif"),
        (["-o", "a.mp4", "--kind", "dance"], 2, "turntable"),
        (["-o", "a.mp4", "--kind", "section", "--plane", "oblique"], 2, "axial"),
        (["-o", "a.mp4", "--size", "65x48"], 2, "66x48"),
        (["-o", "a.mp4", "--seconds", "900"], 2, "120"),
        (["-o", "a.mp4", "--hide", "bone,disc,vein"], 2, "nothing is left"),
        (["-o", "missing/a.mp4"], 4, "folder"),
    ],
)
def test_wrong_words_are_told_in_one_line(
    words: list[str], code: int, told: str, built: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["movie", *SMALL, *words]) == code
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not built


IN_THE_MIDDLE = """
import itertools, signal, sys
import numpy as np
import meshes.build
from meshes.geometry.pose import Pose
from meshes.part import Part
from tests.viewer.small_atlas import ball
from viewer.cli import main
from viewer.render.pyvista_renderer import PyVistaRenderer

def build(recipe, ids, *_, **__):
    return (Part(key, ball(steps=8), Pose.about_x(0.0, np.zeros(3))) for key in ids)

drawings = itertools.count()
usual = PyVistaRenderer._on_end

def interrupted(self, *words):
    if next(drawings) == 9:
        signal.raise_signal(signal.Signals[sys.argv.pop()])
    usual(self, *words)

meshes.build.build, PyVistaRenderer._on_end = build, interrupted
# As the command itself does, which reads its words from there.
words = sys.argv[1:-1]
from viewer.commands.stopping import let_imports_end
let_imports_end()
sys.exit(main(words))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_or_a_kill_in_the_middle_of_a_drawing_leaves_the_old_film_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.mp4").write_bytes(b"old")
    words = [sys.executable, "-c", IN_THE_MIDDLE, "movie", "-o", str(tmp_path / "a.mp4"), *SMALL, name]
    root = Path(movie.__file__).parents[2]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, cwd=root)
    assert (done.returncode, done.stderr) == (130, "retia: stopped\n")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.mp4", b"old")]


def test_letters_of_movies_are_those_of_slides_unless_told_otherwise() -> None:
    parser = ArgumentParser()
    movie.add_arguments(parser)

    def scale(*words: str) -> float:
        arguments = parser.parse_args(["-o", "x.mp4", *words])
        return movie._spec(scene_asked(arguments), arguments).still.scale

    assert scale() == pytest.approx(StillSpec(1280, 720, enlarged=ON_SLIDES).scale)
    assert scale("--letters", "100") == StillSpec(1280, 720).scale
