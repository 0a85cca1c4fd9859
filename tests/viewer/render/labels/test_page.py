"""Notes in crowded margins: smaller, and those that still have no room are told."""

import itertools

import numpy as np
import pytest

from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.page import SHRINKS, label_scale, label_shapes, left_out, written
from viewer.render.labels.sight import NOTHING, Sight
from viewer.render.painted.ink import ink_on
from viewer.render.painted.shapes import Words
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
