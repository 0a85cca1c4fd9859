"""Numbers that open the ring round a canal are refused by name, before anything is meshed."""

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.assembly import Assembly
from meshes.bones.bone import GENUS
from meshes.bones.closed_canal import LEAST_FORAMEN_MM, LEAST_MM, require_closed, ring_mm
from meshes.bones.facet_floor import facet_floor_mm
from meshes.bones.foramen_ring import foramen_ring_mm
from meshes.build import build
from meshes.column.shapes.possible import ImpossibleVertebra
from meshes.detail import Detail
from meshes.geometry.topology import genus_of_closed
from meshes.recipe import Recipe
from meshes.surface.extract import surface_of


@pytest.mark.parametrize("level", ["C1", "C2", "C5", *TRUNK_LEVELS[::4]])
def test_the_tables_close_every_canal_by_far(level: str) -> None:
    assert ring_mm(level) > 3 * LEAST_MM


@pytest.mark.parametrize(
    ("name", "value", "usual"), [("T12.SCW", 33.8, 22.2), ("T8.SCD", 20.67, 15.9), ("T12.PDW", 0.96, 8.7)]
)
def test_a_row_that_opens_a_canal_is_named_with_what_it_usually_is(
    name: str, value: float, usual: float
) -> None:
    level = name.partition(".")[0]
    with pytest.raises(ImpossibleVertebra, match=f"canal of {level} .* {name} is {value}, usually {usual}"):
        require_closed({name: value, "scale": 0.95})


def test_a_pedicle_too_slender_for_the_facet_of_its_rib_is_refused_and_one_that_is_not_is_built() -> None:
    with pytest.raises(ImpossibleVertebra, match=r"pierce the pedicle of T11.*T11.PDW is 3, usually 9.75"):
        require_closed({"T11.PDW": 3.0})
    require_closed({"T11.PDW": 4.2, "T5.PDW": 4.2})
    assert facet_floor_mm("T12") > 3 * LEAST_MM
    assert np.isinf(facet_floor_mm("T5")), "the ribs of T5 lean on bodies"


def test_an_atlas_too_narrow_for_its_transverse_foramina_is_refused() -> None:
    with pytest.raises(ImpossibleVertebra, match=r"foramina of C1 .*C1.TPW is 63, usually 71.19"):
        require_closed({"C1.TPW": 63.0})
    require_closed({"C1.TPW": 66.0, "C5.TPW": 59.0, "C6.TPW": 34.7})


@pytest.mark.parametrize("level", ["C1", "C3", "C4", "C5", "C6", "C7"])
def test_the_tables_close_every_transverse_foramen(level: str) -> None:
    assert foramen_ring_mm(level) > 5 * LEAST_FORAMEN_MM


def test_what_falls_through_a_coarse_grid_is_sampled_more_finely() -> None:
    recipe = Recipe(parameters={"T11.PDW": 3.4}, detail=Detail.DRAFT)
    coarse = Assembly(recipe)
    mesh = surface_of(coarse.bone_field("T11"), coarse.bone("T11"))
    assert genus_of_closed(mesh) != GENUS["T11"]
    (part,) = build(recipe, ["bone.vertebra.T11"])
    assert genus_of_closed(part.mesh) == GENUS["T11"]


def test_what_leaves_bone_enough_is_not_refused() -> None:
    require_closed({"T12.SCW": 26.0, "L4.SCD": 25.9, "lordosis": 50.0})


def test_a_fitted_shape_is_told_by_a_number_of_its() -> None:
    with pytest.raises(ImpossibleVertebra, match="its shape, 1 from"):
        require_closed({"T6.shape.lamina.end_y": 4.0})


def test_a_build_is_refused_before_its_first_part() -> None:
    bones = build(Recipe(parameters={"T12.SCW": 33.8}), ["bone.vertebra.L3"])
    with pytest.raises(ImpossibleVertebra):
        next(bones)
