"""Claims on calibres: within their published bands, and shared out where veins meet."""

from __future__ import annotations

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, none_lacking, within
from meshes.checks.measures.confluences import confluences
from meshes.checks.veins.azygos import AZYGOS
from meshes.column.canal.spinal_nerves import NERVES, foramen_level
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import degree

BANDS_MM = {
    "vein.caval.inferior": (15.0, 25.0),
    "vein.caval.superior": (15.0, 24.0),
    "vein.caval.iliac.common": (12.0, 18.0),
    "vein.caval.iliac.internal": (8.0, 14.0),
    f"{AZYGOS}.T12": (3.0, 4.5),
    f"{AZYGOS}.arch": (4.3, 16.0),
    "vein.segmental.superior-intercostal": (1.0, 4.5),
    "vein.segmental.lumbar": (1.0, 5.0),
    "vein.segmental.iliolumbar": (1.5, 9.5),
}
"""Least and largest diameter by beginning of id, as sources give them or bound them; see ``veins.csv``."""

COURSES = {
    AZYGOS: ("T12", "T11", "T10", "T9", "T8", "T7", "T6", "T5"),
    "vein.segmental.hemiazygos": ("T12", "T11", "T10", "T9", "T8", "T7", "T6"),
    "vein.segmental.accessory-hemiazygos": ("T5", "T6", "T7", "T8", "T9"),
    "vein.caval.inferior": ("L5", "L4", "L3", "L2", "L1"),
}
"""Veins that gather, with their levels in the order of their flow."""

NARROWING = 0.12
"""How much narrower a gathering vein may be at one level than at the one before, as a share: it winds."""
LAW = (0.6, 1.7)
"""Cube of the receiving radius by the sum of the cubes of the others: 1 by the junction law.

Calibres of winding veins sway by a fifteenth from stretch to stretch, so that this share sways by a quarter;
the limits are about twice that.
"""

RECEIVING = (
    "vein.caval.inferior",
    "vein.caval.superior",
    "vein.caval.iliac.common",
    AZYGOS,
    "vein.segmental.hemiazygos",
    "vein.segmental.accessory-hemiazygos",
)
"""Veins that gather others, each before those that it receives: the law is tried at all their junctions.

Brachiocephalic and internal iliac veins take up many more on their way that are not drawn.
"""


def own_radius(graph: VesselGraph, name: str) -> float:
    """Median radius of a vein between its junctions, mm; NaN where it has no such part."""
    nodes = graph.nodes_of(name) & (degree(graph) == 2)
    return float(np.median(graph.radius[nodes])) if nodes.any() else float("nan")


def _bands(built: Built) -> Measurement | None:
    """By how much, in mm, a vein lies outside its band."""
    outside = {}
    for name in built.graph.ids:
        family = max((each for each in BANDS_MM if _is_of(name, each)), key=len, default=None)
        if family is not None:
            low, high = BANDS_MM[family]
            wide = 2.0 * own_radius(built.graph, name)
            outside[name] = max(low - wide, wide - high, 0.0) if wide == wide else 0.0
    return at_most(outside, 0.0)


def _is_of(name: str, family: str) -> bool:
    return name == family or name.startswith(family + ".")


def _gathering(built: Built) -> Measurement | None:
    narrowing = {}
    for family, order in COURSES.items():
        names = [f"{family}.{level}" for level in order if f"{family}.{level}" in built.graph.ids]
        sizes = [own_radius(built.graph, each) for each in names]
        for name, before, here in zip(names[1:], sizes, sizes[1:], strict=False):
            narrowing[name] = max(1.0 - here / before, 0.0)
    return at_most(narrowing, NARROWING)


def _law(built: Built) -> Measurement | None:
    """By the structures that meet there: how far the calibres at a junction are from the junction law."""
    worst: dict[str, float] = {}
    for each in confluences(built.graph, RECEIVING):
        for arm in (each.receiving, *each.bringing):
            worst[arm.structure] = max(
                worst.get(arm.structure, 1.0), each.share, key=lambda share: abs(np.log(share))
            )
    return within(worst, LAW)


def _largest_tributary(built: Built) -> Measurement | None:
    """Levels at which something wider than the basivertebral vein opens into the internal plexus."""
    graph, tried, culprits = built.graph, 0, []
    for name in graph.ids:
        if not name.startswith("vein.basivertebral."):
            continue
        level = name.rpartition(".")[2]
        others = [own_radius(graph, each) for each in tributaries(graph, level)]
        tried += 1
        trunk = graph.nodes_of(name)
        if others and float(graph.radius[trunk].max()) <= np.nanmax([0.0, *others]):
            culprits.append(name)
    return none_lacking(culprits, tried)


def tributaries(graph: VesselGraph, level: str) -> list[str]:
    """What else opens into the internal plexus of a level: radicular veins and those from behind the arch."""
    nerves = [each for each in NERVES if foramen_level(each) == level]
    names = [f"vein.spinal.radicular.{nerve}.{side}" for nerve in nerves for side in ("left", "right")]
    return [each for each in (*names, f"vein.external.posterior.{level}") if each in graph.ids]


CLAIMS = (
    Claim(
        "calibre.bands",
        "Great and segmental veins are as wide as sources say",
        "mm",
        0.0,
        ("tatar-2008", "shchukin-2014", "iliolumbar-30", "chooprasert", "radiology"),
        _bands,
    ),
    Claim(
        "calibre.gathering",
        "Veins that gather others grow wider along their flow",
        "1",
        NARROWING,
        ("gray-1918",),
        _gathering,
    ),
    Claim(
        "calibre.law",
        "Where veins meet in a caval, an iliac or an azygos vein, the cubes of their radii add up",
        "1",
        LAW,
        ("retia",),
        _law,
    ),
    Claim(
        "calibre.basivertebral",
        "The basivertebral vein is the largest tributary of the internal plexus",
        "structures",
        0.0,
        ("gray-1918",),
        _largest_tributary,
    ),
)
