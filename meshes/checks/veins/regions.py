"""Claims on what differs from region to region: the neck's free strip, the ligament, the sacrum's end."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from meshes.anatomy.levels import region
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.checks.veins.plexus import INTERNAL
from meshes.column.canal.posterior_ligament import body_half_width_mm
from meshes.column.segment import Segment
from meshes.geometry.axes import SIDES
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import total_length

STRIP_MM = {"body": 2.5, "disc": 5.0}
"""Half of the strip without veins along the midline of the neck."""

SLACK_MM = 0.5
"""How far a vein may reach into the strip: it is a mean of forty people."""

LIGAMENT_MM = 1.2
"""Thickness taken for the posterior longitudinal ligament: veins this far behind the body lie behind it."""

MIDLINE_MM = 2.5
"""How far from the midline a link is looked at."""

SPARSE = 0.85
"""Largest length of the posterior internal plexus in each mm of canal, in the neck by that in the trunk."""

_ENOUGH = 5
"""Levels of each region from which on it is told: one alone may have much or little by chance."""

TAPER = 0.7
"""Largest calibre of the anterior columns at S5, as a share of that at S1."""


def _inner_edges(graph: VesselGraph, place: Segment, name: str, sign: float) -> tuple[np.ndarray, np.ndarray]:
    """Heights over mid-body as shares of half its height, and distances of the wall from the midline, mm."""
    part = graph.of(name)
    if not part.node_count:
        return np.zeros(0), np.zeros(0)
    local = place.pose.inverse().apply(part.xyz)
    share = local[:, 2] / (place.landmarks.body.height_posterior / 2)
    edge: np.ndarray = sign * local[:, 0] - part.radius
    return share, edge


def _strip(built: Built) -> Measurement | None:
    """How far the columns of C3 to C7 reach into the strip."""
    lacking = {}
    for level, place in built.segments.items():
        if region(level) != "cervical" or level in ("C1", "C2"):
            continue
        for side, sign in SIDES.items():
            name = f"{INTERNAL}.anterior.{level}.{side}"
            share, edge = _inner_edges(built.graph, place, name, sign)
            body, disc = edge[np.abs(share) < 0.25], edge[(share < -1.05) & (share > -1.5)]
            if level == "C7":  # the disc below belongs to the narrower thoracic canal as well
                disc = body + STRIP_MM["disc"]
            if len(body) and len(disc):
                lacking[name] = max(STRIP_MM["body"] - body.min(), STRIP_MM["disc"] - disc.min())
    return at_most({name: float(value) for name, value in lacking.items()}, SLACK_MM)


def _beside(built: Built) -> Measurement | None:
    """How far the columns behind the bodies reach into the width of the ligament."""
    reach = {}
    for level, place in built.segments.items():
        if level == "C1" or region(level) == "sacral":
            continue
        half = built.scale * body_half_width_mm(level, built.measures)
        for side, sign in SIDES.items():
            name = f"{INTERNAL}.anterior.{level}.{side}"
            share, edge = _inner_edges(built.graph, place, name, sign)
            body = edge[np.abs(share) < 0.25]
            if len(body):
                reach[name] = float(half - body.min())
    return at_most(reach, SLACK_MM)


def _ligament(built: Built) -> Measurement | None:
    """Distance from where a transverse anastomosis should lie, before or behind the ligament, mm."""
    wrong = {}
    for level in built.segments:
        part = built.graph.of(f"{INTERNAL}.transverse.{level}")
        if not part.node_count or region(level) == "sacral":
            continue
        gap = _behind_body_mm(built, level, part)
        wrong[f"{INTERNAL}.transverse.{level}"] = (
            LIGAMENT_MM - gap if region(level) == "cervical" else gap - LIGAMENT_MM
        )
    return at_most(wrong, 0.0)


def _behind_body_mm(built: Built, level: str, part: VesselGraph) -> float:
    """Space between body and wall of a link near the midline, mm, the median.

    The back of a cervical body, on which the ligament lies, is hollowed: where it is built it is gauged from
    there. Elsewhere from the plane of the posterior wall, which closes the mouth of the foramen.
    """
    local = built.segments[level].pose.inverse().apply(part.xyz)
    near = np.abs(local[:, 0]) < MIDLINE_MM
    behind = local[near, 1]
    if region(level) == "cervical" and level in built.bones:
        behind = built.nearness[level](part.xyz[near])
    return float(np.median(behind - part.radius[near]))


def _sparse(built: Built) -> Measurement | None:
    """Length of the posterior internal plexus in each mm of canal, in the neck by that in the trunk."""
    found: dict[str, list[float]] = {}
    for (level, place), below in pairwise(built.segments.items()):
        kind = "neck" if region(level) == "cervical" else "trunk"
        names = [f"{INTERNAL}.{which}.{level}" for which in ("posterior", "bridge")]
        along = float(np.linalg.norm(below[1].pose.translation - place.pose.translation))
        length = total_length(built.graph.of(*names))
        if length > 0.0 and region(level) != "sacral":
            found.setdefault(kind, []).append(length / along)
    if len(found) < 2 or min(map(len, found.values())) < _ENOUGH:
        return None
    return at_most({f"{INTERNAL}.posterior": float(np.mean(found["neck"]) / np.mean(found["trunk"]))}, SPARSE)


def _tapers(built: Built) -> Measurement | None:
    """Mean calibre of the columns at S5 against S1."""
    found = {}
    for side in SIDES:
        last, first = (built.graph.of(f"{INTERNAL}.anterior.{level}.{side}").radius for level in ("S5", "S1"))
        if len(last) and len(first):
            found[f"{INTERNAL}.anterior.S5.{side}"] = float(last.mean() / first.mean())
    return at_most(found, TAPER)


CLAIMS = (
    Claim(
        "regions.strip",
        "In the neck a strip of 5 mm behind bodies and 10 mm behind discs is free of columns (reach into it)",
        "mm",
        SLACK_MM,
        ("lower-cervical-1994",),
        _strip,
    ),
    Claim(
        "regions.beside",
        "Behind bodies the anterior columns lie beside the posterior longitudinal ligament (reach into it)",
        "mm",
        SLACK_MM,
        ("gray-1918", "salaud-2018"),
        _beside,
    ),
    Claim(
        "regions.ligament",
        "Transverse anastomoses lie before the posterior ligament in the trunk, behind it in the neck",
        "mm",
        0.0,
        ("chaynes-1998",),
        _ligament,
    ),
    Claim(
        "regions.sparse",
        "The posterior internal plexus is sparser in the neck than in the trunk (length in each mm of canal)",
        "1",
        SPARSE,
        ("retia",),
        _sparse,
    ),
    Claim(
        "regions.taper",
        "The anterior columns taper out at the end of the sacrum (calibre at S5 by that at S1)",
        "1",
        TAPER,
        ("retia",),
        _tapers,
    ),
)
