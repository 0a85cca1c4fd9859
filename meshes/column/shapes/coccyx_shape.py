"""Size and shape of the coccyx, from `assets/anatomy/coccyx.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.column.shapes.number_table import record, shape_from_measures
from meshes.column.shapes.sacrum_shape import CornuShape
from meshes.geometry.axes import Vector
from meshes.sdf.bend import Bend

COCCYGEAL = ("Co1", "Co2", "Co3", "Co4")


@dataclass(frozen=True)
class CoccygealSegment:
    """One segment: its height, and half width and half thickness at its broadest and at the joint below, mm.

    `broadest` is how far down the segment it is broadest, as a share of its height.
    """

    height: float
    half_width: float
    half_width_joint: float
    half_thickness: float
    half_thickness_joint: float
    broadest: float


@dataclass(frozen=True)
class CoccygealWing:
    """Transverse process of Co1: root and tip in bent coordinates, half breadth and half thickness, mm."""

    root_x: float
    root_s: float
    tip_x: float
    tip_s: float
    tip_y: float
    half_width: float
    half_thickness: float


@dataclass(frozen=True)
class CoccyxShape:
    """All of it.

    `bend_deg` is the angle between the first and the last segment, `sacral_angle_deg` that between the chords
    of sacrum and coccyx, open forwards.
    """

    segments: tuple[CoccygealSegment, ...]
    wing: CoccygealWing
    cornu: CornuShape
    bend_deg: float
    sacral_angle_deg: float
    disc_height: float

    @property
    def joints(self) -> Vector:
        """Lengths of the borders of the segments, from 0 to the tip, (5,) mm."""
        return np.concatenate([[0.0], np.cumsum([segment.height for segment in self.segments])])

    def bend(self) -> Bend:
        """The axis of the bone; all joints share the bend between the first and the last segment."""
        middles = (self.joints[1:] + self.joints[:-1]) / 2
        tilt = -np.radians(self.bend_deg) * np.linspace(0.0, 1.0, len(middles))
        stations = np.concatenate([[0.0], middles, [self.joints[-1]]])
        return Bend(np.zeros(2), stations, np.concatenate([[tilt[0]], tilt, [tilt[-1]]]))


@cache
def load_coccyx_shape() -> CoccyxShape:
    """Size and shape in the table.

    Raises
    ------
    meshes.anatomy.tables.TableFault
        If a table is faulty; see `meshes.column.shapes.number_table.shape_from_measures`.
    """
    return shape_from_measures(("coccyx.csv",), coccyx_shape_from)


def coccyx_shape_from(table: Measures) -> CoccyxShape:
    """A shape from a table of its numbers."""
    return CoccyxShape(
        segments=tuple(record(table, level, CoccygealSegment) for level in COCCYGEAL),
        wing=record(table, "Co1", CoccygealWing, "wing"),
        cornu=record(table, "Co1", CornuShape, "cornu"),
        bend_deg=table.value("coccyx", "intercoccygeal_angle"),
        sacral_angle_deg=table.value("coccyx", "sacrococcygeal_angle"),
        disc_height=table.value("S5-Co1", "height"),
    )
