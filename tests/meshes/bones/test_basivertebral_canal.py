"""The way of the basivertebral vein out of a body: as wide as measured at the wall, and no pipe."""

import numpy as np
import pytest

from meshes.bones.basivertebral_canal import basivertebral_canal
from meshes.bones.bone import bone, whole_bone
from meshes.bones.foramina import PIERCED_LEVELS, foramina, pierced, pierced_field
from meshes.column.frame import column_frame
from meshes.column.landmarks.openings import openings
from meshes.column.segment import segment
from meshes.sdf.sample import sample

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
    foramen, solid = MARK[level].basivertebral, bone(level, column_frame())
    before = foramen.centre - np.array([[0.0, foramen.depth + 2.0, 0.0]])
    half_way = foramen.centre - np.array([[0.0, foramen.depth / 2, 0.0]])
    above = half_way + [0.0, 0.0, foramen.height / 2 + 0.5]
    assert [bool(solid(point)[0] < 0) for point in (before, half_way, above)] == [True, False, True]


def test_distance_changes_no_faster_than_declared():
    solid = basivertebral_canal(MARK["L3"].basivertebral)
    rng = np.random.default_rng(3)
    one = rng.uniform(solid.bounds[0] - 1.0, solid.bounds[1] + 1.0, (6000, 3))
    other = one + rng.normal(0.0, 0.1, one.shape)
    rise = np.abs(solid(one) - solid(other)) / np.linalg.norm(one - other, axis=1)
    assert np.quantile(rise, 0.99) <= solid.lipschitz * 1.1


@pytest.mark.parametrize("level", PIERCED_LEVELS)
def test_every_bone_with_a_body_has_a_foramen_behind(level: str) -> None:
    column = column_frame()
    place = segment(level, column)
    mouth = place.landmarks.basivertebral
    ways = mouth.centre + np.array([[0.0, -0.25 * mouth.depth, 0.0], [mouth.width, -0.25 * mouth.depth, 0.0]])
    inside, beside = bone(level, column)(column.poses[level].inverse().apply(place.pose.apply(ways)))
    assert inside > 0.25 * mouth.height
    assert beside < 0.0


@pytest.mark.parametrize("number", ["one", "two", "three", "many"])
@pytest.mark.parametrize("level", ["C5", "T8", "S1"])
def test_foramina_cut_into_samples_are_those_of_the_solid(level: str, number: str) -> None:
    column, step = column_frame(), 0.9
    whole = sample(whole_bone(level, column), step)
    cut, solid = (
        pierced_field(whole, whole_bone(level, column), level, column, number),
        pierced(whole_bone(level, column), level, column, number),
    )
    index = np.argwhere(cut.values != whole.values)
    assert len(index)
    near = np.abs(cut.values[tuple(index.T)]) < step
    told, asked = cut.values[tuple(index[near].T)], solid(cut.origin + index[near] * step)
    assert np.abs(told - asked).max() < 0.01
    # Nothing else has changed, and nothing hollow was filled.
    assert not ((cut.values < 0.0) & (whole.values >= 0.0)).any()
    bounds = np.array([each.bounds for each in foramina(level, column, number)])
    places, reach = cut.origin + index * step, 1.6 + step
    assert (places > bounds[:, 0].min(axis=0) - reach).all()
    assert (places < bounds[:, 1].max(axis=0) + reach).all()


def test_openings_mirror_each_other_and_keep_their_mean_height() -> None:
    foramen = MARK["L3"].basivertebral
    assert openings(foramen, "one") == (foramen,)
    for number in ("two", "three", "four", "many"):
        centres = np.array([each.centre for each in openings(foramen, number)])
        assert sorted(map(tuple, centres.round(6))) == sorted(map(tuple, (centres * (-1, 1, 1)).round(6)))
        assert abs(centres[:, 2].mean() - foramen.centre[2]) < (1.0 if number == "many" else 1e-9)
        wide = openings(foramen, number)[0].width
        gaps = np.linalg.norm(centres[:, None] - centres, axis=2)[~np.eye(len(centres), dtype=bool)]
        assert gaps.min() > wide + 0.7, "bone between them"


def test_many_openings_are_under_a_millimetre() -> None:
    assert all(max(each.width, each.height) < 1.0 for each in openings(MARK["T8"].basivertebral, "many"))
