import numpy as np
import pytest

from meshes.column.canal.canal import canal_space
from meshes.column.frame import column_frame

COLUMN = column_frame(("T6", "T7", "T8"))
CANAL = canal_space(COLUMN)


def _at(level: str, x: float, y: float, z: float) -> float:
    point = COLUMN.poses[level].apply(np.array([[x, y, z]]))
    return float(CANAL.distance(point)[0])


def test_the_middle_of_the_canal_is_inside_and_body_pedicle_and_lamina_are_outside() -> None:
    marks = COLUMN.landmarks["T7"]
    assert _at("T7", 0.0, marks.canal.depth / 2, 0.0) < -5.0
    assert _at("T7", 0.0, -3.0, 0.0) > 2.0
    assert _at("T7", marks.pedicle.centre[0], 4.0, 0.0) > 1.0
    assert _at("T7", 0.0, marks.canal.depth + 12.0, 0.0) > 2.0


def test_both_sides_are_alike() -> None:
    assert _at("T7", 6.0, 5.0, 2.0) == pytest.approx(_at("T7", -6.0, 5.0, 2.0))


def test_the_wall_is_at_distance_zero() -> None:
    canal = COLUMN.landmarks["T7"].canal
    assert _at("T7", canal.half_width, canal.widest_y, 0.0) == pytest.approx(0.0, abs=1e-6)


def test_the_canal_goes_on_behind_the_disc() -> None:
    marks = COLUMN.landmarks["T7"]
    behind_disc = -marks.body.height_posterior / 2 - COLUMN.discs["T7-T8"].height / 2
    assert _at("T7", 0.0, 8.0, behind_disc) < -5.0


def test_its_volume_is_area_times_length() -> None:
    marks = COLUMN.landmarks["T7"]
    section = 0.85 * 2 * marks.canal.half_width * marks.canal.depth
    ends = COLUMN.landmarks["T6"].body.height_posterior / 2 - COLUMN.landmarks["T8"].lamina.bottom
    length = np.linalg.norm(COLUMN.poses["T6"].translation - COLUMN.poses["T8"].translation) + ends
    assert CANAL.volume_mm3() == pytest.approx(section * length, rel=0.15)


def test_local_coordinates_lead_back_and_to_the_left() -> None:
    point = COLUMN.poses["T7"].apply(np.array([[3.0, 5.0, 0.0]]))
    assert np.allclose(CANAL.local(point), [[3.0, 5.0]], atol=0.3)


def test_where_the_column_bends_the_volume_is_that_of_the_points_inside() -> None:
    """The canal lies behind the lordotic bodies, where the way from section to section is the shorter one."""
    column = column_frame(("L3", "L4", "L5"))
    canal = canal_space(column)
    low, high = canal.origin.min(axis=0) - (25.0, 5.0, 5.0), canal.origin.max(axis=0) + (25.0, 40.0, 5.0)
    axes = [np.arange(a, b, 1.0) for a, b in zip(low, high, strict=True)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    above, below = ((points - canal.origin[end]) @ canal.up[end] for end in (0, -1))
    points = points[(above <= 0.0) & (below >= 0.0)]
    assert canal.volume_mm3() == pytest.approx(np.count_nonzero(canal.distance(points) < 0.0), rel=0.02)
