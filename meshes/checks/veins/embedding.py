"""The claim that the internal plexuses lie embedded in the epidural fat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.checks.built import ROOT, Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.column.canal.canal_course import canal_course
from meshes.geometry.axes import SIDES, Vector
from meshes.network.graph import VesselGraph
from meshes.soft.fat import fat_span
from meshes.surface.nearness import Nearness

FAT, LIGAMENT, INTERNAL = "fat.", "ligament.", "vein.internal"

OUT_MM = 0.4
"""How far outside the fat the wall of a vein may lie with all of its round: a third of the fat's net."""

BED_MM = 1.2
"""How far from a root the fat gives way to it at most: one step of its net."""

PIERCING = frozenset(
    f"{INTERNAL}.{name}"
    for level in ("C1", "C2")
    for name in (*(f"posterior.{level}.{side}" for side in SIDES), f"bridge.{level}")
)
"""What passes through the membranes below skull and atlas, and lies behind them."""

Mask = NDArray[np.bool_]


def out_of_fat_mm(built: Built, graph: VesselGraph) -> Vector:
    """How far the lines of vessels lie outside the fat, (E, 2) at the first end and in the middle of each
    edge, negative inside, mm; minus infinite before and beyond the fat that was built.
    """
    line, ends = canal_course(built.column).line, graph.xyz[graph.edges]
    places = np.stack([ends[:, 0], ends.mean(axis=1)], axis=1).reshape(-1, 3)
    s = line.coordinates(places)[:, 1]
    spans = {part.id: fat_span(part.id.removeprefix(FAT), built.column) for part in built.of(FAT)}
    held = np.any([(low <= s) & (s <= high) for low, high in spans.values()], axis=0)
    out = np.full(len(s), np.inf)
    for name, (low, high) in spans.items():
        # The next piece may be nearer to what lies beside the end of its own.
        near = np.flatnonzero(held & (s > low - OUT_MM) & (s < high + OUT_MM))
        out[near] = np.minimum(out[near], Nearness(built.parts[name].mesh)(places[near]))
    return np.where(held, out, -np.inf).reshape(-1, 2)


def _in_fat(built: Built) -> Measurement | None:
    """How far outside the fat the nearest of the wall of each vein lies, at a scale of 1."""
    graph = built.graph.of(INTERNAL)
    if not graph.edge_count or not any(built.of(FAT)):
        return None
    radius = graph.radius[graph.edges]
    radius = np.stack([radius[:, 0], radius.mean(axis=1)], axis=1)
    out = (out_of_fat_mm(built, graph) - radius) / built.scale
    exempt = np.array([name in PIERCING for name in graph.ids])[graph.structure]
    out[exempt] = 0.0
    rows, columns = np.nonzero(out > OUT_MM)
    ends = graph.xyz[graph.edges[rows]]
    places = np.where(columns[:, None] == 0, ends[:, 0], ends.mean(axis=1))
    excused = _beside(built, ROOT, places, np.full(len(rows), BED_MM * built.scale))
    excused |= _beside(built, LIGAMENT, places, radius[rows, columns])
    out[rows[excused], columns[excused]] = 0.0
    worst = out.max(axis=1)
    return at_most({name: max(0.0, float(worst[graph.edges_of(name)].max())) for name in graph.ids}, OUT_MM)


def _beside(built: Built, family: str, places: Vector, within_mm: Vector) -> Mask:
    """Which places (N, 3) lie nearer to one of a family of structures than some distances (N,)."""
    reach = float(within_mm.max(initial=0.0))
    found = np.zeros(len(places), bool)
    for part in built.of(family):
        found |= Nearness(part.mesh).within(places, reach) < within_mm
    return found


CLAIMS = (
    Claim(
        "plexus.fat",
        "The internal plexuses lie in the epidural fat but where they pass ligaments and roots",
        "mm",
        OUT_MM,
        ("gray-1918",),
        _in_fat,
    ),
)
