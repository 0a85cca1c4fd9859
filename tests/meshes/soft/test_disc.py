"""Discs fill the space between endplates and never enter bone."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from meshes.anatomy.levels import BUILT_LEVELS
from meshes.assembly import Assembly
from meshes.column.body_form import body_form, endplate_height
from meshes.column.frame import column_frame
from meshes.column.shape import load_shapes
from meshes.column.size import size_of
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.recipe import Recipe
from meshes.surface.extract import extract

PAIRS = list(pairwise(BUILT_LEVELS))
COLUMN = column_frame()
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
    assert ASSEMBLY.vertebra(upper)(points).min() > -0.1
    assert ASSEMBLY.vertebra(lower)(below).min() > -0.1


@pytest.mark.parametrize("upper", ["T3", "T9", "L2", "L4"])
def test_disc_follows_the_hollow_of_the_endplate_above(upper: str) -> None:
    form = body_form(size_of(COLUMN.landmarks[upper]), load_shapes()[upper])
    y = -COLUMN.landmarks[upper].body.depth_lower * np.array([0.3, 0.5, 0.7])
    roof = endplate_height(form, np.zeros(3), y, is_upper=False)
    disc = ASSEMBLY.disc(upper)
    under = np.column_stack([np.zeros(3), y, roof - 0.4])
    over = np.column_stack([np.zeros(3), y, roof + 0.1])
    assert (disc(under) < 0).all() and (disc(over) > 0).all()


@pytest.mark.parametrize("upper", ["T5", "L3"])
def test_disc_stands_out_in_front_but_not_into_the_canal(upper: str) -> None:
    body = COLUMN.landmarks[upper].body
    y = mesh(upper).points[:, 1]
    assert y.min() < -body.depth_lower + 0.5
    assert y.max() < 3.0


def test_lumbar_discs_are_larger_than_thoracic_ones() -> None:
    assert signed_volume_mm3(mesh("L3")) > 4 * signed_volume_mm3(mesh("T4"))
