"""Claims on where veins lie: never in bone but by declared passages, the internal plexus in the canal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import VEIN_LEVELS, region
from meshes.checks.built import VEIN, Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.column.canal.canal import canal_space
from meshes.column.canal.canal_course import SACRAL_LEVELS
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.geometry.mensuration import triangle_areas_mm2
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part

PENETRATION_MM = 0.05
"""How deep a vein's surface may lie in bone outside the declared passages."""

CANAL_MM = 0.5
"""How far the internal plexus may stand out of the drawn wall of the canal: it is smoother than bone."""

SHELL_MM = 5.0
"""Thickness of the space on the outside of bone that is taken as that of the external plexus."""

WALL_MM = 1.5
"""How far in front of the posterior wall a basivertebral vein is in the marrow, at a scale of 1.

Nearer to the wall it has to lie in its foramen, which is no bone.
"""


def in_passage(built: Built, part: Part, level: str) -> NDArray[np.bool_]:
    """Mark the corners (N,) of a vein that may lie in the bone of a level.

    The declared passage is the marrow of the body, for the basivertebral vein of the level.
    """
    if part.id != f"vein.basivertebral.{level}":
        return np.zeros(len(part.mesh.points), bool)
    body = built.segments[level].landmarks.body
    local = built.segments[level].pose.inverse().apply(part.mesh.points)
    half = body.height_posterior / 2 + 1.0
    free: NDArray[np.bool_] = (local[:, 1] < -WALL_MM * built.scale) & (np.abs(local[:, 2]) < half)
    return free


def penetration_mm(built: Built, part: Part) -> float:
    """How deep the surface of a vein lies in bone, ribs included, outside the declared passages."""
    points = part.mesh.points
    ribs = [rib.deepest_mm(points, PENETRATION_MM) for rib in built.ribs]
    vertebrae = [
        bone.deepest_mm(points[~in_passage(built, part, level)], PENETRATION_MM)
        for level, bone in built.nearness.items()
    ]
    return max([0.0, *ribs, *vertebrae])


def _in_bone(built: Built) -> Measurement | None:
    if not built.bones:
        return None
    return at_most({part.id: penetration_mm(built, part) for part in built.of(VEIN)}, PENETRATION_MM)


def _internal(built: Built) -> Iterator[Part]:
    return built.of("vein.internal.")


def _in_canal(built: Built) -> Measurement | None:
    return at_most(
        {part.id: float(built.canal.distance(part.mesh.points).max()) for part in _internal(built)}, CANAL_MM
    )


def _outside_dura(built: Built) -> Measurement | None:
    """How deep the wall of each vein outside the sac lies in it: at its nodes and half-way between them."""
    graph = built.graph.of("vein.internal", "vein.intervertebral", "vein.external")
    if not graph.edge_count:
        return None
    sac = dural_sac(built.column)
    points, radius = graph.xyz[graph.edges], graph.radius[graph.edges]
    places = np.stack([points[:, 0], points.mean(axis=1), points[:, 1]], axis=1)
    radii = np.stack([radius[:, 0], radius.mean(axis=1), radius[:, 1]], axis=1)
    depth = (radii - sac.distance(places.reshape(-1, 3)).reshape(radii.shape)).max(axis=1)
    deepest = {
        name: max(0.0, float(depth[graph.structure == number].max()))
        for number, name in enumerate(graph.ids)
        if (graph.structure == number).any()
    }
    return at_most(deepest, PENETRATION_MM)


def densities_mm_per_cm3(built: Built, levels: Sequence[str]) -> tuple[float, float]:
    """Length of internal and of external vessels in each cm³ of the space they lie in, at some vertebrae.

    Both the vessels and the spaces are those of the levels alone: the canal behind them, and a shell over the
    outer surface of their bones.
    """
    canal = canal_space(column_frame(tuple(levels), built.parameters)).volume_mm3()
    shell = sum(_outer_area_mm2(built, built.bones[level]) for level in levels) * SHELL_MM
    inside, outside = (_length_mm(built, each, levels) for each in ("vein.internal.", "vein.external."))
    return inside / canal * 1000.0, outside / shell * 1000.0


def _length_mm(built: Built, prefix: str, levels: Sequence[str]) -> float:
    structures, graph = load_catalogue().structures, built.graph
    here = [name.startswith(prefix) and structures[name].level in levels for name in graph.ids]
    ends = graph.xyz[graph.edges[np.array(here)[graph.structure]]]
    return float(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).sum())


def _outer_area_mm2(built: Built, mesh: TriMesh) -> float:
    outer = built.canal.distance(mesh.corners().mean(axis=1)) > 1.0
    return float(triangle_areas_mm2(mesh)[outer].sum())


def _denser(built: Built) -> Measurement | None:
    """The region of the column in which the external plexus comes nearest to the internal."""
    with_canal = [level for level in built.bones if level in VEIN_LEVELS and level not in SACRAL_LEVELS]
    if not with_canal or not built.graph.edge_count:
        return None
    ratios = []
    for _, levels in groupby(with_canal, region):
        inside, outside = densities_mm_per_cm3(built, list(levels))
        ratios.append(outside / inside if inside > 0 else float("inf"))
    worst = max(ratios)
    return Measurement(worst, worst < 1.0, () if worst < 1.0 else ("vein.internal",))


CLAIMS = (
    Claim(
        "room.bone",
        "No vein lies in bone but the basivertebral veins in their bodies",
        "mm",
        PENETRATION_MM,
        ("gray-1918",),
        _in_bone,
    ),
    Claim(
        "room.canal",
        "The internal plexus lies within the vertebral canal",
        "mm",
        CANAL_MM,
        ("gray-1918",),
        _in_canal,
    ),
    Claim(
        "room.dura",
        "No vein of the plexuses or between them lies in the dural sac: its wall keeps out at every node and "
        "between",
        "mm",
        PENETRATION_MM,
        ("gray-1918",),
        _outside_dura,
    ),
    Claim(
        "room.density",
        "At neck, thorax and loins the internal plexus is denser than the external (length in each cm³ of "
        "space, external by internal)",
        "1",
        1.0,
        ("gray-1918",),
        _denser,
    ),
)
