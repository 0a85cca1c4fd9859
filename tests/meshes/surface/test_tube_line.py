"""The nearest place on a line, found quickly, and as anybody would find it."""

import numpy as np
import pytest

from meshes.surface.tube_line import TubeLine


@pytest.fixture(params=[0.0, 600.0], ids=["near the origin", "far from it"])
def line(request) -> TubeLine:
    chance = np.random.default_rng(8)
    points = np.cumsum(chance.normal(0.3, 0.8, (40, 3)), axis=0) + request.param
    return TubeLine(points, chance.uniform(0.4, 1.5, 40))


def _plainly(line: TubeLine, point: np.ndarray) -> tuple[float, float]:
    """Distance and radius at the nearest place, segment by segment."""
    found = []
    for a, b, ra, rb in zip(line.points[:-1], line.points[1:], line.radii[:-1], line.radii[1:], strict=True):
        t = min(max(float((point - a) @ (b - a) / ((b - a) @ (b - a))), 0.0), 1.0)
        found.append((float(np.linalg.norm(point - a - t * (b - a))), float(ra + t * (rb - ra))))
    return min(found)


def test_walls_are_as_far_as_the_nearest_segment_tells(line: TubeLine) -> None:
    points = line.points[::2] + np.random.default_rng(9).normal(0.0, 2.0, (20, 3))
    gap, outwards = line.wall_gap(points)
    plain = np.array([_plainly(line, point) for point in points])
    assert gap == pytest.approx(plain[:, 0] - plain[:, 1], abs=1e-8)
    assert points - outwards * (gap + plain[:, 1])[:, None] == pytest.approx(
        line.at(line.nearest(points)[0]), abs=1e-7
    )


def test_a_tangent_is_the_chord_over_its_reach(line: TubeLine) -> None:
    s, reach = np.array([0.1, 3.0, line.length]), np.array([0.5, 1.0, 2.0])
    chord = line.at(np.minimum(s + reach, line.length)) - line.at(np.maximum(s - reach, 0.0))
    wanted = chord / np.linalg.norm(chord, axis=1, keepdims=True)
    assert line.tangent_at(s, reach) == pytest.approx(wanted, abs=1e-12)
