"""Where measurements are drawn, in pixels from the upper left corner of the picture."""

import itertools

import pytest

from viewer.model.viewpoint import NAMED_VIEWS, framing
from viewer.render.painted.ink import DARK_INK, LIGHT_INK, Ink
from viewer.render.painted.shapes import Dot, Panel, Stroke
from viewer.render.protocol import Ruler
from viewer.render.rulers import line_shapes, value_shapes

SIZE = (300, 200)
FRONT = framing(NAMED_VIEWS["anterior"], [[-40, -40, -40], [40, 40, 40]], 1.5)
UPWARDS_LEFT = Ruler(((0.0, 0.0, 0.0), (10.0, 0.0, 20.0)), "22.4 mm")
INK = Ink(panel=(250, 250, 250, 255), line=(10, 10, 10, 255))


def test_a_line_up_to_the_patients_left_runs_up_to_the_right_seen_from_the_front() -> None:
    shapes = line_shapes([UPWARDS_LEFT], FRONT, SIZE, INK, 1.0)
    (start, end), *_ = [each.points for each in shapes if isinstance(each, Stroke)]
    assert start == pytest.approx((150.0, 100.0))
    assert end[0] > 150.0 and end[1] < 100.0
    assert (100.0 - end[1]) == pytest.approx(2.0 * (end[0] - 150.0))


def test_of_a_way_along_veins_only_the_ends_are_marked() -> None:
    way = Ruler(tuple((float(x), 0.0, 0.0) for x in range(0, 20, 4)))
    dots = [each for each in line_shapes([way], FRONT, SIZE, INK, 1.0) if isinstance(each, Dot)]
    assert len({(dot.x, dot.y) for dot in dots}) == 2


def test_a_value_stays_within_the_picture() -> None:
    corner = Ruler(((70.0, 0.0, 44.0), (70.0, 0.0, 45.0)), "1.0 mm")
    ((panel, *_),) = value_shapes([corner], FRONT, SIZE, INK, 1.0)
    assert isinstance(panel, Panel)
    assert 0 <= panel.left < panel.right <= SIZE[0] and 0 <= panel.top < panel.bottom <= SIZE[1]


def test_what_lies_behind_the_eye_is_not_drawn() -> None:
    x, y, z = FRONT.eye
    assert line_shapes([Ruler(((x, y - 5.0, z), (0.0, 0.0, 0.0)))], FRONT, SIZE, INK, 1.0) == []


def test_values_of_measurements_that_meet_stand_clear_of_each_other() -> None:
    middle = Ruler(((-5.0, 0.0, 0.0), (5.0, 0.0, 0.0)), "10.0 mm")
    at_the_foot = Ruler(((-5.0, 0.0, -39.0), (5.0, 0.0, -39.0)), "10.0 mm")
    panels = [shapes[0] for shapes in value_shapes([middle] * 4 + [at_the_foot] * 3, FRONT, SIZE, INK, 1.0)]
    assert len(panels) == 7
    for one, other in itertools.combinations(panels, 2):
        assert one.bottom <= other.top or other.bottom <= one.top
    assert all(panel.top >= 0 and panel.bottom <= SIZE[1] for panel in panels)
    alone = value_shapes([middle], FRONT, SIZE, INK, 1.0)[0][0]
    assert panels[0] == alone
    assert all(abs(panel.top - alone.top) < 3 * (alone.bottom - alone.top) for panel in panels[:4])


def test_lines_are_lighter_on_a_dark_ground() -> None:
    def red(ink: Ink) -> tuple[int, ...]:
        return line_shapes([UPWARDS_LEFT], FRONT, SIZE, ink, 1.0)[-1].colour

    assert sum(red(LIGHT_INK)[:3]) > sum(red(DARK_INK)[:3]) + 100
