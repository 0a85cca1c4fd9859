"""Venous ways between structures or levels, named as the user names them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.catalogue import Catalogue, UnknownName, load_catalogue
from meshes.network.graph import Ints, Mask, VesselGraph
from meshes.network.route import Step, middle_of, shortest, steps


class NoWay(ValueError):
    """Two structures that no vein joins, or none that is not avoided; the message says which."""


@dataclass(frozen=True)
class Route:
    """A venous way, step by step.

    Parameters
    ----------
    start, goal : str
        As they were named.
    avoided : tuple of str
        Ids of the structures it was not to take.
    steps : tuple of Step
        The way.
    """

    start: str
    goal: str
    avoided: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def length_mm(self) -> float:
        """Whole length, mm."""
        return sum(each.length_mm for each in self.steps)


def traced(
    graph: VesselGraph, start: str, goal: str, avoid: str | None = None, catalogue: Catalogue | None = None
) -> Route:
    """The shortest venous way between two structures or levels.

    Parameters
    ----------
    graph : VesselGraph
        All veins.
    start, goal : str
        Ids, beginnings of ids, levels, or names such as ``prostatic-plexus``. A level stands for the
        basivertebral vein of its vertebra, or for its internal plexus where it has none.
    avoid : str, optional
        IDS that the way must not take.
    catalogue : Catalogue, optional
        The structures there are.

    Raises
    ------
    UnknownName
        If a name means nothing, or nothing with veins.
    NoWay
        If nothing joins them.
    """
    known = catalogue or load_catalogue()
    ends = [_veins(graph, known, each) for each in (start, goal)]
    avoided = known.select(avoid) if avoid else ()
    taken = graph.edges_of(*avoided) if avoided else np.zeros(graph.edge_count, bool)
    nodes = shortest(graph, _marked(graph, ends[0]), _marked(graph, ends[1]), taken)
    if nodes is None:
        past = f" past {avoid}" if avoid else ""
        raise NoWay(f"no vein leads from {start} to {goal}{past}")
    return Route(start, goal, avoided, _with_ends(graph, steps(graph, nodes), nodes, ends))


def named(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Ids that a word of the user means: as IDS, or by the words of a name.

    Raises
    ------
    UnknownName
        If it means nothing; the nearest names are offered.
    """
    try:
        return catalogue.select(text)
    except UnknownName:  # a name may have commas of its own
        if found := catalogue.called(text):
            return found
        raise


def _veins(graph: VesselGraph, catalogue: Catalogue, text: str) -> tuple[str, ...]:
    found = [each for each in named(catalogue, text) if each in graph.ids]
    if any(catalogue.structures[each].level == text.strip() for each in found):
        for family in ("vein.basivertebral.", "vein.internal."):
            of_level = [each for each in found if each.startswith(family)]
            if of_level:
                return tuple(of_level)
    if not found:
        raise UnknownName(f"{text!r} names no vein of the graph; name a vein, or a level that has veins")
    return tuple(found)


def _marked(graph: VesselGraph, names: tuple[str, ...]) -> Mask:
    return middle_of(graph, names[0]) if len(names) == 1 else graph.nodes_of(*names)


def _with_ends(
    graph: VesselGraph,
    found: tuple[Step, ...],
    nodes: Ints,
    ends: list[tuple[str, ...]],
) -> tuple[Step, ...]:
    """The steps with both ends told even where the way only touches them."""
    out = list(found)
    for names, node, place in ((ends[0], nodes[0], 0), (ends[1], nodes[-1], len(out))):
        at_end = out[0 if place == 0 else -1].structure if out else ""
        if at_end not in names:
            wide = 2.0 * float(graph.radius[node])
            name = next(each for each in names if graph.nodes_of(each)[node])
            out.insert(len(out) if place else 0, Step(name, 0.0, (wide, wide)))
    return tuple(out)
