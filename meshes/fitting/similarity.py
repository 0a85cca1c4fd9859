"""Where a scan lies in the frame of the vertebra: turned, shifted, made larger or smaller."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector


@dataclass(frozen=True, eq=False)
class Similarity:
    """From a scan's millimetres to the frame of the built vertebra.

    Parameters
    ----------
    scale : float
        Built size over the scan's.
    rotation : (3, 3) array
        Proper rotation.
    shift : (3,) array
        Where the scan's origin comes to lie, mm.

    Examples
    --------
    >>> there = Similarity(2.0, np.eye(3), np.array([1.0, 0.0, 0.0]))
    >>> there.apply(np.array([[1.0, 1.0, 1.0]])).tolist()
    [[3.0, 2.0, 2.0]]
    >>> there.undo(there.apply(np.array([[1.0, 2.0, 3.0]]))).tolist()
    [[1.0, 2.0, 3.0]]
    """

    scale: float
    rotation: Vector
    shift: Vector

    FREEDOMS = 7

    def apply(self, points: Vector) -> Vector:
        """Scan to built frame."""
        return np.asarray(self.scale * points @ self.rotation.T + self.shift, float)

    def undo(self, points: Vector) -> Vector:
        """Built frame to scan."""
        return np.asarray((points - self.shift) / self.scale @ self.rotation, float)

    def moved(self, step: Vector) -> Similarity:
        """The place after a small move: log of a scale, a turn about an axis (radians), a shift (mm)."""
        turn, grow = rotation_about(step[1:4]), float(np.exp(step[0]))
        return Similarity(grow * self.scale, turn @ self.rotation, grow * turn @ self.shift + step[4:7])


def rotation_about(axis: Vector) -> Vector:
    """The rotation about an axis by its length, radians."""
    angle = float(np.linalg.norm(axis))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = np.asarray(axis) / angle
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * skew @ skew)
