"""Claims on curves: the lordoses, the kyphosis, the sacral slope and the coccyx stand as asked for."""

from __future__ import annotations

from functools import partial
from math import atan, degrees

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import BUILT_LEVELS, parse_range
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, within
from meshes.checks.measures.vertebra_cuts import VertebraCuts
from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.column.parameters import measures_with
from meshes.column.posture import cobb, lean_of
from meshes.column.shapes.coccyx_shape import load_coccyx_shape
from meshes.geometry.axes import Vector
from meshes.geometry.section import crossings, flat_loops

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

CURVES = {"kyphosis": ("T4", "T12", "vialle-2005"), "lordosis": ("L1", "L5", "vialle-2005")}
"""Curves that are claimed, with the bodies they are measured between."""


def _curve(built: Built, upper: str, lower: str) -> Measurement | None:
    if upper not in built.bones or lower not in built.bones:
        return None
    wanted = degrees(cobb(upper, lower, built.parameters))
    difference = abs(cobb_of_meshes_deg(built, upper, lower) - wanted)
    return at_most({BONE_AT[upper]: difference}, 1.0)


def cobb_of_meshes_deg(built: Built, upper: str, lower: str) -> float:
    """Angle from the upper endplate of one mesh to the lower endplate of another, kyphotic positive."""
    return endplate_lean_deg(built, upper, is_upper=True) - endplate_lean_deg(built, lower, is_upper=False)


def endplate_lean_deg(built: Built, level: str, is_upper: bool) -> float:
    """Forward lean of the upper or the lower endplate of a body in the world, read off its mesh."""
    cuts = VertebraCuts(built.unscaled(level))
    slope, _ = cuts.upper_endplate if is_upper else cuts.lower_endplate
    return degrees(lean_of(built.column.poses[level]) + atan(slope))


def _cervical(built: Built) -> Measurement | None:
    if not {"C2", "C7"} <= set(built.bones):
        return None
    upper, lower = (endplate_lean_deg(built, level, is_upper=False) for level in ("C2", "C7"))
    wanted = measures_with(built.parameters).value("C2-C7", "lordosis")
    return at_most({BONE_AT["C2"]: abs(lower - upper - wanted)}, 1.0)


def _sacral_slope(built: Built) -> Measurement | None:
    if "S1" not in built.bones:
        return None
    wanted = measures_with(built.parameters).value("S1", "slope")
    return at_most({BONE_AT["S1"]: abs(sacral_slope_deg(built) - wanted)}, 1.0)


def sacral_slope_deg(built: Built) -> float:
    """Slope of the plane over the rim of the first sacral body, read off the mesh."""
    pose, outline = built.column.poses["S1"], _sacral_outline(built)
    # Front and hind third of the body's upper face: the rims stand over the hollow between them.
    depth = 2 * float(sacrum_landmarks().endplate.translation[1]) * built.scale
    share = outline[:, 0] / depth
    rims = [outline[(share > low) & (share < high)] for low, high in ((0.0, 1 / 3), (2 / 3, 1.1))]
    (hind_y, hind_z), (fore_y, fore_z) = (rim[rim[:, 1].argmax()] for rim in rims)
    return degrees(lean_of(pose) + atan((hind_z - fore_z) / (hind_y - fore_y)))


END_MM, TIP_MM = 10.0, 1.5
"""Length of the end of the coccyx whose direction is taken, and of the cap whose middle is its tip."""


def length_mm(built: Built) -> float:
    """Length of the column from the disc C2/3 to the disc L5/S1, along the middles of all between."""
    middles = []
    for upper, lower in built.pairs:
        if f"{upper}-{lower}" in built.column.discs:
            ends = (_face_middle(built, upper, is_upper=False), _face_middle(built, lower, is_upper=True))
            middles.append((ends[0] + ends[1]) / 2)
    return float(np.linalg.norm(np.diff(middles, axis=0), axis=1).sum()) / built.scale


def _face_middle(built: Built, level: str, is_upper: bool) -> Vector:
    """Middle of the upper or lower face of a body in the median plane, in the world."""
    if level == "S1":
        outline = _sacral_outline(built)
        depth = 2 * float(sacrum_landmarks().endplate.translation[1]) * built.scale
        y = depth / 2
    else:
        outline = VertebraCuts(built.unscaled(level)).body * built.scale
        y = float(outline[:, 0].min() + outline[:, 0].max()) / 2
    met = crossings(outline, 0, y)
    place = np.array([[0.0, y, met[-1] if is_upper else met[0]]])
    return np.asarray(built.column.poses[level].apply(place)[0])


def _sacral_outline(built: Built) -> Vector:
    """Outline of the first sacral body in the median plane, y and z."""
    return max(flat_loops(built.local("S1"), 0, 0.0), key=lambda loop: float(loop[:, 1].max()))


def _length(built: Built) -> Measurement | None:
    wanted = set(parse_range("C2:S1")) & set(BUILT_LEVELS)
    if not wanted <= set(built.bones):
        return None
    row = built.measures.get("C3-L5", "length")
    band = (row.value - row.tolerance(), row.value + row.tolerance())
    return within({BONE_AT["L5"]: length_mm(built)}, band)


def coccygeal_angle_deg(built: Built) -> float:
    """Angle in front between the chords of sacrum and coccyx, met at the upper face of the coccyx.

    The one runs to the middle of the upper face of S1, the other to the tip of the coccyx.
    """
    joint = built.column.poses["Co1"].translation
    down = _tip(built.bones["Co1"].points - joint, built.scale)
    up = _face_middle(built, "S1", is_upper=True) - joint
    cosine = float(up @ down / np.linalg.norm(up) / np.linalg.norm(down))
    return degrees(float(np.arccos(cosine)))


def _tip(points: Vector, scale: float) -> Vector:
    """Middle of the cap at the end of a curved rod that begins at the origin, along the rod's own end."""
    reach = np.linalg.norm(points, axis=1)
    # What lies furthest off is the outer edge of the bent end.
    far = points[np.linalg.norm(points - points[reach.argmax()], axis=1) < END_MM * scale]
    # The rod lies in the median plane, and may be broader than it is thick.
    flat = far * (0.0, 1.0, 1.0)
    axis = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)[2][0]
    along = flat @ axis * np.sign(flat.mean(axis=0) @ axis)
    return np.asarray(far[along > along.max() - TIP_MM * scale].mean(axis=0))


def _coccyx(built: Built) -> Measurement | None:
    if not {"S1", "Co1"} <= set(built.bones):
        return None
    off = abs(coccygeal_angle_deg(built) - load_coccyx_shape().sacral_angle_deg)
    return at_most({BONE_AT["Co1"]: off}, 2.0)


CLAIMS = (
    *(
        Claim(
            f"curve.{name}",
            f"The {name} from {upper} to {lower} is what the posture asks for, within a degree",
            "deg",
            1.0,
            (source,),
            partial(_curve, upper=upper, lower=lower),
        )
        for name, (upper, lower, source) in CURVES.items()
    ),
    Claim(
        "curve.cervical",
        "The lordosis from C2 to C7 is what the posture asks for, within a degree",
        "deg",
        1.0,
        ("guo-2018",),
        _cervical,
    ),
    Claim(
        "curve.slope",
        "The sacral slope is what the posture asks for, within a degree",
        "deg",
        1.0,
        ("vialle-2005",),
        _sacral_slope,
    ),
    Claim(
        "curve.length",
        "From disc C2/3 to disc L5/S1 the column is as long as published, within a tenth",
        "mm",
        (502.65, 614.35),
        ("mri-pitch-template",),
        _length,
    ),
    Claim(
        "curve.coccyx",
        "The coccyx turns forwards from the sacrum by the published angle, within two degrees",
        "deg",
        2.0,
        ("yoon-2016",),
        _coccyx,
    ),
)
