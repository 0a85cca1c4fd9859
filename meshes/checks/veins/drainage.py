"""Claims on what drains the plexuses: which vein takes up which, and on both sides alike."""

from __future__ import annotations

from collections.abc import Iterator

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import LEVELS
from meshes.anatomy.valves import valves_of
from meshes.checks.built import Built
from meshes.checks.claim import Measurement, at_most, none_lacking
from meshes.checks.veins.azygos import AZYGOS, LEFT_VEINS
from meshes.checks.veins.drainage_claim import GRAY, drainage_claim, is_present
from meshes.checks.veins.plexus import touches
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_nerves import NERVES, foramen_level
from meshes.geometry.axes import SIDES
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import length_by_structure

CORD = "vein.spinal"
ROOTS = ("C3", "L3")
"""The first and the last nerve whose roots are followed by a vein."""
MARGINAL = "vein.craniocervical.marginal-sinus"
DEEP_CERVICAL = "vein.segmental.deep-cervical"

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

IMBALANCE = 0.2
"""Largest difference of the lengths of both sides of a paired vein, as a share of their sum."""


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
    if not is_present(built, "vein.segmental"):
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
    if not is_present(built, "vein.segmental"):
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
    """Radicular veins that do not lead from the cord to the plexus, and roots that have none."""
    if not is_present(built, CORD) or not is_present(built, "vein.intervertebral"):
        return None
    first, last = (NERVES.index(each) for each in ROOTS)
    nerves = [each for each in NERVES[first : last + 1] if _has(built, *_about(each))]
    asked = [(nerve, side, f"{CORD}.radicular.{nerve}.{side}") for nerve in nerves for side in SIDES]
    lacking = [
        name
        for nerve, side, name in asked
        if not touches(built.graph, name, f"vein.intervertebral.{foramen_level(nerve)}.{side}")
        or not any(touches(built.graph, name, f"{CORD}.{which}") for which in ("anterior", "posterior"))
    ]
    return none_lacking(lacking, len(asked))


def _about(nerve: str) -> tuple[str, ...]:
    """The levels from where the vein of a root leaves the cord, at L1 at the lowest, to below its foramen."""
    number = LEVELS.index(foramen_level(nerve))
    if nerve[0] == "C":
        return LEVELS[number], LEVELS[number + 1]
    return LEVELS[min(number - 1, LEVELS.index("L1")) : number + 1]


def _dura(built: Built) -> Measurement | None:
    """Radicular veins of whose edges not just one leads through the wall of the sac."""
    graph = built.graph
    names = [each for each in graph.ids if each.startswith(f"{CORD}.radicular.")]
    if not names:
        return None
    out = dural_sac(built.column).distance(graph.xyz) > 0.0
    passing = out[graph.edges[:, 0]] != out[graph.edges[:, 1]]
    lacking = [each for each in names if (passing & graph.edges_of(each)).sum() != 1]
    return none_lacking(lacking, len(names))


def _medulla(built: Built) -> Measurement | None:
    """Median veins of the cord that do not go up without a gap to the marginal sinus."""
    if not is_present(built, CORD) or not is_present(built, MARGINAL) or not _has(built, "C0", "C1"):
        return None
    whole = [f"{CORD}.{which}" for which in ("anterior", "posterior")]
    lacking = [
        f"{each}.C0"
        for each in whole
        if not touches(built.graph, f"{each}.C0", MARGINAL)
        or not touches(built.graph, f"{each}.C0", f"{each}.C1")
    ]
    return none_lacking(lacking, len(whole))


def _pairs(built: Built) -> Measurement | None:
    """Seven cervical, twelve thoracic and five lumbar segments a side, of the levels that are built."""
    if not is_present(built, "vein.segmental"):
        return None
    levels = [each for each in built.column.levels if each[0] in "CTL" and each not in ("C0", "Co1")]
    wanted = [segment_of(level, side) for level in levels for side in SIDES]
    return none_lacking([each for each in wanted if each not in built.graph.ids], len(wanted))


def _nape(built: Built) -> Measurement | None:
    """Deep cervical veins into which nothing of the posterior external plexus opens."""
    if not is_present(built, DEEP_CERVICAL) or not _has(built, "C1", "C2"):
        return None
    shared = built.graph.nodes_of(DEEP_CERVICAL) & built.graph.nodes_of("vein.external.posterior")
    x = built.graph.xyz[shared, 0]
    lacking = [f"{DEEP_CERVICAL}.C2.{side}" for side, sign in SIDES.items() if not (sign * x > 0.0).any()]
    return none_lacking(lacking, len(SIDES))


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


def _named(built: Built) -> Measurement | None:
    known = load_catalogue().structures
    names = built.graph.ids
    told = ((each, known[each]) for each in dict.fromkeys((*names, *built.parts)) if each in known)
    lacking = [name for name, each in told if not (each.name and each.latin and each.sources)]
    lacking += [each for each in names if valves_of(each) is None]
    return none_lacking(list(dict.fromkeys(lacking)), len(names))


CLAIMS = (
    drainage_claim("segments", "A segmental vein takes up every intervertebral vein", GRAY, _segments),
    drainage_claim(
        "takers",
        "Intercostal and lumbar veins go where they should: azygos veins, cava, brachiocephalic, iliolumbar",
        ("gray-1918", "dahran-2016"),
        _takers,
    ),
    drainage_claim("cord", "Veins of the spinal cord open into the plexus along the roots", GRAY, _cord),
    drainage_claim("dura", "A radicular vein passes the dura once", GRAY, _dura),
    drainage_claim(
        "medulla",
        "The median veins of the cord go on through the foramen magnum to the marginal sinus",
        ("retia",),
        _medulla,
    ),
    drainage_claim(
        "pairs", "There are 7 cervical, 12 thoracic and 5 lumbar segmental veins a side", GRAY, _pairs
    ),
    drainage_claim(
        "nape", "The posterior external plexus of the neck opens into the deep cervical veins", GRAY, _nape
    ),
    drainage_claim(
        "balance",
        "Paired veins are about as long on the left as on the right",
        GRAY,
        _balance,
        IMBALANCE,
        "1",
    ),
    drainage_claim(
        "named",
        "Every structure has an English and a Latin name and a source, and every vein its valves",
        GRAY,
        _named,
    ),
)
