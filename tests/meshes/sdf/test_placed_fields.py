"""Many fields read together, against each of them read by itself."""

import numpy as np
import pytest

from meshes.geometry.pose import Pose
from meshes.sdf.placed_fields import PlacedFields
from meshes.sdf.sample import Field


def _pieces() -> list[tuple[Pose, Field]]:
    """Five overlapping fields of noise, of different shapes, steps and poses."""
    chance = np.random.default_rng(4)
    out = []
    for number in range(5):
        pose = Pose.about_x(0.4 * number, np.array([6.0 * number, 2.0, -1.5 * number]))
        values = chance.normal(size=(14 + number, 11, 19 - number)).astype(np.float32)
        out.append((pose, Field(np.array([-6.0, -5.0, -7.0]), 0.7 + 0.1 * number, values)))
    return out


PIECES = _pieces()
POINTS = np.random.default_rng(9).uniform((-8.0, -10.0, -14.0), (34.0, 12.0, 10.0), (16000, 3))
COLUMNS = np.ascontiguousarray(POINTS.T)


def _wanted() -> dict[tuple[int, int], float]:
    """Value by piece and point, of the points that lie in a piece's grid."""
    out = {}
    for number, (pose, field) in enumerate(PIECES):
        local = (POINTS - pose.translation) @ pose.rotation
        last = field.origin + (np.array(field.values.shape) - 1) * field.step_mm
        inside = ((local > field.origin) & (local < last)).all(axis=1)
        value = field(local)
        out |= {(number, row): float(value[row]) for row in np.flatnonzero(inside).tolist()}
    return out


def _told(fields: PlacedFields, rows: list[np.ndarray] | None) -> dict[tuple[int, int], float]:
    out: dict[tuple[int, int], float] = {}
    for told in fields.read(COLUMNS, rows):
        keys = zip(told.owner.tolist(), told.rows.tolist(), strict=True)
        out |= dict(zip(keys, told.value.tolist(), strict=True))
    return out


@pytest.mark.parametrize("is_asked_by_rows", [False, True])
def test_each_point_is_told_the_value_of_each_field_it_lies_in(is_asked_by_rows: bool) -> None:
    fields, wanted = PlacedFields(PIECES), _wanted()
    told = _told(fields, fields.near(COLUMNS, 0.5, 100.0) if is_asked_by_rows else None)
    assert told.keys() == wanted.keys() and len(told) > 5000
    assert np.allclose([told[key] for key in wanted], list(wanted.values()), atol=1e-5)


def test_the_slope_is_the_rate_of_change_in_the_world() -> None:
    fields = PlacedFields(PIECES)
    for told in fields.read(COLUMNS):
        # In the middle of a cell: a step in any direction stays in it.
        some = np.flatnonzero((np.abs(told.share - 0.5) < 0.3).all(axis=0))
        slope = told.slope(some)
        for number, owner, row in zip(range(len(some)), told.owner[some], told.rows[some], strict=True):
            pose, field = PIECES[owner]
            probes = POINTS[row] + 0.01 * np.concatenate([np.eye(3), -np.eye(3)])
            value = field((probes - pose.translation) @ pose.rotation).reshape(2, 3)
            assert slope[number] == pytest.approx((value[0] - value[1]) / 0.02 * field.step_mm, abs=2e-3)
        break


def test_a_field_is_not_asked_about_what_it_tells_to_be_far() -> None:
    grid = np.stack(np.meshgrid(*[np.arange(30.0)] * 3, indexing="ij"), axis=-1)
    ramp = PlacedFields([(Pose(), Field(np.zeros(3), 1.0, grid[..., 0].astype(np.float32)))])
    columns = np.array([[3.0, 11.0, 25.0, 30.5], [5.0] * 4, [5.0] * 4])
    assert [rows.tolist() for rows in ramp.near(columns, 2.0, 10.0)] == [[0, 1]]
    assert [rows.tolist() for rows in ramp.near(columns, 2.0, 99.0)] == [[0, 1, 2, 3]]
    assert [rows.tolist() for rows in ramp.near(columns, 0.5, 99.0)] == [[0, 1, 2]]


def test_a_field_is_asked_about_a_point_nearer_than_its_nearest_sample() -> None:
    values = np.broadcast_to(np.arange(30.0, dtype=np.float32)[:, None, None], (30, 11, 11))
    ramp = PlacedFields([(Pose(), Field(np.zeros(3), 1.0, values))])
    assert [rows.tolist() for rows in ramp.near(np.array([[11.6], [5.0], [5.0]]), 1.7, 10.0)] == [[0]]


def test_a_ray_goes_until_it_is_in_a_grid_ahead_and_minds_none_behind() -> None:
    grid = PlacedFields([(Pose(), Field(np.zeros(3), 2.0, np.zeros((6, 6, 6), np.float32)))])
    starts = np.array([[-4.0, 14.0, 5.0, -4.0], [5.0] * 4, [5.0] * 4])
    ways = np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0] * 4])
    assert grid.entered(starts, ways, 50.0) == pytest.approx([4.0, 50.0, 0.0, 50.0])
