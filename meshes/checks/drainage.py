"""Claims on what drains the plexuses: which vein takes up which, on which side, and which ways are open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import LEVELS
from meshes.anatomy.valves import valves_of
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, none_lacking
from meshes.checks.plexus import touches
from meshes.geometry.axes import SIDES
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import component, length_by_structure
from meshes.network.neighbourhood import Neighbourhood
from meshes.network.route import shortest, steps

DRAINING = ("vein.segmental", "vein.pelvic", "vein.caval", "vein.spinal")
PROSTATIC, INTERNAL, BASILAR = (
    "vein.pelvic.prostatic-plexus",
    "vein.internal",
    "vein.craniocervical.basilar-plexus",
)
AZYGOS = "vein.segmental.azygos"
CORD = "vein.spinal"
ROOTS = ("T2", "L1")
"""The first and the last level whose roots are followed by a vein."""
DEEP_CERVICAL = "vein.segmental.deep-cervical"
LEFT_VEINS = ("vein.segmental.hemiazygos", "vein.segmental.accessory-hemiazygos")

PAIRED = (
    "vein.segmental.vertebral",
    DEEP_CERVICAL,
    "vein.segmental.intercostal",
    "vein.segmental.subcostal",
    "vein.segmental.ascending-lumbar",
    "vein.segmental.iliolumbar",
    "vein.pelvic.lateral-sacral",
)
"""Veins whose sides are alike; lumbar and superior intercostal veins have farther to go on one side."""

RIGHT_OF_MM = 4.0
"""How far to the left of the midline the azygos vein may lie: as much as a median one winds."""
CROSSING = {LEFT_VEINS[0]: ("T6", "T10"), LEFT_VEINS[1]: ("T5", "T9")}
"""Levels between which the left veins cross."""
IMBALANCE = 0.2
"""Largest difference of the lengths of both sides of a paired vein, as a share of their sum."""
OVERLAP_MM = 0.01
"""How deep two vessels that are not joined may run into each other: what rounding leaves."""


def _present(built: Built, family: str) -> bool:
    return any(each.startswith(family + ".") or each == family for each in built.graph.ids)


def _has(built: Built, *levels: str) -> bool:
    return set(levels) <= set(built.column.levels)


def segment_of(level: str, side: str) -> str:
    """Id of the vein that takes up the intervertebral vein below a level."""
    if level.startswith("C"):
        return f"vein.segmental.vertebral.{level}.{side}"
    if level == "T12":
        return f"vein.segmental.subcostal.{side}"
    if level.startswith("T"):
        return f"vein.segmental.intercostal.{level}.{side}"
    if level.startswith("L"):
        return f"vein.segmental.lumbar.{level}.{side}"
    return f"vein.pelvic.lateral-sacral.{side}"


def outlets(graph: VesselGraph) -> Iterator[tuple[str, str, str]]:
    """Level, side and id of every intervertebral vein."""
    for name in graph.ids:
        if name.startswith("vein.intervertebral."):
            level, side = name.split(".")[-2:]
            yield level, side, name


def _segments(built: Built) -> Measurement | None:
    if not _present(built, "vein.segmental"):
        return None
    found = list(outlets(built.graph))
    lacking = [name for level, side, name in found if not touches(built.graph, name, segment_of(level, side))]
    return none_lacking(lacking, len(found))


def takers_of(level: str, side: str) -> tuple[str, ...]:
    """Ids of what takes the segmental vein of a level of the trunk, where each of one group will do."""
    if level == "T1":
        return ("vein.caval.brachiocephalic", "vein.segmental.vertebral")
    if level in ("T2", "T3", "T4"):
        return ("vein.segmental.superior-intercostal",)
    if level.startswith("T"):
        return (AZYGOS,) if side == "right" else LEFT_VEINS
    if level in ("L1", "L2"):
        return ("vein.segmental.ascending-lumbar",)
    return ("vein.caval.inferior",) if level in ("L3", "L4") else ("vein.segmental.iliolumbar",)


def _takers(built: Built) -> Measurement | None:
    if not _present(built, "vein.segmental"):
        return None
    # The takers of a level lie at it or next to it.
    whole = [b for a, b, c in zip(LEVELS, LEVELS[1:], LEVELS[2:], strict=False) if _has(built, a, b, c)]
    asked = [(level, side) for level in whole for side in SIDES if level[0] in "TL"]
    names = {(level, side): segment_of(level, side) for level, side in asked}
    lacking = [
        name
        for (level, side), name in names.items()
        if not any(touches(built.graph, name, each) for each in takers_of(level, side))
    ]
    return none_lacking(lacking, len(asked))


def _cord(built: Built) -> Measurement | None:
    """Radicular veins that do not lead from the cord to the plexus, and levels that have none."""
    if not _present(built, CORD) or not _present(built, "vein.intervertebral"):
        return None
    first, last = (LEVELS.index(each) for each in ROOTS)
    levels = [LEVELS[n] for n in range(first, last + 1) if _has(built, LEVELS[n - 1], LEVELS[n])]
    names = [f"{CORD}.radicular.{level}.{side}" for level in levels for side in SIDES]
    lacking = [
        name
        for name in names
        if not touches(built.graph, name, name.replace(f"{CORD}.radicular", "vein.intervertebral"))
        or not any(touches(built.graph, name, f"{CORD}.{which}") for which in ("anterior", "posterior"))
    ]
    return none_lacking(lacking, len(names))


def _pairs(built: Built) -> Measurement | None:
    """Seven cervical, twelve thoracic and five lumbar segments a side, of the levels that are built."""
    if not _present(built, "vein.segmental"):
        return None
    levels = [each for each in built.column.levels if each[0] in "CTL" and each not in ("C0", "Co1")]
    wanted = [segment_of(level, side) for level in levels for side in SIDES]
    return none_lacking([each for each in wanted if each not in built.graph.ids], len(wanted))


def _sides(built: Built) -> Measurement | None:
    """How far the azygos vein strays to the left, and its partners to the right."""
    strayed = {}
    on_azygos = built.graph.nodes_of(AZYGOS)
    for name in built.graph.ids:
        if name.startswith(AZYGOS + ".T"):
            strayed[name] = float(built.graph.of(name).xyz[:, 0].mean())
        elif name.startswith(tuple(f"{each}.T" for each in LEFT_VEINS)):
            if (built.graph.nodes_of(name) & on_azygos).any():
                continue  # this part crosses
            strayed[name] = -float(built.graph.of(name).xyz[:, 0].mean())
    return at_most(strayed, RIGHT_OF_MM)


def _crossings(built: Built) -> Measurement | None:
    if not all(_present(built, each) for each in (AZYGOS, *LEFT_VEINS)):
        return None
    return none_lacking([each for each in LEFT_VEINS if not _crosses(built, each)], len(LEFT_VEINS))


def _crosses(built: Built, family: str) -> bool:
    shared = built.graph.nodes_of(family) & built.graph.nodes_of(AZYGOS)
    if not shared.any():
        return False
    low, high = (LEVELS.index(each) for each in CROSSING[family])
    return all(low <= LEVELS.index(level) <= high for level in _levels_of(built, shared))


def _levels_of(built: Built, marked: np.ndarray) -> list[str]:
    """The vertebra in the plane of whose middle each marked node lies most nearly.

    Height alone would not do: far before a bent spine it is another one's.
    """
    levels = [each for each in built.column.levels if each in built.column.landmarks]
    points = built.graph.xyz[marked]
    off = [np.abs(built.column.poses[each].inverse().apply(points)[:, 2]) for each in levels]
    return [levels[place] for place in np.argmin(off, axis=0).tolist()]


def _nape(built: Built) -> Measurement | None:
    """Deep cervical veins into which nothing of the posterior external plexus opens."""
    if not _present(built, DEEP_CERVICAL) or not _has(built, "C1", "C2"):
        return None
    shared = built.graph.nodes_of(DEEP_CERVICAL) & built.graph.nodes_of("vein.external.posterior")
    x = built.graph.xyz[shared, 0]
    lacking = [f"{DEEP_CERVICAL}.C2.{side}" for side, sign in SIDES.items() if not (sign * x > 0.0).any()]
    return none_lacking(lacking, len(SIDES))


def _arch(built: Built) -> Measurement | None:
    name = f"{AZYGOS}.arch"
    if load_catalogue().structures[name].level not in built.column.levels or not built.graph.edge_count:
        return None
    shared = built.graph.nodes_of(name) & built.graph.nodes_of("vein.caval.superior")
    sound = bool(shared.any()) and set(_levels_of(built, shared)) <= {"T3", "T4", "T5"}
    return none_lacking([] if sound else [name], 1)


def _balance(built: Built) -> Measurement | None:
    lengths = length_by_structure(built.graph)
    found = {}
    for family in PAIRED:
        left, right = (
            sum(length for name, length in lengths.items() if _is_on(name, family, side)) for side in SIDES
        )
        if left + right > 0.0:
            found[family] = abs(left - right) / (left + right)
    return at_most(found, IMBALANCE)


def _is_on(name: str, family: str, side: str) -> bool:
    return name.startswith(family + ".") and name.endswith("." + side)


def _batson(built: Built) -> Measurement | None:
    """Whether the lower end, the internal plexus and the upper end hang together without the cavae."""
    graph = built.graph
    if PROSTATIC not in graph.ids or not _present(built, INTERNAL):
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
    if PROSTATIC not in graph.ids or not _present(built, INTERNAL):
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


def _named(built: Built) -> Measurement | None:
    known = load_catalogue().structures
    names = built.graph.ids
    lacking = [each for each in names if not (known[each].name and known[each].sources)]
    lacking += [each for each in names if each.startswith(DRAINING) and not known[each].latin]
    lacking += [each for each in names if valves_of(each) is None]
    return none_lacking(list(dict.fromkeys(lacking)), len(names))


def overlaps_mm(graph: VesselGraph) -> dict[str, float]:
    """How deep each structure runs into vessels it is not joined to nearby, at most, by id.

    Joined nearby are thin vessels eight edges apart along their lines, and wide ones farther; how deep these
    may lie in each other is the claim of `joints`.
    """
    pairs = Neighbourhood.of(graph).strangers(graph.xyz, graph.radius)
    depth = graph.radius[pairs].sum(axis=1)
    depth -= np.linalg.norm(graph.xyz[pairs[:, 0]] - graph.xyz[pairs[:, 1]], axis=1)
    worst = np.zeros(graph.node_count)
    for column in (0, 1):
        np.maximum.at(worst, pairs[:, column], depth)
    by_edge = worst[graph.edges].max(axis=1)
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, by_edge)
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _clear(built: Built) -> Measurement | None:
    return at_most(overlaps_mm(built.graph), OVERLAP_MM) if built.graph.edge_count else None


def _claim(
    name: str,
    sentence: str,
    sources: tuple[str, ...],
    measure: Callable[[Built], Measurement | None],
    limit: float = 0.0,
    unit: str = "structures",
) -> Claim:
    return Claim(f"drainage.{name}", sentence, unit, limit, sources, measure)


GRAY = ("gray-1918",)

CLAIMS = (
    _claim("segments", "A segmental vein takes up every intervertebral vein", GRAY, _segments),
    _claim(
        "takers",
        "Intercostal and lumbar veins go where they should: azygos veins, cava, brachiocephalic, iliolumbar",
        ("gray-1918", "dahran-2016"),
        _takers,
    ),
    _claim("cord", "Veins of the spinal cord open into the plexus along the roots", GRAY, _cord),
    _claim("pairs", "There are 7 cervical, 12 thoracic and 5 lumbar segmental veins a side", GRAY, _pairs),
    _claim(
        "sides",
        "The azygos vein lies right or in the midline, its partners on the left",
        ("gray-1918", "tatar-2008"),
        _sides,
        RIGHT_OF_MM,
        "mm",
    ),
    _claim(
        "crossing",
        "The hemiazygos vein crosses to the azygos vein between T6 and T10, the accessory between T5 and T9",
        ("dahran-2016",),
        _crossings,
    ),
    _claim(
        "nape", "The posterior external plexus of the neck opens into the deep cervical veins", GRAY, _nape
    ),
    _claim(
        "arch", "The azygos vein arches to the superior vena cava at T3, T4 or T5", ("priya-2023",), _arch
    ),
    _claim(
        "balance",
        "Paired veins are about as long on the left as on the right",
        GRAY,
        _balance,
        IMBALANCE,
        "1",
    ),
    _claim(
        "batson",
        "Prostatic and internal plexus are joined with both cavae taken away",
        ("batson-1940",),
        _batson,
    ),
    _claim(
        "open-way",
        "No vein with valves lies on the way from the prostatic to the internal plexus past the cavae",
        ("batson-1940",),
        _open_way,
    ),
    _claim("valveless", "No part of the internal plexus is told to have valves", ("groen-1997",), _valveless),
    _claim(
        "named",
        "Every vein has a name, a source and its valves, a draining one a Latin name as well",
        GRAY,
        _named,
    ),
    _claim(
        "clear",
        "No vessel runs through another it is not joined to",
        GRAY,
        _clear,
        OVERLAP_MM,
        "mm",
    ),
)
