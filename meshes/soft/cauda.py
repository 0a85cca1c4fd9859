"""What hangs in the sac below the cord: the strands of the lower roots as cauda equina, and the filum."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import CAUDAL
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.lofting import doubled_ends, mirrored, tube
from meshes.geometry.trimesh import TriMesh, merged
from meshes.soft.strands import STRAND_CORNERS, strand

_SHORTEST_MM = 1.0
"""Shortest piece of a strand worth drawing."""


def cauda_equina(level: str, column: ColumnFrame) -> TriMesh:
    """The strands of all lumbar, sacral and coccygeal roots that run in the sac at a level, both sides."""
    line, (low, high) = canal_course(column).line, canal_course(column).span(level)
    parts = []
    for name in CAUDAL:
        whole = strand(name, column)
        s = line.coordinates(whole.path)[:, 1]
        start, end = max(low, float(s[0])), float(s[-1]) if level == "S1" else min(high, float(s[-1]))
        if end - start > _SHORTEST_MM:
            # Cut where the pieces of two levels meet, so that no gap is seen between them.
            at = np.concatenate([[start], s[(s > start + 0.2) & (s < end - 0.2)], [end]])
            if len(at) < 4:
                at = np.linspace(start, end, 4)
            # A ring more close to each end: else the shade of the cut reaches far up the strand, like a gap.
            at = doubled_ends(at)
            path = np.stack([np.interp(at, s, each) for each in whole.path.T], axis=1)
            left = tube(path, np.interp(at, s, whole.radius), STRAND_CORNERS, has_flat_ends=True)
            parts += [left, mirrored(left)]
    return merged(parts)


def filum(level: str, column: ColumnFrame) -> TriMesh:
    """The filum terminale at a level: in the sac from the tip of the conus, then down the sacral canal."""
    course, sac, cord = canal_course(column), dural_sac(column), spinal_cord(column)
    scale = scale_of(column.parameters)
    radius = filum_radius(column)
    low, high = course.span(level)
    runs = [(max(low, cord.end + radius), min(high, sac.end - 2.0 * scale))]
    if level == "S1":
        runs = [(low, sac.end - 2.0 * scale), (sac.end + 2.0 * radius, course.at("S5", -0.2))]
    parts = []
    for start, end in runs:
        s = doubled_ends(np.linspace(start, end, max(round((end - start) / (3.0 * scale)), 4)))
        path, radii = course.line.place(0.0, s, 0.0), np.full(len(s), radius)
        parts.append(tube(path, radii, STRAND_CORNERS, has_flat_ends=True))
    return merged(parts)


def filum_radius(column: ColumnFrame) -> float:
    """Half of the thickness of the filum terminale, mm."""
    return scale_of(column.parameters) * measures_with(column.parameters).value("L1", "filum_width") / 2
