"""Where the cervical vertebrae, the atlas and the skull base stand: poses chained upwards from T1.

The lower faces of C2 to C7 share the cervical lordosis, and each vertebra slides a little on the next, as
their facets fit (`neck.csv`). The atlas stands on the axis and the skull on the atlas as their joint faces
fit; the skull rocks on its condyles to the lordosis of the upper neck.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose

BODIES = ("C7", "C6", "C5", "C4", "C3", "C2")
"""Cervical levels with a body, from below upwards."""


@dataclass(frozen=True, eq=False)
class Face:
    """One face of a body in its median plane: middle and hind end, (3,) mm, and forward lean, radians."""

    middle: Vector
    back: Vector
    lean: float

    def seen(self, pose: Pose, lean: float) -> Face:
        """The face of a bone that stands in a pose, leaning forwards by so much."""
        return Face(pose.apply(self.middle[None])[0], pose.apply(self.back[None])[0], lean + self.lean)


def neck_poses(floor: Face, measures: Measures, scale: float) -> dict[str, Pose]:
    """Poses of C7 to C0, local to world.

    Parameters
    ----------
    floor : Face
        Upper face of T1, in the world.
    measures : Measures
        The tables.
    scale : float
        Global scale.
    """
    poses: dict[str, Pose] = {}
    lean, bends = 0.0, segment_bends(measures)
    roof_lean = floor.lean + radians(measures.value("C7-T1", "wedge"))
    for under, level in pairwise(("T1", *BODIES)):
        disc = f"{level}-{under}"
        if under != "T1":
            floor = face(under, "upper", measures, scale).seen(poses[under], lean)
            roof_lean -= bends[disc]
        lean = roof_lean - _rad(measures, level, "lower_face_lean")
        gap, slide = (scale * measures.value(disc, name) for name in ("height", "slide_offset"))
        poses[level] = set_on(floor, face(level, "lower", measures, scale), lean, gap, slide)
    poses["C1"] = _atlas(measures, scale).then(poses["C2"])
    skull_lean = roof_lean - radians(measures.value("C0-C2", "lordosis"))
    poses["C0"] = _skull(poses["C1"], skull_lean, measures, scale)
    return poses


def segment_bends(measures: Measures) -> dict[str, float]:
    """How much each lower face from C6 to C2 leans back from the next below, by the disc between, radians.

    What the lordosis asked for differs from that of the table is shared out so that no foramen becomes too
    narrow.
    """
    discs = [f"{level}-{under}" for under, level in pairwise(BODIES)]
    fitted = {disc: _rad(measures, disc, "segment_lordosis") for disc in discs}
    rest = _rad(measures, "C2-C7", "lordosis") - sum(fitted.values())
    return {disc: bend + measures.value(disc, "lordosis_share") * rest for disc, bend in fitted.items()}


def neck_wedges(measures: Measures) -> dict[str, float]:
    """Wedge of the discs C2-C3 to C7-T1 by name, radians, positive where the front is lower."""
    wedges = {"C7-T1": _rad(measures, "C7-T1", "wedge")}
    for disc, bend in segment_bends(measures).items():
        under = disc.partition("-")[2]
        body = _rad(measures, under, "upper_face_lean") - _rad(measures, under, "lower_face_lean")
        wedges[disc] = -bend - body
    return wedges


def set_on(floor: Face, roof: Face, lean: float, gap_mm: float, slide_mm: float) -> Pose:
    """The pose in which a body's lower face lies a gap above `floor`, its hind end so far behind that."""
    turned = Pose.about_x(lean)
    local = roof.seen(turned, lean)
    tilt = (local.lean + floor.lean) / 2
    up, backwards = np.array([0.0, -sin(tilt), cos(tilt)]), np.array([0.0, cos(tilt), sin(tilt)])
    rise = gap_mm - (local.middle - floor.middle) @ up
    return Pose(turned.rotation, rise * up + (slide_mm - (local.back - floor.back) @ backwards) * backwards)


def face(level: str, side: str, measures: Measures, scale: float) -> Face:
    """The upper or lower face of a cervical body in its own frame."""
    middle, back = (
        scale * np.array([0.0, *(measures.value(level, f"{side}_face_{place}_{axis}") for axis in "yz")])
        for place in ("middle", "back")
    )
    return Face(middle, back, _rad(measures, level, f"{side}_face_lean"))


def _atlas(measures: Measures, scale: float) -> Pose:
    """The atlas in the frame of the axis."""
    place = np.array([0.0, measures.value("C1", "on_axis_y"), measures.value("C1", "on_axis_z")])
    return Pose.about_x(_rad(measures, "C1", "on_axis_lean"), scale * place)


def _skull(atlas: Pose, lean: float, measures: Measures, scale: float) -> Pose:
    """The skull base turned about the middle of its condyles, which rest in the atlas."""
    seat, pivot = (
        scale * np.array([0.0, measures.value("C0", f"{name}_y"), measures.value("C0", f"{name}_z")])
        for name in ("seat", "pivot")
    )
    turned = Pose.about_x(lean)
    return Pose(turned.rotation, atlas.apply(seat[None])[0] - turned.apply(pivot[None])[0])


def _rad(measures: Measures, place: str, name: str) -> float:
    return radians(measures.value(place, name))
