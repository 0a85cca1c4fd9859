import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from imageio_ffmpeg import count_frames_and_secs, read_frames
from PIL import Image, ImageSequence

from tests.viewer.export.test_still import CATALOGUE, MESHES, state_of
from tests.viewer.small_atlas import BONES, DISC, ball
from viewer.export.film import Film, FilmFault
from viewer.export.movie import MovieFault, MovieSpec, bytes_expected, film, require_movie
from viewer.export.still_spec import StillSpec
from viewer.model.viewpoint import NAMED_VIEWS

ASIDE = {DISC: ball((12.0, 0.0, 0.0), 6.0), BONES[0]: ball((0.0, 0.0, 0.0), 5.0)}
SPEC = MovieSpec("turntable", 1.0, 8.0, still=StillSpec(96, 64))
STATE = replace(state_of(visible=tuple(ASIDE)), viewpoint=NAMED_VIEWS["posterior"])


@pytest.fixture(scope="module")
def movies(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("movies")
    made = {ending: folder / f"turn{ending}" for ending in (".mp4", ".gif")}
    for path in made.values():
        assert list(film(CATALOGUE, STATE, ASIDE, SPEC, path))[-1].done == SPEC.frames
    return made


def frames_of(path: Path) -> np.ndarray:
    if path.suffix == ".gif":
        with Image.open(path) as image:
            return np.array([np.asarray(each.convert("RGB")) for each in ImageSequence.Iterator(image)])
    reader = read_frames(str(path))
    width, height = next(reader)["size"]
    return np.array([np.frombuffer(each, np.uint8).reshape(height, width, 3) for each in reader])


def test_an_mp4_has_the_frames_the_size_and_the_length_that_were_asked_for(movies) -> None:
    frames, seconds = count_frames_and_secs(str(movies[".mp4"]))
    assert frames == SPEC.frames == 8
    assert seconds == pytest.approx(1.0, abs=0.01)
    assert frames_of(movies[".mp4"]).shape == (8, 64, 96, 3)


def test_a_gif_has_the_frames_the_size_and_the_length_and_runs_for_ever(movies) -> None:
    with Image.open(movies[".gif"]) as image:
        assert (image.n_frames, image.size, image.info["loop"]) == (8, (96, 64), 0)
        total_ms = sum(each.info["duration"] for each in ImageSequence.Iterator(image))
    assert total_ms == pytest.approx(1000.0, abs=20.0)


@pytest.mark.parametrize("ending", [".mp4", ".gif"])
def test_the_ball_at_the_side_goes_round_and_the_last_step_is_like_the_others(movies, ending) -> None:
    frames = frames_of(movies[ending]).astype(int)
    steps = np.abs(frames - np.roll(frames, -1, axis=0)).mean(axis=(1, 2, 3))
    assert steps.min() > 1.0
    assert steps[-1] < 1.5 * steps.max()
    # From behind the patient's left is left; a quarter later the ball has come round to the front or the
    # back, half a turn later it is on the other side.
    places = [np.argwhere((each - 255 < -60).any(axis=-1))[:, 1].mean() - 47.5 for each in frames]
    assert places[0] * places[4] < 0.0
    assert min(abs(places[0]), abs(places[4])) > 2.0 * max(abs(places[2]), abs(places[6]))


def test_the_same_movie_gives_the_same_bytes(movies, tmp_path) -> None:
    again = tmp_path / "again.mp4"
    list(film(CATALOGUE, STATE, ASIDE, SPEC, again))
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(movies[".mp4"].read_bytes()).digest()


@pytest.mark.parametrize("ending", [".mp4", ".gif"])
def test_given_up_half_way_it_leaves_the_old_file_and_nothing_else(tmp_path, ending) -> None:
    path = tmp_path / f"old{ending}"
    path.write_bytes(b"old")
    steps = film(CATALOGUE, STATE, ASIDE, SPEC, path)
    while next(steps).done < 2:
        pass
    steps.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


def test_what_ffmpeg_cannot_write_is_told_and_leaves_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("viewer.export.film._H264", ("-c:v", "no-such-codec"))
    with pytest.raises(FilmFault, match="could not be written"):
        list(film(CATALOGUE, STATE, ASIDE, SPEC, tmp_path / "a.mp4"))
    assert list(tmp_path.iterdir()) == []


def test_a_section_opens_and_closes(tmp_path) -> None:
    spec = replace(SPEC, kind="section", plane="coronal", fps=4.0)
    list(film(CATALOGUE, state_of(visible=(DISC, BONES[0])), MESHES, spec, tmp_path / "cut.mp4"))
    frames = frames_of(tmp_path / "cut.mp4").astype(int)
    assert len(frames) == 4
    dark = (frames < 240).any(axis=-1).sum(axis=(1, 2))
    assert dark[1] == pytest.approx(dark[3], rel=0.05)
    assert np.abs(frames[0] - frames[2]).max() > 60


@pytest.mark.parametrize(
    ("name", "wishes", "told"),
    [
        ("a.avi", {}, r"\.mp4"),
        ("a", {}, r"\.gif"),
        ("a.mp4", {"still": StillSpec(95, 64)}, "96x64"),
        ("a.gif", {"fps": 60.0}, "50"),
    ],
)
def test_what_a_file_cannot_hold_is_told_first(tmp_path, name, wishes, told) -> None:
    with pytest.raises(MovieFault, match=told):
        require_movie(tmp_path / name, replace(SPEC, **wishes))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dance"},
        {"plane": "oblique"},
        {"fps": 0.5},
        {"fps": 90.0},
        {"seconds": 0.01},
        {"seconds": 1e9},
        {"still": StillSpec(96, 64, background="transparent")},
    ],
)
def test_impossible_movies_are_refused(wrong) -> None:
    with pytest.raises(MovieFault):
        replace(SPEC, **wrong)


def test_the_estimate_grows_with_length_and_the_film_tells_no_size_before_enough_is_written(tmp_path) -> None:
    longer = bytes_expected(".mp4", replace(SPEC, seconds=2.0)) / bytes_expected(".mp4", SPEC)
    assert 1.6 < longer < 2.0, "twice the frames, each more like the one before"
    assert bytes_expected(".gif", SPEC) > bytes_expected(".mp4", SPEC)
    told = [step.bytes_expected for step in film(CATALOGUE, STATE, ASIDE, SPEC, tmp_path / "a.gif")]
    assert told[0] is None
    assert told[-1] is None or told[-1] > 100


@pytest.mark.parametrize(
    ("kind", "size", "seconds", "ending", "megabytes"),
    [
        ("turntable", (640, 360), 4.0, ".mp4", 1.00),
        ("turntable", (640, 360), 1.0, ".mp4", 0.32),
        ("turntable", (1280, 720), 1.0, ".mp4", 0.82),
        ("turntable", (640, 360), 4.0, ".gif", 3.85),
        ("turntable", (1280, 720), 1.0, ".gif", 3.10),
        ("explode", (640, 360), 4.0, ".mp4", 0.54),
        ("explode", (1280, 720), 1.0, ".gif", 2.12),
        ("section", (640, 360), 4.0, ".mp4", 0.27),
        ("section", (640, 360), 4.0, ".gif", 1.18),
    ],
)
def test_the_estimate_is_near_what_movies_of_the_default_figure_came_to(
    kind, size, seconds, ending, megabytes
) -> None:
    spec = MovieSpec(kind, seconds, 24.0, still=StillSpec(*size))
    assert bytes_expected(ending, spec) / 1e6 == pytest.approx(megabytes, rel=0.15)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_on_a_full_disk_a_film_says_so_and_nothing_of_memory(tmp_path) -> None:
    (tmp_path / "a.gif").symlink_to("/dev/full")
    frame = np.zeros((64, 96, 4), np.uint8)
    with (
        pytest.raises(FilmFault, match=r"\(Error .*No space left on device\)") as caught,
        Film(tmp_path / "a.gif", (96, 64), 24.0, [frame]) as strip,
    ):
        strip.add(frame)
        list(strip.finishing())
    assert "0x" not in str(caught.value)
