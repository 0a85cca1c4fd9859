"""The basivertebral foramina cut into a bone: as many as a person has there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.basivertebral_canal import basivertebral_canal
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.column.frame import ColumnFrame, unscaled_frame
from meshes.column.landmarks.openings import ONE, openings
from meshes.column.parameters import scale_of
from meshes.column.segment import segment
from meshes.sdf.blend import smooth_maximum, subtract, union
from meshes.sdf.sample import Field
from meshes.sdf.solid import Solid, placed, scaled

PIERCED_LEVELS = ("C2", *TYPICAL_LEVELS, *TRUNK_LEVELS, "S1")
"""Bones that a basivertebral vein leaves, in their own order; of C2 it is disputed."""

_EDGE_MM, _SMALL_EDGE_MM = 0.8, 0.6
"""Rounding of the rims of the foramina, and of those under a millimetre."""
_RIM = 1.5
"""How near bone and foramen have to lie for a rim between them, in roundings: somewhat more than one."""


def foramina(level: str, column: ColumnFrame, number: str = ONE) -> tuple[Solid, ...]:
    """The spaces of the basivertebral canals of a level in the frame of its bone; none where it has none.

    Parameters
    ----------
    level : str
        A level that has a bone.
    column : ColumnFrame
        Landmarks and parameters.
    number : str
        How many; see `openings`.
    """
    if level not in PIERCED_LEVELS:
        return ()
    plain = unscaled_frame(column)
    place = segment(level, plain)
    # That of S1 is told in a frame of its own.
    there = place.pose.then(plain.poses[level].inverse())
    ratio = scale_of(column.parameters)
    found = openings(place.landmarks.basivertebral, number)
    return tuple(scaled(placed(basivertebral_canal(each), there), ratio) for each in found)


def pierced(whole: Solid, level: str, column: ColumnFrame, number: str = ONE) -> Solid:
    """The bone of a level with its basivertebral foramina cut into it."""
    found = foramina(level, column, number)
    if not found:
        return whole
    # One after the other, the rim of the last would be rounded otherwise than that of the first.
    cut = subtract(whole, union(*found), radius_mm=_edge_mm(column, number))
    # Several mirror each other, though each by itself is no mirror image.
    return replace(cut, is_symmetric=whole.is_symmetric)


def pierced_field(sampled: Field, whole: Solid, level: str, column: ColumnFrame, number: str = ONE) -> Field:
    """The same for a bone already sampled: only samples in and about the foramina are asked for anew."""
    spaces, edge = foramina(level, column, number), _edge_mm(column, number)
    if not spaces:
        return sampled
    values, all_spaces = sampled.values.copy(), union(*spaces)
    for space in spaces:
        reach = (space.bounds + np.array([[-2.0 * edge], [2.0 * edge]]) - sampled.origin) / sampled.step_mm
        last = np.array(values.shape) - 1
        low, high = np.clip(np.floor(reach[0]), 0, last), np.clip(np.ceil(reach[1]), 0, last)
        near = [
            np.arange(first, final + 1)
            for first, final in zip(low.astype(int), high.astype(int), strict=True)
        ]
        points = sampled.origin + np.stack(np.meshgrid(*near, indexing="ij"), axis=-1) * sampled.step_mm
        cells = points.reshape(-1, 3)
        here = np.ix_(*near)
        met, told = -all_spaces(cells), sampled.values[here].astype(float).ravel()
        # Deep in bone a sample is but the mean of its neighbours; the rims will run there.
        rim = np.flatnonzero(np.abs(met - told) < _RIM * edge)
        told[rim] = whole(cells[rim])
        values[here] = smooth_maximum(told, met, edge).reshape(points.shape[:3])
    return Field(sampled.origin, sampled.step_mm, values)


def _edge_mm(column: ColumnFrame, number: str) -> float:
    return (_SMALL_EDGE_MM if number == "many" else _EDGE_MM) * scale_of(column.parameters)
