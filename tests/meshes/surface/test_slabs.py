"""A grid worked on in slabs gives what it gives as a whole."""

from functools import partial

import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.surface.slabs import in_slabs, seams, surface_in_slabs
from meshes.surface.thickening import sight_of, thickened

SHAPE = (60, 70, 150)
BETWEEN = [0, 40, 75, 110, 150]
REACH = 2.5


def _wires_and_a_lump(shape: tuple[int, int, int] = SHAPE) -> np.ndarray:
    """A thin wire that winds through all planes, a bar across a seam, and a lump on another."""
    x, y, z = np.meshgrid(*(np.arange(size) for size in shape), indexing="ij")
    along = np.clip(z, 20, 130)
    wire = (x - 30 - 8 * np.sin(z / 9)) ** 2 + (y - 35 - 6 * np.cos(z / 7)) ** 2 + (z - along) ** 2 < 1.5**2
    bar = (abs(y - 35) < 2) & (abs(z - 75) < 2) & (abs(x - 30) < 14)
    lump = (x - 30) ** 2 + (y - 35) ** 2 + (z - 109) ** 2 < 9**2
    return (wire | bar | lump).astype(np.uint8)


def _grown(grid: np.ndarray) -> np.ndarray:
    return thickened(grid, grid, REACH)


def test_thickening_in_slabs_is_thickening_as_a_whole() -> None:
    grid = _wires_and_a_lump()
    whole = _grown(grid)
    assert whole.sum() > 1.5 * grid.sum()
    np.testing.assert_array_equal(in_slabs(grid, _grown, sight_of(REACH), BETWEEN), whole)


def test_without_sight_over_the_seams_it_would_not_be() -> None:
    grid = _wires_and_a_lump()
    assert (in_slabs(grid, _grown, 1, BETWEEN) != _grown(grid)).any()


def _signed(grid: np.ndarray, level: float = 0.45) -> np.ndarray:
    wide = np.pad(grid.astype(np.float32), 1)
    middle = (slice(1, -1),) * 3
    sides = sum(np.roll(wide, step, axis)[middle] for axis in range(3) for step in (-1, 1))
    return (level * 8 - 2 * grid - sides).astype(np.float32)


def test_the_surface_in_slabs_is_closed_over_its_seams_and_the_same() -> None:
    grid = in_slabs(_wires_and_a_lump(), _grown, sight_of(REACH), BETWEEN)
    whole, sewn = (surface_in_slabs(grid, _signed, between) for between in ([0, 150], BETWEEN))
    assert is_closed(sewn)
    assert genus(sewn) == genus(whole)
    assert components(sewn).max() == components(whole).max()
    assert signed_volume_mm3(sewn) == pytest.approx(signed_volume_mm3(whole), rel=1e-6)
    assert len(sewn.points) == len(whole.points)


def test_slabs_in_which_nothing_is_are_left_out() -> None:
    grid = np.zeros((20, 20, 60), np.uint8)
    grid[8:12, 8:12, 19:26] = 1
    seen: list[tuple[int, ...]] = []

    def same(block: np.ndarray) -> np.ndarray:
        seen.append(block.shape)
        return block

    np.testing.assert_array_equal(in_slabs(grid, same, 3, [0, 15, 30, 45, 60]), grid)
    assert seen == [(10, 10, 21)]


def test_a_grid_without_a_surface_is_told() -> None:
    with pytest.raises(ValueError, match="no surface"):
        surface_in_slabs(np.zeros((9, 9, 9), np.uint8), partial(_signed))


def test_slabs_are_as_thick_as_memory_allows() -> None:
    assert seams((10, 10, 50), voxels=2000, fewest=5) == [0, 20, 40, 50]
    assert seams((100, 100, 12), voxels=2000, fewest=5) == [0, 5, 10, 12]
