"""Rigid poses: where a local frame lies in a larger one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from meshes.geometry.axes import Vector


@dataclass(frozen=True, eq=False)
class Pose:
    """A rotation followed by a translation, taking local points to the larger frame.

    Parameters
    ----------
    rotation : (3, 3) array
        Proper rotation; its columns are the local axes seen from the larger frame.
    translation : (3,) array
        Place of the local origin in the larger frame, mm.

    Raises
    ------
    ValueError
        If the rotation is not orthonormal and right-handed.

    Examples
    --------
    >>> quarter = Pose.about_x(np.pi / 2)
    >>> quarter.apply(np.array([[0.0, 1.0, 0.0]])).round(6).tolist()
    [[0.0, 0.0, 1.0]]
    """

    rotation: Vector = field(default_factory=lambda: np.eye(3))
    translation: Vector = field(default_factory=lambda: np.zeros(3))

    def __post_init__(self) -> None:
        rotation = np.array(self.rotation, float)
        if not np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-8) or np.linalg.det(rotation) < 0:
            raise ValueError("a pose needs a right-handed rotation matrix")
        object.__setattr__(self, "rotation", rotation)
        object.__setattr__(self, "translation", np.array(self.translation, float))

    @classmethod
    def about_x(cls, angle: float, translation: Vector | None = None) -> Pose:
        """Turn by `angle` radians about +x: posterior towards superior (a nod forwards)."""
        c, s = np.cos(angle), np.sin(angle)
        rotation = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
        return cls(rotation, np.zeros(3) if translation is None else translation)

    @property
    def matrix(self) -> Vector:
        """The homogeneous (4, 4) matrix."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.rotation
        matrix[:3, 3] = self.translation
        return matrix

    @property
    def is_median(self) -> bool:
        """Whether every point keeps its distance to the left of the median plane."""
        x = np.array([1.0, 0.0, 0.0])
        ways = np.array([self.rotation[0] - x, self.rotation[:, 0] - x])
        return bool(np.abs(ways).max() < 1e-12 and abs(self.translation[0]) < 1e-12)

    def apply(self, points: Vector) -> Vector:
        """Local (N, 3) points in the larger frame."""
        return np.asarray(points, float) @ self.rotation.T + self.translation

    def apply_direction(self, directions: Vector) -> Vector:
        """Local (N, 3) directions in the larger frame: turned, not moved."""
        return np.asarray(directions, float) @ self.rotation.T

    def inverse(self) -> Pose:
        """The pose that takes points of the larger frame back to the local one."""
        return Pose(self.rotation.T, -self.rotation.T @ self.translation)

    def then(self, outer: Pose) -> Pose:
        """This pose followed by `outer`: local to middle, middle to outer frame."""
        return Pose(outer.rotation @ self.rotation, outer.apply(self.translation[None])[0])
