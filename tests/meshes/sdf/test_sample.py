from dataclasses import replace

import numpy as np
import pytest

from meshes.assembly import Assembly
from meshes.geometry.pose import Pose
from meshes.recipe import Recipe
from meshes.sdf.blend import intersect, smooth_union, subtract
from meshes.sdf.primitives import ball, ellipsoid
from meshes.sdf.sample import MOST_SAMPLES, TooLarge, sample
from meshes.sdf.solid import mirrored, offset, placed, scaled
from meshes.sdf.warp import folded

EAR = folded(ball(np.array([4.0, 1.0, 2.0]), 3.0))
HEAD = folded(ellipsoid(np.array([0.0, 1.0, 0.0]), np.array([5.0, 8.0, 6.0])))
NOSE = ball(np.array([0.5, -7.0, 0.0]), 2.0)
NOD = Pose.about_x(0.3, np.array([0.0, 2.0, -5.0]))
SHAKE = Pose(np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))


@pytest.mark.parametrize(
    "solid",
    [
        EAR,
        smooth_union(HEAD, (EAR, 1.0)),
        subtract(HEAD, EAR, radius_mm=0.5),
        intersect(HEAD, EAR),
        placed(EAR, NOD),
        mirrored(scaled(offset(HEAD, 1.0), 0.7)),
    ],
)
def test_what_is_made_of_mirror_images_is_sampled_by_half_to_the_same_surface(solid):
    assert solid.is_symmetric
    asked = []
    spied = replace(solid, distance=lambda p: asked.append(len(p)) or solid.distance(p))
    field = sample(spied, 0.37)
    by_half, asked[:] = sum(asked), []
    whole = sample(replace(spied, is_symmetric=False), 0.37)
    assert by_half < 0.62 * sum(asked)
    assert (field.values == field.values[::-1]).all()
    halves, wholes = values_on_one_grid(field, whole)
    crossed = ends_of_crossings(wholes)
    assert crossed.sum() > 100
    assert halves[crossed] == pytest.approx(wholes[crossed], abs=1e-6)
    assert ((halves < 0) == (wholes < 0)).all()


def test_both_ends_of_every_edge_through_the_surface_are_asked_for():
    solid = smooth_union(HEAD, (EAR, 1.0), (NOSE, 0.5))
    field = sample(solid, 0.37)
    index = np.argwhere(ends_of_crossings(field.values))
    assert field.values[tuple(index.T)] == pytest.approx(solid(field.origin + index * 0.37), abs=1e-5)
    told = solid(field.origin + np.argwhere(np.ones(field.values.shape)) * 0.37)
    assert ((field.values.ravel() < 0) == (told < 0)).all()


def values_on_one_grid(one, other):
    """The samples at places that two fields share."""
    shift = np.rint((other.origin - one.origin) / one.step_mm).astype(int)
    low = np.maximum(shift, 0)
    high = np.minimum(one.values.shape, other.values.shape + shift)
    return (
        field.values[tuple(slice(a, b) for a, b in zip(low - moved, high - moved, strict=True))]
        for field, moved in ((one, 0 * shift), (other, shift))
    )


def ends_of_crossings(values):
    """Samples with one beside them on the other side of the surface."""
    out = np.zeros(values.shape, bool)
    for axis in range(3):
        turned, marks = np.moveaxis(values, axis, 0) < 0, np.moveaxis(out, axis, 0)
        crossed = turned[1:] != turned[:-1]
        marks[1:] |= crossed
        marks[:-1] |= crossed
    return out


@pytest.mark.parametrize(
    "solid",
    [
        NOSE,
        smooth_union(HEAD, (NOSE, 1.0)),
        subtract(HEAD, NOSE),
        intersect(HEAD, NOSE),
        placed(HEAD, SHAKE),
        placed(HEAD, Pose(translation=np.array([0.5, 0.0, 0.0]))),
    ],
)
def test_one_lopsided_part_makes_the_whole_lopsided(solid):
    assert not solid.is_symmetric


def test_a_symmetric_solid_away_from_the_middle_of_its_box_is_sampled_whole():
    bounds = np.array([[-9.0, -9.0, -9.0], [7.5, 9.0, 9.0]])
    field = sample(replace(HEAD, bounds=bounds), 0.5)
    whole = sample(replace(HEAD, bounds=bounds, is_symmetric=False), 0.5)
    halves, wholes = values_on_one_grid(field, whole)
    assert ((halves < 0) == (wholes < 0)).all()
    assert (wholes < 0).sum() == (whole.values < 0).sum() > 1000


@pytest.mark.parametrize("level", ["C0", "C1", "C4", "T9", "L5", "S1"])
def test_bones_and_discs_called_symmetric_are(level):
    atlas = Assembly(Recipe())
    solids = [atlas.bone(level)] + ([] if level in ("C0", "C1", "S1") else [atlas.disc(level)])
    chance = np.random.default_rng(3)
    for solid in solids:
        points = chance.uniform(*solid.bounds, (1500, 3))
        assert solid.is_symmetric
        assert solid(points * [-1.0, 1.0, 1.0]) == pytest.approx(solid(points), abs=1e-9)


def test_a_field_is_not_changed_by_being_asked():
    """Another thread may be copying it to another process."""
    field = sample(HEAD, 1.0)
    before = dict(vars(field))
    field(np.zeros((3, 3)))
    field.corners(np.zeros((3, 2), int))
    assert vars(field) == before


def test_a_solid_too_large_for_its_grid_is_refused_before_any_memory_is_taken():
    wild = ball(np.zeros(3), 500.0)
    step_mm = 1000.0 / (0.99 * MOST_SAMPLES) ** (1 / 3)
    with pytest.raises(TooLarge, match="1000 × 1000 × 1000 mm is too large"):
        sample(wild, 0.99 * step_mm)
    with pytest.raises(TooLarge):
        sample(wild, 1e-6)


def test_a_wild_number_of_a_shape_is_told_and_not_built():
    recipe = Recipe(levels=("C5",), parameters={"C5.shape.lamina.thickness_middle": 500.0})
    with pytest.raises(TooLarge, match="wild number of its shape"):
        Assembly(recipe).bone_field("C5")
