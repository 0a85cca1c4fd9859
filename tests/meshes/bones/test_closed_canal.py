"""Numbers that open the ring round a canal are refused by name, before anything is meshed."""

import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.closed_canal import LEAST_MM, require_closed, ring_mm
from meshes.build import build
from meshes.column.shapes.possible import ImpossibleVertebra
from meshes.recipe import Recipe


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


def test_what_leaves_bone_enough_is_not_refused() -> None:
    require_closed({"T12.SCW": 26.0, "L4.SCD": 25.9, "lordosis": 50.0})


def test_a_fitted_shape_is_told_by_a_number_of_its() -> None:
    with pytest.raises(ImpossibleVertebra, match="its shape, 1 from"):
        require_closed({"T6.shape.lamina.end_y": 4.0})


def test_a_build_is_refused_before_its_first_part() -> None:
    bones = build(Recipe(parameters={"T12.SCW": 33.8}), ["bone.vertebra.L3"])
    with pytest.raises(ImpossibleVertebra):
        next(bones)
