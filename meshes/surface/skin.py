"""Skinning a vessel graph: each structure its own closed surface, smooth where its vessels join.

The surface is that of the smooth union of round cones along the edges. Rings of corners are swept along each
tube, the rim of a hole in the wall of the one is sewn to the first ring of the other, and the corners round
the seam are moved onto the smooth union. So a tube needs few triangles, is round where nothing joins it, and
the mesh is closed by construction, with one handle for each cycle of the graph. Where vessels crowd there is
no room for rims: there the union is searched for on a grid, and channels in each other's walls become one.
"""

from __future__ import annotations

import numpy as np

from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import Floats, VesselGraph
from meshes.surface.caps import LIP_MM
from meshes.surface.end_trims import MENISCUS, plane_ends, seats
from meshes.surface.meetings import meetings
from meshes.surface.tangle import beyond_mm, tangle, thinnest_mm
from meshes.surface.trimming import trimmed, with_ends
from meshes.surface.tube_ends import EndedLine, ended_line
from meshes.surface.tube_fillet import filleted
from meshes.surface.tube_joints import Opening, openings
from meshes.surface.tube_lines import TubeLines
from meshes.surface.tube_paths import mouths, tube_paths
from meshes.surface.tube_rings import Corners, Rings, hole_rim, hole_shape, ring_faces, rings

FEWEST_SIDES, MOST_SIDES = 6, 24
_FEWEST_CROWDED, _CROWDED = 2, 0.2
"""Number and share of openings without room from which on the surface is searched for on a grid."""
SAGITTA = 0.09
"""How far the sides of a ring may leave its circle, in steps."""


def skin(graph: VesselGraph, structure: str, step_mm: float = 0.6) -> TriMesh:
    """The closed surface of one structure of a vessel graph.

    Parameters
    ----------
    graph : VesselGraph
        The whole graph: neighbours tell how the ends of the structure reach into them.
    structure : str
        Id of the structure.
    step_mm : float
        Fineness; the thinner the tube the fewer corners it needs at the same step.

    Returns
    -------
    TriMesh
        Closed and outward, in the frame of the graph; its genus is the number of cycles of the structure.

    Raises
    ------
    ValueError
        If the graph has no such structure or the step is not positive.

    Notes
    -----
    Cross-sections are round; where the bend of a centreline is tighter than its radius the surface folds.
    """
    if structure not in graph.ids:
        raise ValueError(f"the graph has no structure {structure}")
    if not step_mm > 0:
        raise ValueError(f"the step has to be positive, not {step_mm}")
    own = graph.edges_of(structure)
    part = graph.restricted(own)
    sides = _sides(part, step_mm)
    paths = tube_paths(part)
    sewn, meets = mouths(paths), meetings(graph, own)
    ended = [ended_line(part, path, meets, ((n, 0) in sewn, (n, -1) in sewn)) for n, path in enumerate(paths)]
    lines = TubeLines([each.line for each in ended])
    joints = openings(lines, sewn, [(each.low_mm, each.high_mm) for each in ended])
    if _is_crowded(joints) and float(part.radius.min()) > thinnest_mm(step_mm):
        return _tangled(ended, graph, step_mm)
    swept = rings(lines, _spans(ended, joints), joints, sides)
    points, faces, caps, seams = _sewn(swept, ended, joints, sides)
    points = filleted(points, np.concatenate([faces, *caps.values()]), seams, joints, lines)
    onward = [met.names if (met := ended[tube].meets[end]) else () for tube, end in caps]
    return trimmed(with_ends(points, faces, list(caps.values()), onward), seats(ended, graph))[0]


def _tangled(ended: list[EndedLine], graph: VesselGraph, step_mm: float) -> TriMesh:
    planes, branches = plane_ends(ended, beyond_mm(step_mm)), seats(ended, graph)
    mesh, left = trimmed(tangle(ended, step_mm), [*planes.values(), *branches])
    if whole := [key for key, trim in planes.items() if any(each is trim for each in left)]:
        # Another vessel is grown together with what would be taken off: that is done before they are one.
        planes = {key: trim for key, trim in planes.items() if key not in whole}
        mesh, _ = trimmed(tangle(ended, step_mm, whole), [*planes.values(), *branches])
    return mesh


def _is_crowded(joints: list[Opening]) -> bool:
    stuck = sum(not each.has_room for each in joints)
    return stuck >= _FEWEST_CROWDED and stuck > _CROWDED * len(joints)


def _sides(part: VesselGraph, step_mm: float) -> int:
    """An even number of corners of a ring, the same for all tubes of a structure so that they can be sewn.

    The chord between two corners of the thicker tubes leaves the circle by no more than the allowed sagitta.
    """
    ordered = np.sort(part.radius)
    radius = float(np.interp(0.75 * (len(ordered) - 1), np.arange(len(ordered)), ordered))
    half_turn = np.arccos(1.0 - min(SAGITTA * step_mm / radius, 0.5))
    return int(np.clip(2 * round(np.pi / half_turn / 2.0), FEWEST_SIDES, MOST_SIDES))


def _spans(ended: list[EndedLine], joints: list[Opening]) -> list[tuple[float, float]]:
    """From which length to which each tube is swept: between its ends, or where it leaves another's wall."""
    lips = [tuple(LIP_MM if is_cut else 0.0 for is_cut in each.is_cut) for each in ended]
    spans = [(e.low_mm + first, e.high_mm - last) for e, (first, last) in zip(ended, lips, strict=True)]
    for each in joints:
        low, high = spans[each.branch]
        spans[each.branch] = (each.cut_mm, high) if each.end == 0 else (low, each.cut_mm)
    return spans


def _sewn(
    swept: list[Rings], ended: list[EndedLine], joints: list[Opening], sides: int
) -> tuple[Floats, Corners, dict[tuple[int, int], Corners], list[Corners]]:
    """All corners, the triangles of walls and round ends, those of cut ends by tube and end (0 or 1), and for
    each joint the corners round its seam.
    """
    starts = np.cumsum([0, *(each.points.shape[0] * sides for each in swept)])
    points = [each.points.reshape(-1, 3) for each in swept]
    faces, seam, cuts = [], {}, {}
    ends = {(each.branch, each.end) for each in joints}
    count = int(starts[-1])
    for index, each in enumerate(swept):
        faces.append(_wall(each, sides) + starts[index])
        for end in () if each.closed else (0, -1):
            if (index, end) not in ends:
                ring = _end_ring(swept, starts, index, end, sides)
                points.append(_cap(each, end, ended[index]))
                lip, fan = _capped(ring, count, end)
                faces.append(lip)
                if ended[index].is_cut[end]:
                    cuts[index, -end] = fan
                else:
                    faces.append(fan)
                count += sides + 1
    together = np.concatenate(points)
    for main, each in enumerate(swept):
        for opening, first, column in each.holes:
            rim = hole_rim(first, column, sides) + starts[main]
            ring = _end_ring(swept, starts, opening.branch, opening.end, sides)
            ring = ring if opening.end == 0 else ring[::-1]
            turn = _best_turn(together[rim], together[ring])
            ring = np.concatenate([ring[turn:], ring[:turn]])
            faces.append(_strip(rim, ring))
            seam[opening.branch, opening.end] = np.concatenate([rim, ring])
    return together, np.concatenate(faces), cuts, [seam[e.branch, e.end] for e in joints]


def _wall(each: Rings, sides: int) -> Corners:
    quads = ring_faces(len(each.points), sides, each.closed)
    kept = np.ones(quads.shape[:2], bool)
    wide, rows = hole_shape(sides)
    for _, first, column in each.holes:
        kept[first : first + rows, (column + np.arange(wide)) % sides] = False
    quads = quads[kept]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _end_ring(swept: list[Rings], starts: Corners, index: int, end: int, sides: int) -> Corners:
    last = 0 if end == 0 else swept[index].points.shape[0] - 1
    ring: Corners = starts[index] + last * sides + np.arange(sides)
    return ring


def _strip(low: Corners, high: Corners) -> Corners:
    """Triangles between two loops of equal length that run the same way, outward when `low` comes first."""
    a, b, c, d = low, _next(low), _next(high), high
    return np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])


def _next(loop: Corners) -> Corners:
    """The corner after each of a loop."""
    return np.concatenate([loop[1:], loop[:1]])


def _cap(each: Rings, end: int, line: EndedLine) -> Floats:
    """One more ring and a tip that close an open end: a lip and a disc where it is cut, else rounded off."""
    centre, ring = each.centres[end], each.points[end]
    out = each.tangents[end] * (-1.0 if end == 0 else 1.0)
    radius = float(np.linalg.norm(ring[0] - centre))
    if line.is_cut[end]:
        middle = centre - (MENISCUS * radius if line.is_free[end] else 0.0) * out
        return np.concatenate([ring, middle[None]]) + LIP_MM * out
    small = centre + 0.68 * (ring - centre) + 0.5 * radius * out
    return np.concatenate([small, (centre + 0.72 * radius * out)[None]])


def _capped(ring: Corners, first: int, end: int) -> tuple[Corners, Corners]:
    """The triangles from the last ring to the one more, and those from there to the tip."""
    small = first + np.arange(len(ring))
    tip = np.full(len(ring), first + len(ring))
    lip, fan = _strip(ring, small), np.stack([small, _next(small), tip], axis=1)
    return (lip[:, ::-1], fan[:, ::-1]) if end == 0 else (lip, fan)


def _best_turn(rim: Floats, ring: Floats) -> int:
    """How far a ring has to be rolled so that its corners lie nearest to those of the rim."""
    gap = ((rim[:, None] - ring[None]) ** 2).sum(axis=2)
    place = np.arange(len(rim))
    return int(gap[place, (place + place[:, None]) % len(rim)].sum(axis=1).argmin())
