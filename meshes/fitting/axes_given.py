"""How the axes of a file lie in the body, as a user says it: ``y,-x,z``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from meshes.geometry.axes import Vector


class UnknownAxes(ValueError):
    """Words that name no right-handed set of axes; the message says what does."""


@dataclass(frozen=True, eq=False)
class Axes:
    """Which of a file's axes point left, back and up.

    Parameters
    ----------
    turn : (3, 3) array
        From the file's coordinates to ours.
    """

    turn: Vector = field(default_factory=lambda: np.eye(3))

    @classmethod
    def named(cls, text: str) -> Axes:
        """From ``LEFT,BACK,UP``, each x, y or z of the file, perhaps with a minus.

        Raises
        ------
        UnknownAxes
            If an axis is missing or named twice, or the three would exchange left and right.

        Examples
        --------
        >>> Axes.named("y,-x,z").apply(np.array([[1.0, 2.0, 3.0]])).tolist()
        [[2.0, -1.0, 3.0]]
        """
        words = text.replace(" ", "").lower().split(",")
        if len(words) != 3 or not all(re.fullmatch(r"[+-]?[xyz]", word) for word in words):
            raise UnknownAxes(f"{text!r} names no axes; write which of the file's point left,back,up: y,-x,z")
        turn = np.zeros((3, 3))
        for row, word in zip(turn, words, strict=True):
            row["xyz".index(word[-1])] = -1.0 if word[0] == "-" else 1.0
        if abs(np.linalg.det(turn)) < 0.5:
            raise UnknownAxes(f"{text!r} names an axis twice; write each of x, y and z once")
        if np.linalg.det(turn) < 0:
            raise UnknownAxes(f"{text!r} would exchange left and right; turn one sign or swap two axes")
        return cls(turn)

    def apply(self, points: Vector) -> Vector:
        """Points of the file in our axes."""
        return np.asarray(points @ self.turn.T)

    def __str__(self) -> str:
        """The words that name these axes."""
        words = []
        for row in self.turn:
            at = int(np.abs(row).argmax())
            words.append(("-" if row[at] < 0 else "") + "xyz"[at])
        return ",".join(words)
