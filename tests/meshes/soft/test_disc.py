"""Discs fill the space between endplates and never enter bone."""

from functools import cache

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.bones.body_faces import body_face
from meshes.builders import made
from meshes.column.frame import column_frame
from meshes.column.landmarks.body_face import BodyFace
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.pose import Pose
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.recipe import Recipe
from meshes.sdf.primitives import ball
from meshes.soft.disc import disc
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

COLUMN, CATALOGUE = column_frame(), load_catalogue()
PAIRS = [(disc.upper, disc.lower) for disc in COLUMN.discs.values()]
ASSEMBLY = Assembly(Recipe())


@cache
def mesh(upper: str) -> TriMesh:
    return extract(ASSEMBLY.disc(upper), 0.9)


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_disc_is_one_closed_lens(upper: str, lower: str) -> None:
    built = mesh(upper)
    assert is_closed(built) and genus(built) == 0
    assert signed_volume_mm3(built) > 500.0


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_disc_does_not_enter_bone(upper: str, lower: str) -> None:
    points = mesh(upper).points
    below = COLUMN.relative(lower, upper).inverse().apply(points)
    assert ASSEMBLY.bone(upper)(points).min() > -0.1
    assert ASSEMBLY.bone(lower)(below).min() > -0.1


def test_no_rim_of_a_body_shows_through_the_disc_below() -> None:
    """Behind the foot of a pedicle of T7 the rim is sharper than the grid is fine."""
    bone, disc = (made(ASSEMBLY, CATALOGUE.structures[each]) for each in ("bone.vertebra.T7", "disc.T7-T8"))
    assert Nearness(disc).deepest_mm(bone.points, 0.0) < 0.04


@pytest.mark.parametrize("upper", ["T3", "T9", "L2", "L4"])
def test_disc_fills_the_hollow_of_the_endplate_above(upper: str) -> None:
    bone, disc = ASSEMBLY.bone(upper), ASSEMBLY.disc(upper)
    z = np.arange(-25.0, 0.0, 0.05)
    lowest = []
    for share in (0.3, 0.5, 0.7, 0.88):
        y = np.full_like(z, -share * COLUMN.landmarks[upper].body.depth_lower)
        line = np.column_stack([np.zeros_like(z), y, z])
        endplate, top = z[bone(line) < 0].min(), z[disc(line) < 0].max()
        lowest.append(endplate)
        # The rim is rounded: only there the disc's own rounded edge leaves more room.
        assert 0.0 <= endplate - top < (0.5 if share < 0.8 else 1.2)
    assert lowest[1] > lowest[3] + 0.3


@pytest.mark.parametrize("upper", ["T5", "L3"])
def test_disc_stands_out_in_front_but_not_into_the_canal(upper: str) -> None:
    body = COLUMN.landmarks[upper].body
    y = mesh(upper).points[:, 1]
    assert y.min() < -body.depth_lower + 0.5
    assert y.max() < 3.0


def test_lumbar_discs_are_larger_than_thoracic_ones() -> None:
    assert signed_volume_mm3(mesh("L3")) > 4 * signed_volume_mm3(mesh("T4"))


def test_the_wall_of_a_disc_runs_from_the_rim_above_to_the_rim_below() -> None:
    def flat(z: float, radius: float) -> BodyFace:
        box = np.array([[-radius, -radius, z - 4.0], [radius, radius, z + 4.0]])
        return BodyFace(lambda x, y: np.full(len(x), z), lambda x, y: np.hypot(x, y) - radius, box)

    far = ball(np.array([0.0, 0.0, 90.0]), 1.0)
    under_roof, over_floor = np.array([[11.5, 0.0, -0.8], [11.5, 0.0, -5.2]])
    for small, large, inside, outside in (
        (flat(0.0, 10.0), flat(-6.0, 14.0), over_floor, under_roof),
        (flat(0.0, 14.0), flat(-6.0, 10.0), under_roof, over_floor),
    ):
        solid = disc(small, large, Pose(), [far], bulge_mm=0.0)
        assert solid(inside[None])[0] < 0.0 < solid(outside[None])[0]


@pytest.mark.parametrize(
    ("level", "is_upper"), [("C2", False), ("C4", True), ("C4", False), ("L3", True), ("S1", True)]
)
def test_a_face_of_a_body_is_its_own_mirror_image(level: str, is_upper: bool) -> None:
    """Discs are asked for on one side alone, and mirrored."""
    face = body_face(level, COLUMN, is_upper)
    x, y = np.random.default_rng(5).uniform((0.0, -18.0), (12.0, -1.0), (200, 2)).T
    assert face.height(-x, y) == pytest.approx(face.height(x, y))
    assert face.rim(-x, y) == pytest.approx(face.rim(x, y))
