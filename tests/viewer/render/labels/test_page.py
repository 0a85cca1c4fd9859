"""Notes in crowded margins: smaller, and those that still have no room are told."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from tests.viewer.render.labels.test_layout import cross, segments
from tests.viewer.small_atlas import ball
from viewer.model.viewpoint import Viewpoint, framing_points
from viewer.render.labels.looking import sight_of
from viewer.render.labels.page import SHRINKS, label_scale, label_shapes, left_out, taken_sides, written
from viewer.render.labels.sight import NOTHING, Cloud, Sight
from viewer.render.painted.ink import ink_on
from viewer.render.painted.shapes import Words
from viewer.render.projection import projected
from viewer.render.protocol import LabelWish

FRONT = Viewpoint((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0), 100.0, is_parallel=True)
SIZE, SCALE = (640, 480), 1.1
SIGHT = Sight(NOTHING.seen, np.array([[x, 0.0, z] for x in (-25.0, 25.0) for z in (-45.0, 45.0)]))


def note(number: int, x: float, z: float, text: str = "A note of one's own") -> LabelWish:
    key = f"note.{number}"
    return LabelWish(key, (f"{text} {number}",), key, (f"{text} {number}",), True, (x, 0.0, z))


def notes(count: int) -> list[LabelWish]:
    """Beside each other from top to bottom, on both sides of the middle in turn."""
    return [note(at, (-1) ** at * 6.0, z) for at, z in enumerate(np.linspace(44.0, -44.0, count))]


def placed(wishes):
    return written(wishes, SIGHT, FRONT, SIZE, SCALE)


def overlap(a, b) -> bool:
    return a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6


def test_few_notes_have_letters_of_the_usual_size():
    labels = placed(notes(4))
    assert [label.shrink for label in labels] == [1.0] * 4


@pytest.mark.parametrize("count", [26, 32])
def test_many_notes_are_written_smaller_until_all_have_room(count):
    wishes = notes(count)
    labels = placed(wishes)
    assert {label.id for label in labels} == {wish.id for wish in wishes}
    assert {label.shrink for label in labels} < set(SHRINKS[1:])
    assert not any(overlap(a.placed.box, b.placed.box) for a, b in itertools.combinations(labels, 2))
    for label in labels:
        left, top, right, bottom = label.placed.box
        assert left >= 0 and top >= 0 and right <= SIZE[0] and bottom <= SIZE[1]
    assert left_out(wishes, labels, FRONT, SIZE) == ()


def test_letters_and_boxes_shrink_alike():
    ink, scale = ink_on("#ffffff"), label_scale(SIZE[0], SCALE)
    sizes = {}
    for count in (4, 32):
        labels = placed(notes(count))
        words = [shape for shape in label_shapes(labels, ink, scale) if isinstance(shape, Words)]
        heights = [label.placed.box[3] - label.placed.box[1] for label in labels if len(label.lines) == 1]
        sizes[count] = (words[0].size, min(heights, default=0.0), labels[0].shrink)
    (large, box, _), (small, less, shrink) = sizes[4], sizes[32]
    assert small / large == pytest.approx(shrink, rel=1e-3)
    if box and less:
        assert less / box == pytest.approx(shrink, rel=1e-3)


def test_what_still_has_no_room_is_told_and_what_lies_outside_the_picture_is_not():
    wishes = [*notes(100), note(200, 500.0, 0.0), note(201, 0.0, 90.0)]
    labels = placed(wishes)
    missing = left_out(wishes, labels, FRONT, SIZE)
    assert len(labels) > 25
    assert {wish.id for wish in missing} == {wish.id for wish in wishes[:100]} - {
        label.id for label in labels
    }
    assert missing


NAMES = ("Anterior internal vertebral venous plexus", "Vertebra lumbalis", "Ligamentum flavum", "Dura mater")
SIZES = ((1280, 800), (640, 760), (200, 600))
LEGEND = (0.0, 0.0, 80.0, 120.0)


def column(dice) -> dict[str, Cloud]:
    """Balls of all sizes along a column, some of them clear."""
    return {
        f"ball {number}": Cloud(
            ball(
                [dice.uniform(-reach, reach) for reach in (25.0, 25.0, 120.0)], dice.uniform(2.0, 9.0)
            ).points,
            dice.choice((1.0, 0.3)),
        )
        for number in range(30)
    }


def fitted(dice, clouds, size) -> Viewpoint:
    """A view of all of them from anywhere, beside which there is room for names."""
    away = np.array([dice.gauss(0.0, 1.0) for _ in range(3)])
    view = Viewpoint(tuple(away / np.linalg.norm(away)), (0.0, 0.0, 1.0), is_parallel=dice.random() < 0.3)
    points = np.concatenate([cloud.points for cloud in clouds.values()])
    left, right = taken_sides(size[0], SCALE)
    return framing_points(view, points, size[0] / size[1], taken_left=left, taken_right=right)


def named(clouds, view, size):
    wishes = [
        LabelWish(key, (f"{NAMES[at % 4]} {at}",), f"family {at % 9}", (NAMES[at % 4],), at == 3)
        for at, key in enumerate(clouds)
    ]
    return written(wishes, sight_of(clouds, view, size[0] / size[1]), view, size, SCALE, (LEGEND,))


def is_run_through(box, segment) -> bool:
    (ax, ay), (bx, by) = segment
    share = np.linspace(0.02, 0.98, 25)
    x, y = ax + share * (bx - ax), ay + share * (by - ay)
    return bool(((box[0] < x) & (x < box[2]) & (box[1] < y) & (y < box[3])).any())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_from_anywhere_no_name_lies_on_another_and_no_leader_crosses(size):
    count = 0
    for seed in range(12):
        dice = random.Random(seed)
        clouds = column(dice)
        view = fitted(dice, clouds, size)
        aside = np.array(view.centre) + [dice.gauss(0.0, 15.0) for _ in range(3)]
        view = replace(view, height_mm=view.height_mm * dice.uniform(0.2, 1.2), centre=tuple(aside))
        placed = [label.placed for label in named(clouds, view, size)]
        count += len(placed)
        for one in placed:
            left, top, right, bottom = one.box
            assert min(left, top, size[0] - right, size[1] - bottom) >= -1e-6
            assert not overlap(one.box, LEGEND)
        for one, other in itertools.permutations(placed, 2):
            assert not overlap(one.box, other.box)
            for segment in segments(one):
                assert not any(cross(segment, another) for another in segments(other))
                assert not is_run_through(other.box, segment)
    assert count > 12


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_names_stand_beside_the_anatomy_in_narrow_views_too(size):
    for seed in range(6):
        dice = random.Random(seed)
        clouds = column(dice)
        view = fitted(dice, clouds, size)
        labels = named(clouds, view, size)
        assert labels
        places, _ = projected(np.concatenate([cloud.points for cloud in clouds.values()]), view)
        x, y = (places * [size[1], -size[1]] + np.array(size) / 2.0).T
        for label in labels:
            left, top, right, bottom = label.placed.box
            assert not ((left < x) & (x < right) & (top < y) & (y < bottom)).any()
