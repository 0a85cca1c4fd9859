"""What meets at the junctions of a vessel graph, with the calibre each arm has beyond the junction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from meshes.network.graph import VesselGraph
from meshes.network.morphometry import degree, neighbours

SWOLLEN, LOOKED_AT = 2, 30
"""Nodes next to a junction that take after the widest arm, and how many beyond them are looked at."""


class Arm(NamedTuple):
    """One way out of a junction: the structure that owns it and its median radius, mm."""

    structure: str
    radius: float


@dataclass(frozen=True)
class Confluence:
    """A junction.

    Parameters
    ----------
    receiving : Arm
        The arm that carries what the others bring.
    bringing : tuple of Arm
        These.
    """

    receiving: Arm
    bringing: tuple[Arm, ...]

    @property
    def share(self) -> float:
        """Cube of the receiving radius by the sum of the cubes of the others: 1 by the junction law."""
        return self.receiving.radius**3 / sum(arm.radius**3 for arm in self.bringing)


def confluences(graph: VesselGraph, receiving: Sequence[str]) -> Iterator[Confluence]:
    """The junctions of some families of veins.

    Parameters
    ----------
    receiving : sequence of str
        Beginnings of ids. Where several meet, the family told first receives; of its arms the widest does,
        for veins gather along their flow.
    """
    near, many = neighbours(graph), degree(graph)
    owner = _owners(graph)
    touched = graph.nodes_of(*receiving)
    for node in np.flatnonzero(touched & (many >= 3)).tolist():
        arms = [Arm(owner[node, way], _radius(graph, near, node, way)) for way in near[node]]
        if not any(np.isnan(arm.radius) for arm in arms):
            yield _sorted(arms, receiving)


def _sorted(arms: list[Arm], families: Sequence[str]) -> Confluence:
    ranks = {
        arm: next((n for n, each in enumerate(families) if arm.structure.startswith(each)), len(families))
        for arm in arms
    }
    first = min(ranks.values())
    widest = max((arm for arm in arms if ranks[arm] == first), key=lambda arm: arm.radius)
    rest = list(arms)
    rest.remove(widest)
    return Confluence(widest, tuple(rest))


def _owners(graph: VesselGraph) -> dict[tuple[int, int], str]:
    pairs = zip(graph.edges.tolist(), graph.structure.tolist(), strict=True)
    told = {(a, b): graph.ids[owner] for (a, b), owner in pairs}
    return told | {(b, a): name for (a, b), name in told.items()}


def _radius(graph: VesselGraph, near: list[list[int]], junction: int, way: int) -> float:
    """Median radius from a junction along one of its arms up to the next junction; NaN where that follows."""
    radii: list[float] = []
    before, here = junction, way
    while len(near[here]) == 2 and len(radii) < SWOLLEN + LOOKED_AT:
        radii.append(float(graph.radius[here]))
        (ahead,) = (each for each in near[here] if each != before)
        before, here = here, ahead
    kept = radii[SWOLLEN:] if len(radii) > 2 * SWOLLEN else radii
    return float(np.median(kept)) if kept else float("nan")
