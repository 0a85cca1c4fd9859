"""Sampling a solid on a grid, skipping the blocks its distance proves empty or full."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.sdf.every_other import told
from meshes.sdf.solid import Solid

Mask = NDArray[np.bool_]

_SIZES = (12, 6, 3)
"""Samples along one edge of a block, halved from survey to survey, so that the last ones hug thin plates."""
MOST_SAMPLES = 50_000_000
"""No grid is larger: some times that of the skull base in fine detail, a gigabyte while it is filled."""
_BATCH = 60_000
"""Points a call of the distance function: fits the processor's cache."""


class TooLarge(ValueError):
    """A solid too large for its grid step; the message says how large it is."""


@dataclass(frozen=True, eq=False)
class Field:
    """Distances sampled on a regular grid.

    Parameters
    ----------
    origin : (3,) array
        Place of the first sample, mm.
    step_mm : float
        Spacing of the samples.
    values : (nx, ny, nz) array
        Signed distances; far from the surface only their sign and lower bound can be trusted.
    """

    origin: Vector
    step_mm: float
    values: NDArray[np.float32]

    def __call__(self, points: Vector) -> Vector:
        """Trilinear interpolation at (N, 3) points; points outside the grid see its nearest edge."""
        last = np.array(self.values.shape) - 1.000001
        place = np.clip((points - self.origin) / self.step_mm, 0.0, last).T
        cell = place.astype(np.intp)
        return interpolated(self.corners(cell), place - cell)

    def corners(self, cell: NDArray[np.intp]) -> NDArray[np.float32]:
        """Samples (8, N) at the corners of cells, told by the (3, N) indices of their lowest ones."""
        _, ny, nz = self.values.shape
        return self.values.ravel().take(corner_steps(ny, nz) + ((cell[0] * ny + cell[1]) * nz + cell[2]))


@lru_cache(maxsize=256)
def corner_steps(ny: int, nz: int) -> NDArray[np.intp]:
    """How far the corners of a cell lie from its lowest one in the flat array, (8, 1)."""
    return np.array([[(i * ny + j) * nz + k] for i, j, k in np.ndindex(2, 2, 2)])


def interpolated(corners: NDArray[np.floating], place: Vector) -> Vector:
    """Trilinear value (N,) between (8, N) corners, in the order of `Field.corners`, at (3, N) places in their
    cells, each from 0 to 1.
    """
    x, y, z = place
    plane = corners[:4] + (corners[4:] - corners[:4]) * x
    line = plane[:2] + (plane[2:] - plane[:2]) * y
    return np.asarray(line[0] + (line[1] - line[0]) * z, float)


def sample(solid: Solid, step_mm: float, margin: int = 2) -> Field:
    """Sample `solid` on a grid that covers its bounds.

    Parameters
    ----------
    solid : Solid
        What to sample.
    step_mm : float
        Grid spacing.
    margin : int
        Empty samples kept around the bounds, so that the surface closes.

    Returns
    -------
    Field
        Exact on both ends of every edge that the surface crosses; a little further off told from samples
        round about; blocks that the Lipschitz bound proves free of it hold the value of their centre. A
        symmetric solid is asked about its left half only.

    Raises
    ------
    ValueError
        If the step is not positive, or the distance is not a number somewhere: a block that fails must not
        become a silent hole.
    TooLarge
        If the grid would have more than `MOST_SAMPLES`, as that of a bone may whose numbers are wild.
    """
    if not step_mm > 0:
        raise ValueError("the grid step must be positive")
    across = np.ptp(solid.bounds, axis=0)
    if np.prod(across / step_mm) > MOST_SAMPLES:
        size = " × ".join(f"{each:.0f}" for each in across)
        raise TooLarge(f"a solid of {size} mm is too large to be built; look for a wild number of its shape")
    low = np.floor(solid.bounds[0] / step_mm).astype(int) - margin
    high = np.ceil(solid.bounds[1] / step_mm).astype(int) + margin
    if not (solid.is_symmetric and low[0] < 0 < high[0]):
        return _sampled(solid, step_mm, low, high)
    low[0], high[0] = 0, max(-low[0], high[0])
    left = _sampled(solid, step_mm, low, high)
    values: NDArray[np.float32] = np.concatenate([left.values[:0:-1], left.values])
    return Field(np.array([-step_mm * (len(left.values) - 1), *left.origin[1:]]), step_mm, values)


def _sampled(solid: Solid, step_mm: float, low: NDArray[np.intp], high: NDArray[np.intp]) -> Field:
    """The samples between two indices, both included, and what is wanting to whole blocks."""
    blocks = -(-(high - low + 1) // _SIZES[0])
    field = Field(np.asarray(low * step_mm, float), step_mm, np.empty(blocks * _SIZES[0], np.float32))
    near = _indices(*blocks)
    for size in _SIZES:
        near = _survey(field, solid, _children(near, size), size)
    wanted = _marked(near, np.array(field.values.shape) // _SIZES[-1])

    def ask(index: NDArray[np.intp]) -> Vector:
        return _evaluate(solid, field.origin + index * step_mm)

    np.copyto(field.values, told(wanted, ask, solid.lipschitz * step_mm), where=wanted)
    return field


def _marked(blocks: NDArray[np.intp], counts: NDArray[np.intp]) -> Mask:
    """Which samples lie in these blocks of the smallest size."""
    mask = np.zeros(tuple(counts), bool)
    mask[tuple(blocks.T)] = True
    for axis in range(3):
        mask = mask.repeat(_SIZES[-1], axis)
    return mask


def _indices(*counts: int) -> NDArray[np.intp]:
    """Every index of a grid with these counts, (N, 3)."""
    return np.stack(np.meshgrid(*(np.arange(n) for n in counts), indexing="ij"), axis=-1).reshape(-1, 3)


def _children(blocks: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """The eight halves of each block, or the blocks themselves if they are the largest."""
    if size == _SIZES[0]:
        return blocks
    return (2 * blocks[:, None, :] + _indices(2, 2, 2)[None]).reshape(-1, 3)


def _survey(field: Field, solid: Solid, blocks: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Fill blocks with the distance at their centres; return those that the surface may cross."""
    value = _evaluate(solid, field.origin + (blocks * size + (size - 1) / 2) * field.step_mm)
    counts = np.array(field.values.shape) // size
    split = field.values.reshape(counts[0], size, counts[1], size, counts[2], size)
    split.transpose(0, 2, 4, 1, 3, 5)[tuple(blocks.T)] = value[:, None, None, None]
    # One step more than the block's own half diagonal: no cell between two skipped blocks hides a crossing.
    reach = solid.lipschitz * (size + 1) * field.step_mm * np.sqrt(3.0) / 2
    return blocks[np.abs(value) <= reach]


def _evaluate(solid: Solid, points: Vector) -> Vector:
    batches = [solid(points[i : i + _BATCH]) for i in range(0, len(points), _BATCH)]
    values = np.concatenate(batches) if batches else np.zeros(0)
    if not np.isfinite(values).all():
        raise ValueError(f"the solid has no distance at {points[~np.isfinite(values)][0].round(3)}")
    return values
