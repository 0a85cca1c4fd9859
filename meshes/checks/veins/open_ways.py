"""Claims on the ways between pelvis and skull past both cavae: joined throughout, and without valves."""

from __future__ import annotations

from meshes.anatomy.valves import valves_of
from meshes.checks.built import Built
from meshes.checks.claim import Measurement, none_lacking
from meshes.checks.veins.drainage_claim import drainage_claim, is_present
from meshes.network.morphometry import component
from meshes.network.route import shortest, steps

PROSTATIC, INTERNAL, BASILAR = (
    "vein.pelvic.prostatic-plexus",
    "vein.internal",
    "vein.craniocervical.basilar-plexus",
)


def _batson(built: Built) -> Measurement | None:
    """Whether the lower end, the internal plexus and the upper end hang together without the cavae."""
    graph = built.graph
    if PROSTATIC not in graph.ids or not is_present(built, INTERNAL):
        return None
    past = graph.restricted(~graph.edges_of("vein.caval"))
    label = component(past)
    ends = [each for each in (PROSTATIC, INTERNAL, BASILAR) if past.nodes_of(each).any()]
    pieces = [set(label[past.nodes_of(each)].tolist()) for each in ends]
    together = set.intersection(*pieces)
    return none_lacking([] if together else [PROSTATIC], 1)


def _open_way(built: Built) -> Measurement | None:
    """Valved veins on the way from the prostatic to the internal plexus past the cavae."""
    graph = built.graph
    if PROSTATIC not in graph.ids or not is_present(built, INTERNAL):
        return None
    nodes = shortest(graph, graph.nodes_of(PROSTATIC), graph.nodes_of(INTERNAL), graph.edges_of("vein.caval"))
    if nodes is None:
        return Measurement(1.0, False, (PROSTATIC,))
    names = [each.structure for each in steps(graph, nodes)]
    return none_lacking([each for each in names if _is_valved(each)], len(names))


def _is_valved(name: str) -> bool:
    valves = valves_of(name)
    return valves is not None and valves.state == "valved"


def _valveless(built: Built) -> Measurement | None:
    names = [each for each in built.graph.ids if each.startswith(INTERNAL)]
    return none_lacking([each for each in names if _is_valved(each)], len(names))


CLAIMS = (
    drainage_claim(
        "batson",
        "Prostatic and internal plexus are joined with both cavae taken away",
        ("batson-1940",),
        _batson,
    ),
    drainage_claim(
        "open-way",
        "No vein with valves lies on the way from the prostatic to the internal plexus past the cavae",
        ("batson-1940",),
        _open_way,
    ),
    drainage_claim(
        "valveless", "No part of the internal plexus is told to have valves", ("groen-1997",), _valveless
    ),
)
