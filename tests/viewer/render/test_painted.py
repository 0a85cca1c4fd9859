import numpy as np
import pytest

from viewer.model.pattern import Pattern
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.render.painted.compass import compass_shapes, paint_compass
from viewer.render.painted.ink import DARK_INK, LIGHT_INK, ink_on
from viewer.render.painted.legend import paint_legend
from viewer.render.painted.scale_bar import bar_length_mm, paint_scale_bar
from viewer.render.painted.shapes import Stroke, Words
from viewer.render.protocol import LegendRow

ROWS = [LegendRow("Anterior internal plexus", "#3430c2"), LegendRow("Bone", "#eadfc9", 0.3, "bone")]


def has_colour(picture: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((np.abs(picture[..., :3].astype(int) - colour).sum(axis=-1) == 0).any())


@pytest.mark.parametrize(
    ("widest", "length"),
    [(1.0, 1.0), (1.99, 1.0), (2.0, 2.0), (4.9, 2.0), (5.0, 5.0), (99.0, 50.0), (0.3, 0.2)],
)
def test_a_bar_has_the_longest_round_length_that_fits(widest, length):
    assert bar_length_mm(widest) == pytest.approx(length)


@pytest.mark.parametrize("mm_per_pixel", [0.03, 0.1, 0.7])
def test_the_painted_bar_is_as_long_as_its_length(mm_per_pixel):
    picture = paint_scale_bar(mm_per_pixel, 300.0, True, DARK_INK, 1.0)
    longest = int((picture[..., 3] > 128).sum(axis=1).max())
    assert longest * mm_per_pixel == pytest.approx(bar_length_mm(300.0 * mm_per_pixel), rel=0.03)


@pytest.mark.parametrize("is_parallel", [True, False])
@pytest.mark.parametrize("scale", [0.1, 0.34, 0.5, 0.9, 1.5, 3.0])
def test_the_length_is_written_clear_of_the_bar(scale, is_parallel):
    picture = paint_scale_bar(0.5, 60.0 * scale, is_parallel, DARK_INK, scale)
    inked = (picture[..., 3] > 0).any(axis=1)
    first, last = np.flatnonzero(inked)[[0, -1]]
    written_until = first + np.flatnonzero(~inked[first:])[0]
    assert written_until - first >= 4  # the letters, whole
    assert first > 0
    assert inked[written_until + 1 : last].any()  # the ticks and the bar


def test_in_perspective_the_bar_says_where_it_holds():
    parallel = paint_scale_bar(0.1, 60.0, True, DARK_INK, 1.0)
    perspective = paint_scale_bar(0.1, 60.0, False, DARK_INK, 1.0)
    assert perspective.shape[1] > 1.5 * parallel.shape[1]


def test_a_legend_grows_with_rows_and_shows_their_colours():
    one, two = paint_legend(ROWS[:1], DARK_INK, 1.0), paint_legend(ROWS, DARK_INK, 1.0)
    assert two.shape[0] > one.shape[0]
    assert two.shape[1] == one.shape[1]
    assert has_colour(two, (0x34, 0x30, 0xC2))
    assert has_colour(two, (0xEA, 0xDF, 0xC9))


def test_a_faded_swatch_is_clearer_but_still_there():
    faded = paint_legend([LegendRow("Bone", "#a01020", 0.02)], DARK_INK, 2.0)
    alpha = faded[..., 3][(np.abs(faded[..., :3].astype(int) - (0xA0, 0x10, 0x20)).sum(axis=-1)) == 0]
    assert 60 < alpha.min() < 255


def test_a_swatch_shows_the_rings_of_its_group():
    rings = Pattern("#10f010", ((0.25, 0.75),))
    ringed = paint_legend([LegendRow("Vein", "#303030", pattern=rings)], DARK_INK, 2.0)
    wall, ring = (
        (np.abs(ringed[..., :3].astype(int) - each).sum(axis=-1) == 0)
        for each in ((0x30, 0x30, 0x30), (0x10, 0xF0, 0x10))
    )
    assert ring.sum() == pytest.approx(wall.sum(), rel=0.25)
    row = ring[ring.shape[0] // 2].astype(int)
    assert (np.diff(row) > 0).sum() == 2


def test_letters_grow_in_proportion():
    small, large = paint_legend(ROWS, DARK_INK, 1.0), paint_legend(ROWS, DARK_INK, 3.0)
    np.testing.assert_allclose(np.array(large.shape[:2]) / small.shape[:2], 3.0, rtol=0.06)


def test_the_compass_shows_four_ends_from_a_side_and_six_from_an_edge():
    front, oblique = (paint_compass(NAMED_VIEWS[name], DARK_INK, 2.0) for name in ("anterior", "oblique"))
    assert (oblique[..., 3] > 60).sum() > (front[..., 3] > 60).sum()
    assert not np.array_equal(front, paint_compass(NAMED_VIEWS["left"], DARK_INK, 2.0))


def looking_from(direction: np.ndarray) -> Viewpoint:
    """A view from some side, the head up as far as can be."""
    direction = direction / np.linalg.norm(direction)
    up = np.array([0.0, 0.0, 1.0]) - direction[2] * direction
    return Viewpoint(tuple(direction), tuple(up / np.linalg.norm(up)))


def test_no_letter_of_the_compass_lies_on_another_axis_from_wherever_one_looks():
    chance, shown = np.random.default_rng(7), set()
    for view in (*NAMED_VIEWS.values(), *(looking_from(each) for each in chance.normal(size=(200, 3)))):
        shapes = compass_shapes(view, DARK_INK, 1.0)
        words = [each for each in shapes if isinstance(each, Words)]
        lines = [np.array(each.points) for each in shapes if isinstance(each, Stroke)]
        assert len(words) == len(lines) in (4, 6)
        shown.add(len(words))
        for word, (middle, tip) in zip(words, lines, strict=True):
            place = np.array([word.x, word.y])
            for _, other in lines:
                way, own = other - middle, tip - middle
                if abs(way[0] * own[1] - way[1] * own[0]) > 1e-6:
                    share = np.clip((place - middle) @ way / (way @ way), 0.0, 1.0)
                    assert np.linalg.norm(middle + share * way - place) > 0.5 * word.size
    assert shown == {4, 6}


def test_ink_is_dark_on_light_and_light_on_dark():
    assert ink_on("#f0f0f0") is DARK_INK
    assert ink_on("#101820") is LIGHT_INK
