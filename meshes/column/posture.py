"""Where each bone stands: poses chained upwards from the sacral endplate, and down to the coccyx.

Angles are counted as forward lean: positive where the upper side looks forwards. A wedge is positive when the
front is the lower side (kyphotic).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import atan2, radians, sin, tan

import numpy as np

from meshes.anatomy.levels import BUILT_LEVELS, TRUNK_LEVELS, below, levels_between
from meshes.anatomy.measures import Measures
from meshes.column.landmarks.body_form import LIP_MM
from meshes.column.landmarks.sacrum import sacrum_landmarks, sacrum_pose
from meshes.column.neck import Face, neck_poses, neck_wedges
from meshes.column.parameters import Parameters, measures_with, scale_of
from meshes.column.shapes.level_shape import trunk_shape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose

KYPHOSIS = levels_between("T4", "T12")
"""Bodies between which the thoracic curve is measured."""

LORDOSIS = levels_between("L1", "L5")
"""Bodies between which, with the lumbosacral disc, the lumbar curve is measured."""


def disc_name(upper: str) -> str:
    """Name of the disc under a level, e.g. ``T12-L1``."""
    return f"{upper}-{below(upper)}"


def body_wedge(level: str, measures: Measures) -> float:
    """Angle between the endplates of one body, radians."""
    return radians(measures.value(level, "body_wedge"))


def rim_lean(level: str, measures: Measures, is_upper: bool, parameters: Parameters | None = None) -> float:
    """Lean of the line over front and hind rim of an endplate, against the frame of the vertebra, radians.

    Half of the wedge, and what a raised hind rim adds: curves are measured on films over the rims. Counted
    forwards for the upper and backwards for the lower endplate, so that both add to a kyphosis.
    """
    half = body_wedge(level, measures) / 2
    if level not in TRUNK_LEVELS:
        return half
    body = trunk_shape(level, parameters or {}).body
    # The rim is rounded, so its highest point lies half a radius in front of its hindmost.
    reach = 1.0 + (body.rim_back - body.rim_radius / 2) / LIP_MM
    lip = (body.lip_upper if is_upper else body.lip_lower) * max(reach, 0.0) ** 2
    return half + atan2(lip, measures.value(level, "EPDu" if is_upper else "EPDl"))


def disc_wedges(measures: Measures, parameters: Parameters | None = None) -> dict[str, float]:
    """Wedge of each disc by name, radians.

    Discs between T4 and T12 share what the bodies leave of the kyphosis, discs between L1 and S1 what they
    leave of the lordosis; the others have a wedge of their own.
    """
    wedges = {
        disc_name(level): radians(measures.value(disc_name(level), "wedge"))
        for level in TRUNK_LEVELS
        if measures.has(disc_name(level), "wedge")
    }
    kyphosis = radians(measures.value("T4-T12", "kyphosis"))
    lordosis = radians(measures.value("L1-S1", "lordosis"))
    discs = [disc_name(level) for level in KYPHOSIS[:-1]]
    kyphosis -= _bodies(KYPHOSIS, measures) + _lips(KYPHOSIS[0], KYPHOSIS[-1], measures, parameters)
    wedges |= _shared(discs, "kyphosis_share", kyphosis, measures)
    discs = [disc_name(level) for level in LORDOSIS]
    # The lower end of this curve is the sacrum, whose endplate is taken as it is.
    upper_lip = rim_lean(LORDOSIS[0], measures, True, parameters) - body_wedge(LORDOSIS[0], measures) / 2
    wedges |= _shared(discs, "lordosis_share", -lordosis - _bodies(LORDOSIS, measures) - upper_lip, measures)
    return wedges | neck_wedges(measures)


def _lips(upper: str, lower: str, measures: Measures, parameters: Parameters | None) -> float:
    """What the raised hind rims at both ends of a curve add to it."""
    leans = rim_lean(upper, measures, True, parameters) + rim_lean(lower, measures, False, parameters)
    return leans - (body_wedge(upper, measures) + body_wedge(lower, measures)) / 2


def _bodies(levels: Sequence[str], measures: Measures) -> float:
    return sum(body_wedge(level, measures) for level in levels)


def _shared(discs: Sequence[str], share: str, angle: float, measures: Measures) -> dict[str, float]:
    weights = [measures.value(disc, share) for disc in discs]
    return {disc: angle * weight / sum(weights) for disc, weight in zip(discs, weights, strict=True)}


def level_poses(
    levels: Sequence[str] | None = None, parameters: Parameters | None = None
) -> Mapping[str, Pose]:
    """Pose of each vertebra, local to world, by level.

    The chain always runs over the whole built column, so a vertebra stands in the same place whichever
    levels are asked for. The world's origin is the origin of L5.

    Parameters
    ----------
    levels : sequence of str, optional
        Levels to return; all built ones by default.
    parameters : mapping, optional
        See `meshes.column.parameters`.
    """
    poses = _all_poses(tuple(sorted((parameters or {}).items())))
    return {level: poses[level] for level in (levels or BUILT_LEVELS)}


@lru_cache(maxsize=8)
def _all_poses(items: tuple[tuple[str, float], ...]) -> Mapping[str, Pose]:
    parameters = dict(items)
    measures, scale = measures_with(parameters), scale_of(parameters)
    wedges = disc_wedges(measures, parameters)
    trunk = _trunk_poses(measures, scale, wedges)
    top = TRUNK_LEVELS[0]
    poses = trunk | neck_poses(trunk_upper_face(trunk[top], top, measures, scale), measures, scale)
    poses |= _pelvic_poses(trunk[TRUNK_LEVELS[-1]], measures, scale, wedges)
    return {level: poses[level] for level in BUILT_LEVELS}


def _trunk_poses(measures: Measures, scale: float, wedges: Mapping[str, float]) -> dict[str, Pose]:
    """From L5 up to T1."""
    lowest = TRUNK_LEVELS[-1]
    lean = (
        radians(measures.value("S1", "slope")) + wedges[disc_name(lowest)] + body_wedge(lowest, measures) / 2
    )
    poses = {lowest: Pose.about_x(lean)}
    for level, under in zip(TRUNK_LEVELS[-2::-1], TRUNK_LEVELS[:0:-1], strict=True):
        lean += (body_wedge(under, measures) + body_wedge(level, measures)) / 2 + wedges[disc_name(level)]
        corner = _upper_corner(poses[under], under, measures, scale)
        gap = scale * _posterior_gap(level, under, wedges[disc_name(level)], measures)
        bisector = lean - body_wedge(level, measures) / 2 - wedges[disc_name(level)] / 2
        upper = Pose.about_x(lean)
        foot = upper.apply(np.array([[0.0, 0.0, -scale * measures.value(level, "VBHp") / 2]]))[0]
        poses[level] = Pose(upper.rotation, corner + gap * _up(bisector) - foot)
    return poses


def _pelvic_poses(
    lowest: Pose, measures: Measures, scale: float, wedges: Mapping[str, float]
) -> dict[str, Pose]:
    """Sacrum and coccyx under the last lumbar vertebra."""
    disc = disc_name(TRUNK_LEVELS[-1])
    half = scale * measures.value(TRUNK_LEVELS[-1], "VBHp") / 2
    corner = lowest.apply(np.array([[0.0, 0.0, -half]]))[0]
    gap = scale * lumbosacral_gap_mm(measures, wedges[disc])
    sacrum = sacrum_pose(corner, radians(measures.value("S1", "slope")), gap, wedges[disc], scale)
    coccyx = sacrum_landmarks().coccyx
    return {"S1": sacrum, "Co1": Pose(coccyx.rotation, scale * coccyx.translation).then(sacrum)}


def trunk_upper_face(pose: Pose, level: str, measures: Measures, scale: float) -> Face:
    """The upper face of a posed thoracic or lumbar body."""
    half, half_wedge = measures.value(level, "VBHp") / 2, body_wedge(level, measures) / 2
    ahead = -measures.value(level, "EPDu") / 2
    middle = scale * np.array([0.0, ahead, half + ahead * tan(half_wedge)])
    return Face(middle, np.array([0.0, 0.0, scale * half]), half_wedge).seen(pose, lean_of(pose))


def _upper_corner(pose: Pose, level: str, measures: Measures, scale: float) -> Vector:
    """The middle of the posterior rim of the upper endplate, in the world."""
    return pose.apply(np.array([[0.0, 0.0, scale * measures.value(level, "VBHp") / 2]]))[0]


def _posterior_gap(upper: str, lower: str, wedge: float, measures: Measures) -> float:
    """Height of a disc at its posterior margin: the height at its middle, opened or closed by the wedge."""
    depth = (measures.value(upper, "EPDl") + measures.value(lower, "EPDu")) / 2
    return _gap_behind(disc_name(upper), depth, wedge, measures)


def lumbosacral_gap_mm(measures: Measures, wedge: float) -> float:
    """Height of the lumbosacral disc at its posterior margin, before the scale."""
    lowest = TRUNK_LEVELS[-1]
    depth = (measures.value(lowest, "EPDl") + load_sacrum_shape().size.body_depth) / 2
    return _gap_behind(disc_name(lowest), depth, wedge, measures)


def _gap_behind(disc: str, depth: float, wedge: float, measures: Measures) -> float:
    gap = measures.value(disc, "height") + depth * tan(wedge / 2)
    if gap < 1.0:
        raise ValueError(f"the curve asked for closes the disc {disc} behind ({gap:.1f} mm)")
    return gap


def _up(lean: float) -> Vector:
    return np.array([0.0, -sin(lean), np.cos(lean)])


def lean_of(pose: Pose) -> float:
    """Forward lean of a posed vertebra, radians."""
    return float(np.arctan2(pose.rotation[2, 1], pose.rotation[2, 2]))


def cobb(upper: str, lower: str, parameters: Parameters | None = None) -> float:
    """Angle from one upper endplate to a lower endplate further down, radians, kyphotic positive."""
    poses, measures = level_poses((upper, lower), parameters), measures_with(parameters or {})
    rims = rim_lean(upper, measures, True, parameters) + rim_lean(lower, measures, False, parameters)
    return lean_of(poses[upper]) - lean_of(poses[lower]) + rims
