"""A plane that cuts the column open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from meshes.geometry.axes import ANTERIOR, INFERIOR, LEFT, POSTERIOR, RIGHT, SUPERIOR
from viewer.model.viewpoint import Triple, triple


@dataclass(frozen=True, slots=True)
class Section:
    """What lies in front of the plane is taken away, and the cut faces are closed.

    Parameters
    ----------
    normal
        Unit vector towards the side that is taken away.
    offset_mm
        Place of the plane along `normal`, from `origin`.
    origin
        A point on the plane at offset 0, mm; ``None`` for the middle of what is shown.
    spared
        Ids, id prefixes or groups of structures that stay whole.

    Raises
    ------
    ValueError
        When the normal has no length of one.
    """

    normal: Triple
    offset_mm: float = 0.0
    origin: Triple | None = (0.0, 0.0, 0.0)
    spared: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not abs(float(np.linalg.norm(self.normal)) - 1.0) <= 1e-6:
            raise ValueError("the normal of a section has length one")

    def flipped(self) -> Section:
        """The same cut with the other side taken away."""
        x, y, z = (0.0 - value for value in self.normal)
        return replace(self, normal=(x, y, z), offset_mm=0.0 - self.offset_mm)

    def moved_to(self, offset_mm: float) -> Section:
        """The plane shifted along its normal."""
        return replace(self, offset_mm=float(offset_mm))

    def point(self, middle: ArrayLike = (0.0, 0.0, 0.0)) -> np.ndarray:
        """A point on the plane, (3,) mm; `middle` stands in for an origin left open."""
        origin = np.asarray(middle if self.origin is None else self.origin, float)
        return origin + self.offset_mm * np.array(self.normal)


def section_facing(direction: ArrayLike, origin: Triple | None = None) -> Section:
    """The section that takes away what lies towards `direction`, whatever its length, from `origin` on.

    Raises ValueError on a direction of no length.
    """
    towards = np.asarray(direction, float)
    length = float(np.linalg.norm(towards))
    if length < 1e-9:
        raise ValueError("the normal of a section has no length")
    return Section(triple(towards / length), origin=origin)


NAMED_SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "median": section_facing(LEFT, origin=(0.0, 0.0, 0.0)),
        "median-right": section_facing(RIGHT, origin=(0.0, 0.0, 0.0)),
        "coronal": section_facing(POSTERIOR),
        "coronal-back": section_facing(ANTERIOR),
        "axial": section_facing(SUPERIOR),
        "axial-low": section_facing(INFERIOR),
    }
)
"""Sections by name: `median` takes the patient's left away and keeps the right half, and so on."""
