import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.explosion import LEVEL_APART_MM, OUTWARD_MM, shift_mm
from viewer.model.scene import Scene

STRUCTURES = load_catalogue().structures
LEVELS = ("T11", "L1")


@pytest.mark.parametrize("key", ["bone.vertebra.T11", "vein.internal.ring.L1", "disc.T12-L1"])
def test_together_nothing_is_moved(key: str) -> None:
    np.testing.assert_array_equal(shift_mm(STRUCTURES[key], LEVELS, 0.0), np.zeros(3))


def test_levels_move_apart_evenly_the_upper_ones_up_the_middle_stays() -> None:
    ups = [shift_mm(STRUCTURES[f"bone.vertebra.{level}"], LEVELS, 1.0) for level in ("T11", "T12", "L1")]
    np.testing.assert_allclose(ups, [[0, 0, LEVEL_APART_MM], [0, 0, 0], [0, 0, -LEVEL_APART_MM]])


def test_a_disc_stays_half_way_between_its_bones() -> None:
    above, disc, below = (
        shift_mm(STRUCTURES[key], LEVELS, 0.6)
        for key in ("bone.vertebra.T12", "disc.T12-L1", "bone.vertebra.L1")
    )
    np.testing.assert_allclose(disc, (above + below) / 2.0)


def test_the_veins_of_the_canal_leave_it_sideways_all_by_the_same_way() -> None:
    shifts = [
        shift_mm(STRUCTURES[key], LEVELS, 0.5)
        for key in (
            "vein.internal.anterior.T12.left",
            "vein.internal.posterior.T12.right",
            "vein.internal.ring.T12",
        )
    ]
    np.testing.assert_allclose(shifts, [[40.0, 0.0, 0.0]] * 3)


def test_every_group_that_moves_is_in_the_catalogue() -> None:
    assert OUTWARD_MM.keys() <= {structure.group for structure in STRUCTURES.values()}


def test_taking_apart_is_cut_off_at_both_ends_and_undone() -> None:
    scene = Scene(load_catalogue())
    scene.explode(7.0)
    assert scene.state.explosion == 1.0
    assert scene.undo_name == "Take apart"
    scene.explode(-1.0)
    assert scene.state.explosion == 0.0
    assert scene.undo_name == "Put together"
