"""Many lines asked at once tell what each of them tells by itself."""

import numpy as np
import pytest

from meshes.surface.tube_line import TubeLine
from meshes.surface.tube_lines import TubeLines


def _wavy(seed: int, count: int) -> TubeLine:
    chance = np.random.default_rng(seed)
    return TubeLine(np.cumsum(chance.normal(0.4, 0.3, (count, 3)), axis=0), chance.uniform(0.4, 1.5, count))


def _loop() -> TubeLine:
    angle = np.linspace(0.0, 2.0 * np.pi, 25)
    points = np.stack([6.0 * np.cos(angle), 6.0 * np.sin(angle), 0.0 * angle], axis=1)
    points[-1] = points[0]
    return TubeLine(points, np.append(np.linspace(0.5, 1.0, 24), 0.5), True)


LINES = [_wavy(1, 30), _loop(), _wavy(2, 12)]
PLACES = np.linspace(-3.0, 40.0, 44)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_places_and_radii_are_between_the_corners_of_the_line_asked_for(number: int) -> None:
    line = LINES[number]
    s = np.mod(PLACES, line.length) if line.closed else np.clip(PLACES, 0.0, line.length)
    points, radii = TubeLines(LINES).at(np.full(len(PLACES), number), PLACES)
    for axis in range(3):
        assert points[:, axis] == pytest.approx(np.interp(s, line.lengths, line.points[:, axis]), abs=1e-9)
    assert radii == pytest.approx(np.interp(s, line.lengths, line.radii), abs=1e-9)


def test_a_tangent_is_the_chord_over_its_reach() -> None:
    lines, length = TubeLines(LINES), LINES[0].length
    s, reach, asked = np.array([0.1, 3.0, length]), np.array([0.5, 1.0, 2.0]), np.zeros(3, int)
    ends = (np.maximum(s - reach, 0.0), np.minimum(s + reach, length))
    low, high = (lines.at(asked, each)[0] for each in ends)
    wanted = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
    assert lines.tangent(asked, s, reach) == pytest.approx(wanted, abs=1e-12)


def _plainly(points: np.ndarray, radii: np.ndarray, point: np.ndarray) -> tuple[float, float]:
    """Distance and radius at the nearest place, piece by piece."""
    found = []
    for a, b, ra, rb in zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True):
        t = min(max(float((point - a) @ (b - a) / ((b - a) @ (b - a))), 0.0), 1.0)
        found.append((float(np.linalg.norm(point - a - t * (b - a))), float(ra + t * (rb - ra))))
    return min(found)


@pytest.mark.parametrize("away", [0.0, 600.0], ids=["near the origin", "far from it"])
def test_walls_are_as_far_as_the_nearest_piece_tells(away: float) -> None:
    lines = TubeLines([TubeLine(each.points + away, each.radii, each.closed) for each in LINES])
    low, high = np.array([0.5, 2.0, -4.0]), np.array([5.0, 9.0, 6.0])
    windows = lines.windows(np.array([2, 0, 1]), low, high, 24)
    places = windows.points[:, ::2] + np.random.default_rng(9).normal(0.0, 1.5, (3, 13, 3))
    piece = windows.nearest(places)
    gap, outwards = windows.wall_gap(places, piece)
    plain = np.array(
        [
            [_plainly(points, radii, place) for place in some]
            for points, radii, some in zip(windows.points, windows.radii, places, strict=True)
        ]
    )
    assert gap == pytest.approx(plain[..., 0] - plain[..., 1], abs=1e-8)
    length = windows.length_at(piece, windows.foot(places, piece)[0])
    feet = places - outwards * plain[..., :1]
    for number, line in enumerate((2, 0, 1)):
        found = lines.at(np.full(13, line), length[number])[0]
        assert np.linalg.norm(found - feet[number], axis=1).max() < 0.3  # a piece cuts corners of the line


def test_pieces_are_followed_as_places_move() -> None:
    windows = TubeLines(LINES).windows(np.array([1, 1]), np.array([0.0, 20.0]), np.array([9.0, 30.0]), 24)
    places = windows.points[:, 1:-1].copy()
    piece = windows.nearest(places)
    for _ in range(6):
        places = places + 0.1 * np.array([0.5, 0.3, 0.2])
        piece = windows.followed(places, piece)
    away, least = (
        np.linalg.norm(windows.foot(places, each)[1], axis=2) for each in (piece, windows.nearest(places))
    )
    assert away == pytest.approx(least, abs=0.02)


def test_a_tip_in_the_middle_of_its_own_line_is_not_found_at_the_tip() -> None:
    ring = _loop()
    stem = np.array([[6.0, 0.0, -4.0], [6.0, 0.0, -2.0]])
    line = TubeLine(np.concatenate([stem, ring.points]), np.ones(len(ring.points) + 2))
    lines = TubeLines([LINES[0], line])
    assert lines.place_of(np.array([1]), lines.last[[1]]) == pytest.approx([4.0])
