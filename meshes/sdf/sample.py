"""Sampling a solid on a grid, skipping the blocks its distance proves empty or full."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid

_BLOCK = 6
"""Samples along one edge of a block: small enough to hug thin plates, large enough for numpy."""
_BATCH = 60_000
"""Points a call of the distance function: fits the processor's cache."""


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
        shape = np.array(self.values.shape)
        place = np.clip((points - self.origin) / self.step_mm, 0.0, shape - 1.000001)
        cell = place.astype(np.intp)
        t = place - cell
        flat = self.values.ravel()
        strides = np.array([shape[1] * shape[2], shape[2], 1])
        base = cell @ strides
        total = np.zeros(len(points))
        for corner in np.ndindex(2, 2, 2):
            weight = np.prod(np.where(corner, t, 1.0 - t), axis=1)
            total += weight * flat[base + int(np.dot(corner, strides))]
        return total


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
        Exact near the surface; blocks that the Lipschitz bound proves free of it hold the value of
        their centre.

    Raises
    ------
    ValueError
        If the step is not positive, or the distance is not a number somewhere: a block that fails must not
        become a silent hole.
    """
    if not step_mm > 0:
        raise ValueError("the grid step must be positive")
    low = np.floor(solid.bounds[0] / step_mm).astype(int) - margin
    high = np.ceil(solid.bounds[1] / step_mm).astype(int) + margin
    blocks = -(-(high - low + 1) // _BLOCK)
    origin = low * step_mm
    centres, near = _survey(solid, origin, step_mm, blocks)
    values = np.repeat(np.repeat(np.repeat(centres, _BLOCK, 0), _BLOCK, 1), _BLOCK, 2)
    _fill(values, solid, origin, step_mm, near)
    return Field(origin, step_mm, values)


def _survey(
    solid: Solid, origin: Vector, step_mm: float, blocks: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Distance at each block's centre, and the indices of the blocks the surface may cross."""
    index = np.stack(np.meshgrid(*(np.arange(n) for n in blocks), indexing="ij"), axis=-1).reshape(-1, 3)
    centre = origin + (index * _BLOCK + (_BLOCK - 1) / 2) * step_mm
    value = _evaluate(solid, centre)
    # One step more than the block's own half diagonal: no cell between two skipped blocks hides a crossing.
    reach = solid.lipschitz * (_BLOCK + 1) * step_mm * np.sqrt(3.0) / 2
    return value.reshape(tuple(blocks)).astype(np.float32), index[np.abs(value) <= reach]


def _fill(
    values: NDArray[np.float32], solid: Solid, origin: Vector, step_mm: float, near: NDArray[np.intp]
) -> None:
    """Write exact samples into the blocks listed in `near`."""
    inner = np.stack(np.meshgrid(*[np.arange(_BLOCK)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    index = (near[:, None, :] * _BLOCK + inner[None]).reshape(-1, 3)
    values[tuple(index.T)] = _evaluate(solid, origin + index * step_mm)


def _evaluate(solid: Solid, points: Vector) -> Vector:
    batches = [solid(points[i : i + _BATCH]) for i in range(0, len(points), _BATCH)]
    values = np.concatenate(batches) if batches else np.zeros(0)
    if not np.isfinite(values).all():
        raise ValueError(f"the solid has no distance at {points[~np.isfinite(values)][0].round(3)}")
    return values
