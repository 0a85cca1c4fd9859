"""The way of the basivertebral vein out of a body: as wide as measured at the wall, and no pipe."""

import numpy as np
import pytest

from meshes.bones.basivertebral_canal import basivertebral_canal
from meshes.bones.bone import PIERCED_LEVELS, bone
from meshes.bones.vertebra import vertebra
from meshes.column.frame import column_frame
from meshes.column.segment import segment
from meshes.column.shapes.shape import load_shapes

MARK = column_frame(("T8", "L3")).landmarks


def opening(solid, foramen, share, axis):
    """Breadth of the canal along an axis so far in, mm; the solid is negative where the canal is."""
    reach = np.linspace(-8.0, 8.0, 1601)
    points = np.zeros((len(reach), 3)) + foramen.centre - [0.0, share * foramen.depth, 0.0]
    points[:, axis] += reach
    return float((solid(points) < 0).sum() * 0.01)


@pytest.mark.parametrize("level", ["T8", "L3"])
def test_the_canal_is_as_wide_and_high_as_its_mouth_and_narrows_all_the_way(level):
    foramen = MARK[level].basivertebral
    solid = basivertebral_canal(foramen)
    assert opening(solid, foramen, 0.0, 0) == pytest.approx(foramen.width, abs=0.05)
    assert opening(solid, foramen, 0.0, 2) == pytest.approx(foramen.height, abs=0.05)
    heights = [opening(solid, foramen, share, 2) for share in (0.0, 0.2, 0.4, 0.6, 0.8, 0.99)]
    assert (np.diff(heights) < -0.3).all()
    assert heights[-1] < 1.0
    assert opening(solid, foramen, 1.1, 2) == 0.0


@pytest.mark.parametrize("level", ["T8", "L3"])
def test_bone_lies_before_its_end_and_around_it(level):
    mark, foramen = MARK[level], MARK[level].basivertebral
    bone = vertebra(mark, load_shapes()[level])
    before = foramen.centre - np.array([[0.0, foramen.depth + 2.0, 0.0]])
    half_way = foramen.centre - np.array([[0.0, foramen.depth / 2, 0.0]])
    above = half_way + [0.0, 0.0, foramen.height / 2 + 0.5]
    assert [bool(bone(point)[0] < 0) for point in (before, half_way, above)] == [True, False, True]


def test_distance_changes_no_faster_than_declared():
    solid = basivertebral_canal(MARK["L3"].basivertebral)
    rng = np.random.default_rng(3)
    one = rng.uniform(solid.bounds[0] - 1.0, solid.bounds[1] + 1.0, (6000, 3))
    other = one + rng.normal(0.0, 0.1, one.shape)
    rise = np.abs(solid(one) - solid(other)) / np.linalg.norm(one - other, axis=1)
    assert np.quantile(rise, 0.99) <= solid.lipschitz * 1.1


@pytest.mark.parametrize("level", PIERCED_LEVELS)
def test_bones_of_the_neck_and_the_sacrum_have_a_foramen_behind(level: str) -> None:
    column = column_frame()
    place = segment(level, column)
    mouth = place.landmarks.basivertebral
    ways = mouth.centre + np.array([[0.0, -0.25 * mouth.depth, 0.0], [mouth.width, -0.25 * mouth.depth, 0.0]])
    inside, beside = bone(level, column)(column.poses[level].inverse().apply(place.pose.apply(ways)))
    assert inside > 0.25 * mouth.height
    assert beside < 0.0
