"""Claims on veins and ligaments: those outside the canal lie on them, the internal within what they close."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.anatomy.levels import levels_between
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.surface.nearness import Nearness

ENTERED_MM = 0.3
"""How deep the wall of a vein may press into a ligament: what fat and loose tissue give way."""
LEVELS_WITH = levels_between("C2", "L5")
IN_POSTERIOR_MM = 0.5
"""How deep the wall of a link before or behind the posterior longitudinal ligament may press into it."""
OUTSIDE = ("vein.external", "vein.segmental", "vein.pelvic", "vein.caval")
"""Families of veins that run outside the column."""

BEHIND_MM = 0.8
"""How far behind the front of a membrane the middle of a vein may lie: less than the membrane is thick."""

_REACH_MM = 3.0
_EDGEWISE = 1e-9
"""Twice the area, mm², of the shadow of a triangle seen from its edge."""


def entered_mm(graph: VesselGraph, ligaments: Sequence[Nearness]) -> dict[str, float]:
    """How deep the wall of each structure of a graph lies in some ligaments, at most, by id, mm."""
    depth = np.zeros(graph.node_count)
    for each in ligaments:
        depth = np.maximum(depth, graph.radius - each.within(graph.xyz, _REACH_MM))
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, depth[graph.edges].max(axis=1))
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _outside(built: Built) -> Measurement | None:
    graph = built.graph.of(*OUTSIDE)
    if not graph.edge_count or not built.solid_ligaments:
        return None
    return at_most(entered_mm(graph, built.solid_ligaments), ENTERED_MM)


def _links(built: Built) -> Measurement | None:
    """How deep transverse anastomoses of neck and trunk lie in the ligament that they pass.

    At S1 the sac leaves it no room behind them.
    """
    graph = built.graph.of(*(f"vein.internal.transverse.{level}" for level in LEVELS_WITH))
    bands = [Nearness(part.mesh) for part in built.of("ligament.longitudinal.posterior.")]
    if not graph.edge_count or not bands:
        return None
    return at_most(entered_mm(graph, bands), IN_POSTERIOR_MM)


def behind_mm(points: Vector, sheet: TriMesh) -> Vector:
    """How far behind the front of a sheet that closes the canal points (N, 3) lie, mm; -inf beside it."""
    low, high = sheet.bounds
    out = np.full(len(points), -np.inf)
    near = np.flatnonzero(((points >= low) & (points <= high))[:, [0, 2]].all(axis=1))
    # A line straight backwards through each point meets the triangles in whose shadow the point lies.
    start, left, right = np.moveaxis(sheet.corners(), 1, 0)
    x, z = (points[near][:, None, axis] - start[:, axis] for axis in (0, 2))
    (ux, uy, uz), (vx, vy, vz) = (left - start).T, (right - start).T
    area = ux * vz - uz * vx
    area = np.where(np.abs(area) < _EDGEWISE, np.inf, area)
    u, v = (x * vz - z * vx) / area, (z * ux - x * uz) / area
    is_met = (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & np.isfinite(area)
    met = np.where(is_met, start[:, 1] + u * uy + v * vy, np.inf)
    out[near] = points[near, 1] - met.min(axis=1, initial=np.inf)
    return out


def _before_membranes(built: Built) -> Measurement | None:
    graph, membranes = built.graph.of("vein.internal"), list(built.of("ligament.membrane."))
    if not graph.edge_count or not membranes:
        return None
    behind = np.maximum.reduce([behind_mm(graph.xyz, each.mesh) for each in membranes]).clip(0.0)
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, behind[graph.edges].max(axis=1))
    return at_most(dict(zip(graph.ids, out.tolist(), strict=True)), BEHIND_MM * built.scale)


CLAIMS = (
    Claim(
        "ligaments.posterior",
        "Transverse anastomoses run before or behind the posterior longitudinal ligament from C2 to L5, not "
        "in it",
        "mm",
        IN_POSTERIOR_MM,
        ("gray-1918", "chaynes-1998"),
        _links,
    ),
    Claim(
        "ligaments.membranes",
        "Between skull, atlas and axis the internal plexus lies before the membranes that close the canal",
        "mm",
        BEHIND_MM,
        ("retia",),
        _before_membranes,
    ),
    Claim(
        "ligaments.external",
        "Veins outside the column lie on the anterior longitudinal ligament and beside those of the spines, "
        "in neither",
        "mm",
        ENTERED_MM,
        ("retia",),
        _outside,
    ),
)
