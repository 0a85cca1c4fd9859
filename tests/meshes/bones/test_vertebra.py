"""Every vertebra, T1 to L5: closed, outward, mirror-symmetric, shaped as its region is."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS, region
from meshes.bones.articulated import articulated_bone
from meshes.bones.vertebra import vertebra
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.shapes.shape import load_shapes
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract

COARSE_MM = 1.2


@cache
def column() -> ColumnFrame:
    return column_frame()


@cache
def solid(level: str) -> Solid:
    return articulated_bone(level, column())


@cache
def mesh(level: str) -> TriMesh:
    return extract(solid(level), COARSE_MM)


@pytest.mark.parametrize("level", TRUNK_LEVELS)
def test_vertebra_is_closed_outward_and_pierced_by_its_canal_alone(level: str) -> None:
    built = mesh(level)
    assert is_closed(built)
    assert signed_volume_mm3(built) > 4000.0
    assert genus(built) == 1


@pytest.mark.parametrize("level", ["T1", "T7", "T12", "L3", "L5"])
def test_vertebra_is_its_own_mirror_image(level: str) -> None:
    low, high = solid(level).bounds
    points = np.random.default_rng(3).uniform(low, high, (3000, 3))
    assert np.array_equal(solid(level)(points), solid(level)(points * [-1, 1, 1]))


@pytest.mark.parametrize("level", TRUNK_LEVELS)
def test_named_points_lie_in_bone_or_out_of_it(level: str) -> None:
    mark = column().landmarks[level]
    body = mark.body
    bone = np.array(
        [
            [0.0, -body.depth_upper / 2 - 4.0, 0.0],
            [0.7 * body.half_width_upper, -body.depth_upper / 2, 0.0],
            mark.pedicle.centre + [0.0, 1.0, 0.0],
            [0.0, mark.canal.depth + 4.0, (mark.lamina.top + mark.lamina.bottom) / 2],
            mark.transverse_tip * [0.93, 0.97, 1.0],
        ]
    )
    empty = np.array(
        [
            [0.0, mark.canal.depth / 2, 0.0],
            [0.0, mark.canal.depth / 2, 15.0],
            [0.0, -body.depth_upper / 2, body.height_posterior / 2 + 2.0],
            mark.pedicle.centre * [1.0, 1.2, 0.0] + [0.0, 0.0, mark.pedicle.bottom - 3.0],
            mark.basivertebral.centre + [0.0, -2.0, 0.0],
        ]
    )
    assert (solid(level)(bone) < 0).tolist() == [True] * len(bone)
    assert (solid(level)(empty) > 0).tolist() == [True] * len(empty)


@pytest.mark.parametrize("level", ["T2", "T6", "T10", "L1", "L4"])
def test_distance_changes_no_faster_than_declared(level: str) -> None:
    bone = solid(level)
    rng = np.random.default_rng(11)
    points = rng.uniform(bone.bounds[0], bone.bounds[1], (6000, 3))
    others = points + rng.normal(0.0, 0.4, points.shape)
    rise = np.abs(bone(points) - bone(others)) / np.linalg.norm(points - others, axis=1)
    assert np.quantile(rise, 0.99) <= bone.lipschitz * 1.1


def test_spinous_processes_are_steepest_in_the_middle_of_the_thorax() -> None:
    slope = {level: load_shapes()[level].spinous.slope_deg for level in TRUNK_LEVELS}
    steepest = sorted(slope, key=lambda level: slope[level])[-4:]
    assert set(steepest) == {"T5", "T6", "T7", "T8"}
    assert slope["T1"] < 25.0 and max(slope[level] for level in ("L2", "L3", "L4")) < 30.0


def test_spinous_tips_of_the_middle_thorax_reach_below_the_body_beneath() -> None:
    for level in ("T5", "T6", "T7"):
        assert mesh(level).points[:, 2].min() < -column().landmarks[level].body.height_posterior * 1.2


@pytest.mark.parametrize("level", TRUNK_LEVELS[1:])
def test_superior_facets_face_backwards_in_the_thorax_and_inwards_in_the_loins(level: str) -> None:
    normal = column().landmarks[level].superior_facet.normal
    if region(level) == "thoracic":
        assert normal[1] > 0.7 and abs(normal[0]) < 0.5
    else:
        assert normal[0] < -0.5 and normal[1] > 0.2


@pytest.mark.parametrize(("upper", "lower"), list(pairwise(TRUNK_LEVELS)))
def test_neighbours_meet_at_their_facets_and_never_overlap(upper: str, lower: str) -> None:
    to_upper = column().relative(lower, upper)
    gap = solid(upper)(to_upper.apply(mesh(lower).points))
    assert gap.min() > -0.1
    # Opposite faces: a square centimetre a joint and more lies within three millimetres of the other bone.
    assert (gap < 3.0).sum() * COARSE_MM**2 / 2 > 50.0


def test_bones_standing_alone_are_not_cut_by_neighbours() -> None:
    alone = articulated_bone("L3", column_frame(("L3",)))
    points = mesh("L3").points
    assert (alone(points) <= solid("L3")(points) + 1e-9).all()


def test_a_second_build_gives_the_same_bytes() -> None:
    mark, shape = column().landmarks["T9"], load_shapes()["T9"]
    first, second = (extract(vertebra(mark, shape), COARSE_MM) for _ in range(2))
    assert first.points.tobytes() == second.points.tobytes()
    assert first.triangles.tobytes() == second.triangles.tobytes()


def test_a_wider_measure_makes_a_wider_body() -> None:
    def width(value: float) -> float:
        mark = column_frame(("T8",), {"T8.EPWu": value, "T8.EPWl": value}).landmarks["T8"]
        points = extract(vertebra(mark, load_shapes()["T8"]), COARSE_MM).points
        return float(np.ptp(points[points[:, 1] < -mark.body.depth_upper / 2, 0]))

    assert width(34.0) - width(28.0) == pytest.approx(6.0, abs=0.5)


def _top(level: str, x: float, y: float) -> float:
    """Height of the upper face of a body over a point."""
    z = np.arange(0.0, 14.0, 0.05)
    inside = solid(level)(np.column_stack([np.full_like(z, x), np.full_like(z, y), z])) < 0
    return float(z[inside].max())


@pytest.mark.parametrize(("level", "least", "largest"), [("T1", 1.0, 2.5), ("T4", -1.0, 0.6)])
def test_the_uppermost_body_has_raised_sides_like_those_of_the_neck(
    level: str, least: float, largest: float
) -> None:
    body = column().landmarks[level].body
    y = -0.55 * body.depth_upper
    rise = _top(level, 0.85 * body.half_width_upper, y) - _top(level, 0.0, -body.depth_upper + 2.0)
    assert least < rise < largest


def test_the_last_thoracic_vertebra_has_three_tubercles_a_side() -> None:
    shape, tip = load_shapes()["T12"], column().landmarks["T12"].transverse_tip
    tubercles = np.array([
        [shape.mammillary.x, shape.mammillary.y, shape.mammillary.z],
        [tip[0] - 1.0, shape.transverse.end_y, shape.transverse.end_z],
        [shape.accessory.x, shape.accessory.y, shape.accessory.z],
    ])  # fmt: skip
    assert np.all(solid("T12")(tubercles) < 0)
    between = (tubercles[:-1] + tubercles[1:]) / 2 + [2.0, 2.5, 0.0]
    assert np.all(solid("T12")(between) > 0)
    assert shape.accessory.size > 0 == load_shapes()["T11"].accessory.size
