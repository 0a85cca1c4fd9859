"""Cutting a closed surface by several planes, one after the other, with every cut closed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from viewer.render.cuts.section_cut import cut_open, faces_of, facing
from viewer.render.protocol import Cut
from viewer.render.surfaces import AT_CORNERS

_IN_PLANE_MM = 1e-3
_SAME_MM = 1e-4
"""Corners closer than this are one: faces that were filled in come back rounded."""

Cap = tuple[pv.PolyData, Cut]
"""Faces that close a cut, and the cut."""


def cut_all(surface: pv.PolyData, cuts: Sequence[Cut]) -> tuple[pv.PolyData, list[Cap]]:
    """What cuts leave of a closed surface, and the faces that close each."""
    kept, caps = surface, list[Cap]()
    for cut in cuts:
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
    pieces = [piece for piece in pieces if piece.n_cells]
    if len(pieces) < 2:
        return pieces[0] if pieces else pv.PolyData()
    starts = np.cumsum([0, *(piece.n_points for piece in pieces)])
    faces = [piece.regular_faces + start for piece, start in zip(pieces, starts, strict=False)]
    points = np.concatenate([np.asarray(piece.points, np.float32) for piece in pieces])
    one = pv.PolyData.from_regular_faces(points, np.concatenate(faces))
    normals = [np.asarray(piece.point_data["Normals"], np.float32) for piece in pieces]
    one.point_data.active_normals = np.concatenate(normals)
    return one


def _closed(kept: pv.PolyData, caps: Sequence[Cap]) -> pv.PolyData:
    """One closed surface of what was kept and the faces so far; shared corners keep the first normals."""
    if not caps:
        return kept
    pieces = [piece for piece in (kept, *(cap for cap, _ in caps)) if piece.n_cells]
    whole = joined(pieces)
    for name in AT_CORNERS:
        if name in kept.point_data:
            values = np.zeros(whole.n_points, np.asarray(kept.point_data[name]).dtype)
            values[: kept.n_points] = kept.point_data[name]
            whole.point_data[name] = values
    merged = whole.clean(tolerance=_SAME_MM, absolute=True, lines_to_points=False, polys_to_lines=False)
    return merged if merged.is_all_triangles else merged.triangulate()


def _told_apart(surface: pv.PolyData, cuts: Sequence[Cut]) -> tuple[pv.PolyData, list[Cap]]:
    """What lies in no plane of earlier cuts, and what lies in each."""
    points, triangles = np.asarray(surface.points, float), surface.regular_faces
    is_free, caps = np.ones(len(triangles), bool), list[Cap]()
    for cut in cuts:
        heights = np.abs((points - np.array(cut.point)) @ np.array(cut.normal))
        lies = (heights < _IN_PLANE_MM)[triangles].all(axis=1) & is_free
        is_free &= ~lies
        caps.append((facing(faces_of(surface, lies), cut), cut))
    return faces_of(surface, is_free), caps
