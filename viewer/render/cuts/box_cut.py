"""Cutting a closed surface by several planes, one after the other, with every cut closed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from viewer.render.cuts.facets import (
    carried_by,
    faces_of,
    named,
    normals_of,
    points_of,
    surface_of,
    triangles_of,
)
from viewer.render.cuts.section_cut import cut_open, facing, met_by, reach_across
from viewer.render.protocol import Cut

_IN_PLANE_MM = 1e-3
_SAME_MM = 1e-4
"""Corners closer than this are one: faces that were filled in come back rounded."""

Cap = tuple[pv.PolyData, Cut]
"""Faces that close a cut, and the cut."""


def cut_all(surface: pv.PolyData, cuts: Sequence[Cut]) -> tuple[pv.PolyData, list[Cap]]:
    """What cuts leave of a closed surface, and the faces that close each."""
    met = met_by(surface, cuts)
    if met is None:
        return pv.PolyData(), []
    kept, caps = surface, list[Cap]()
    for cut in met:
        # Sewing faces and surface together takes longest, and most planes do not meet what is left.
        if all(reach_across(piece, cut)[1] <= 0.0 for piece in (kept, *(cap for cap, _ in caps))):
            continue
        whole = _closed(kept, caps)
        left, cap = cut_open(whole, cut)
        if left is whole:
            continue
        if not left.n_cells:
            return left, []
        kept, caps = _told_apart(left, [earlier for _, earlier in caps])
        caps.append((cap, cut))
    return kept, [(cap, cut) for cap, cut in caps if cap.n_cells]


def joined(pieces: Sequence[pv.PolyData]) -> pv.PolyData:
    """Flat pieces with normals as one; corners are not shared."""
    pieces = [piece for piece in pieces if piece.GetNumberOfCells()]
    if len(pieces) < 2:
        return pieces[0] if pieces else pv.PolyData()
    starts = np.cumsum([0, *(piece.GetNumberOfPoints() for piece in pieces)])
    faces = [triangles_of(piece) + start for piece, start in zip(pieces, starts, strict=False)]
    points = np.concatenate([np.asarray(points_of(piece), np.float32) for piece in pieces])
    normals = [np.asarray(normals_of(piece), np.float32) for piece in pieces]
    return surface_of(points, np.concatenate(faces), np.concatenate(normals))


def _closed(kept: pv.PolyData, caps: Sequence[Cap]) -> pv.PolyData:
    """One closed surface of what was kept and the faces so far; shared corners keep the first normals."""
    if not caps:
        return kept
    whole = joined((kept, *(cap for cap, _ in caps)))
    if kept.GetNumberOfCells():
        rest = whole.GetNumberOfPoints() - kept.GetNumberOfPoints()
        for name, values in carried_by(kept).items():
            filled_up = np.concatenate([values, np.zeros(rest, values.dtype)])
            whole.GetPointData().AddArray(named(name, filled_up))
    merged = whole.clean(tolerance=_SAME_MM, absolute=True, lines_to_points=False, polys_to_lines=False)
    return merged if merged.is_all_triangles else merged.triangulate()


def _told_apart(surface: pv.PolyData, cuts: Sequence[Cut]) -> tuple[pv.PolyData, list[Cap]]:
    """What lies in no plane of earlier cuts, and what lies in each."""
    if not cuts:
        return surface, []
    points, triangles = points_of(surface).astype(float), triangles_of(surface)
    is_free, caps = np.ones(len(triangles), bool), list[Cap]()
    for cut in cuts:
        heights = np.abs((points - np.array(cut.point)) @ np.array(cut.normal))
        lies = (heights < _IN_PLANE_MM)[triangles].all(axis=1) & is_free
        is_free &= ~lies
        caps.append((facing(faces_of(surface, lies), cut), cut))
    return faces_of(surface, is_free), caps
