"""All collecting veins hung on the outlets of the plexuses, as one graph with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.network.builder import Joined, Vessel, joined
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.veins.collecting.azygos import azygos
from meshes.veins.collecting.bodies import body_sizes
from meshes.veins.collecting.caught import without_caught
from meshes.veins.collecting.course import drawn_only
from meshes.veins.collecting.deep_cervical import deep_cervical
from meshes.veins.collecting.gates import (
    bulb_ends,
    crown_gates,
    front_ends,
    nape_gates,
    outer_gates,
    outlets,
    root_gates,
    vertebral_starts,
)
from meshes.veins.collecting.hemiazygos import hemiazygos
from meshes.veins.collecting.iliac import iliac
from meshes.veins.collecting.in_sac import kept_in_sac
from meshes.veins.collecting.inferior_caval import inferior_caval
from meshes.veins.collecting.intercostal import intercostal
from meshes.veins.collecting.jugular import jugular
from meshes.veins.collecting.lumbar import lumbar
from meshes.veins.collecting.on_cord import below_top, laid_on_cord
from meshes.veins.collecting.pelvic import pelvic
from meshes.veins.collecting.rest import at_rest
from meshes.veins.collecting.retroaortic import retroaortic
from meshes.veins.collecting.sacral import sacral
from meshes.veins.collecting.spinal import ANTERIOR, MAGNUM, POSTERIOR, RADICULAR, spinal
from meshes.veins.collecting.superior_caval import superior_caval
from meshes.veins.collecting.terrain import (
    Terrain,
    bulb_name,
    crown_name,
    front_name,
    gate_name,
    mouth_name,
    nape_name,
    outlet_name,
    start_name,
)
from meshes.veins.collecting.uneven import uneven
from meshes.veins.collecting.vertebral import girdle_ends, vertebral
from meshes.veins.rest.bound import Confines
from meshes.veins.rest.parting import parted
from meshes.veins.rest.uncrossed import slim_where_crossed, uncrossed
from meshes.veins.rest.unfolding import slim_in_bends, unfolded
from meshes.veins.rest.wander import CALM, GATHERING, SINUOUS, Habit, wandering
from meshes.veins.surroundings.beside_roots import past_roots
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import Ribs
from meshes.veins.surroundings.roots import NO_ROOTS, Roots
from meshes.veins.variation import Person

System = Callable[[Terrain], list[Vessel]]

SYSTEMS: tuple[System, ...] = (
    inferior_caval,
    superior_caval,
    jugular,
    iliac,
    azygos,
    hemiazygos,
    retroaortic,
    intercostal,
    lumbar,
    vertebral,
    deep_cervical,
    sacral,
    pelvic,
    spinal,
)
"""Who draws what, the widest veins first."""

FAMILIES = (
    "vein.caval",
    "vein.caval.inferior",
    "vein.caval.superior",
    "vein.caval.internal-jugular",
    "vein.caval.iliac",
    "vein.segmental",
    "vein.segmental.azygos",
    "vein.segmental.hemiazygos",
    "vein.segmental.accessory-hemiazygos",
    "vein.segmental.retro-aortic",
    "vein.segmental.superior-intercostal",
    "vein.segmental.intercostal",
    "vein.segmental.ascending-lumbar",
    "vein.segmental.lumbar",
    "vein.segmental.vertebral",
    "vein.segmental.deep-cervical",
    "vein.pelvic",
    "vein.spinal.anterior",
    "vein.spinal.posterior",
    "vein.spinal.radicular",
)
"""Groups of the catalogue whose structures are drawn here."""

STEP_MM = 1.2
_CROOKED = (
    "vein.pelvic.sacral-plexus",
    "vein.pelvic.prostatic-plexus",
    "vein.pelvic.vesical-plexus",
    "vein.segmental.deep-cervical",
)
"""What is more crooked than veins that gather mostly are."""


def with_collecting(
    plexus: VesselGraph,
    levels: Sequence[str],
    column: ColumnFrame,
    ground: Ground,
    seed: int,
    measures: Measures | None = None,
    ribs: Mapping[str, tuple[Floats, Floats]] | None = None,
    pause: Callable[[], object] = lambda: None,
    roots: Roots = NO_ROOTS,
) -> VesselGraph:
    """The plexuses with everything that drains them.

    Parameters
    ----------
    plexus : VesselGraph
        The plexuses at rest; they stay as they are.
    levels : sequence of str
        Levels that are built, from above downwards.
    column : ColumnFrame
        Poses and landmarks of at least these.
    ground : Ground
        Their bones and discs.
    seed : int
        Seed of the individual.
    measures : Measures, optional
        Calibres; those of the tables by default.
    ribs : mapping of str to two arrays, optional
        Middle line of the left stub of each rib by level, and half its height there.
    pause : callable, optional
        Called often; whatever it raises ends the work.
    roots : Roots, optional
        Roots of nerves, which veins keep off.
    """
    table, ends, gates = measures or load_measures(), outlets(plexus), root_gates(plexus)
    napes, starts, fronts = nape_gates(plexus), vertebral_starts(plexus), front_ends(plexus)
    crowns, bulbs, mouths = crown_gates(plexus), bulb_ends(plexus), outer_gates(plexus)
    land = Terrain(
        tuple(levels),
        column,
        body_sizes(column, table),
        table,
        ground,
        seed,
        Person(seed),
        outlets={key: np.array(plexus.xyz[node]) for key, node in ends.items()},
        gates={key: np.array(plexus.xyz[own]) for key, own in gates.items()},
        napes={key: np.array(plexus.xyz[node]) for key, node in napes.items()},
        mouths={key: np.array(plexus.xyz[own]) for key, own in mouths.items()},
        starts={key: np.array(plexus.xyz[node]) for key, node in starts.items()},
        fronts={side: np.array(plexus.xyz[node]) for side, node in fronts.items()},
        crowns={front: np.array(plexus.xyz[node]) for front, node in crowns.items()},
        bulbs={side: np.array(plexus.xyz[node]) for side, node in bulbs.items()},
        ribs=ribs or {},
    )
    nodes = {outlet_name(*key): node for key, node in ends.items()}
    nodes |= {gate_name(*key, place): node for key, own in gates.items() for place, node in enumerate(own)}
    nodes |= {mouth_name(*key, place): node for key, own in mouths.items() for place, node in enumerate(own)}
    nodes |= {nape_name(*key): node for key, node in napes.items()}
    nodes |= {start_name(*key): node for key, node in starts.items()}
    nodes |= {front_name(side): node for side, node in fronts.items()}
    nodes |= {crown_name(front): node for front, node in crowns.items()}
    nodes |= {bulb_name(side): node for side, node in bulbs.items()}
    vessels: list[Vessel] = []
    for system in SYSTEMS:
        pause()
        vessels += drawn_only(system(land))
    if not vessels:
        return plexus
    strayed = uneven(vessels, land.chance("unevenness"))
    swayed = [
        each
        for habit, own in _by_habit(strayed).items()
        for each in wandering(own, lambda name: land.chance(f"{name} sway"), habit)
    ]
    drawn = joined(past_roots(swayed, roots), STEP_MM)
    whole, number = _hung(plexus, drawn, nodes)
    girdles = girdle_ends({name: int(number[node]) for name, node in drawn.junctions.items()})
    count, movable = whole.node_count, _later(whole, plexus)
    fenced = _with_ribs(whole, land)
    still = np.zeros(fenced.node_count - count, bool)
    rested = at_rest(fenced, np.concatenate([movable, still]), ground, pause, roots)
    hung = VesselGraph(rested.xyz[:count], rested.radius[:count], whole.edges, whole.structure, whole.ids)
    hung, space = unfolded(hung, ground, movable), epidural_space(column)

    def apart(graph: VesselGraph) -> VesselGraph:
        inner, free = graph.nodes_of("vein.internal"), _later(graph, plexus)
        confines = Confines(ground, space, inner, roots, ribs=Ribs.of(land.ribs))
        return uncrossed(parted(graph, confines, free), confines, free)

    rested = apart(hung)
    roomy = without_caught(hung, rested, girdles)
    if roomy.edge_count < hung.edge_count:
        # What made way for them lies as if they had never been.
        rested, movable = apart(roomy), _later(roomy, plexus)
    leaving = rested.edges_of(f"{ANTERIOR}.{MAGNUM}", f"{POSTERIOR}.{MAGNUM}")
    beside = (rested.nodes_of(RADICULAR) | rested.touched(leaving)) & movable
    median = rested.touched(rested.edges_of(ANTERIOR, POSTERIOR) & ~leaving) & movable
    rested = slim_in_bends(rested, movable)
    thick = scale_of(column.parameters) * table.value("S2", "dura_thickness")
    radicular = [each for each in rested.ids if each.startswith(RADICULAR)]
    median |= rested.touched(leaving) & movable & below_top(rested, column)
    laid = laid_on_cord(rested, column, median, beside & ~median, thick)
    kept = kept_in_sac(laid, column, radicular, movable & ~median, thick)
    # Those of the cord have no room to be led aside, nor bends drawn out.
    return slim_where_crossed(slim_in_bends(kept, median | beside), median | beside)


def _by_habit(vessels: list[Vessel]) -> dict[Habit, list[Vessel]]:
    """The vessels of each habit, in their order."""
    out: dict[Habit, list[Vessel]] = {}
    for vessel in vessels:
        name = vessel.structure
        calm = CALM if name.startswith("vein.caval.") else GATHERING
        out.setdefault(SINUOUS if name.startswith(_CROOKED) else calm, []).append(vessel)
    return out


def _with_ribs(graph: VesselGraph, land: Terrain) -> VesselGraph:
    """The graph with the ribs of both sides as balls by themselves, which veins keep clear of."""
    ribs = Ribs.of(land.ribs)
    xyz, radius = np.concatenate([graph.xyz, ribs.centres]), np.concatenate([graph.radius, ribs.radii])
    return VesselGraph(xyz, radius, graph.edges, graph.structure, graph.ids)


def _later(graph: VesselGraph, plexus: VesselGraph) -> Mask:
    """The nodes that are not of the plexuses, which come first: they may still move."""
    return np.arange(graph.node_count) >= plexus.node_count


def _hung(plexus: VesselGraph, drawn: Joined, nodes: Mapping[str, int]) -> tuple[VesselGraph, Ints]:
    """Both graphs as one, joined at named nodes of the plexus, and the numbers in it of what was drawn."""
    number: Ints = plexus.node_count + np.arange(drawn.graph.node_count)
    for name, node in nodes.items():
        own = drawn.junctions.get(name)
        if own is not None:
            number[own] = node
    kept = number >= plexus.node_count
    number[kept] = plexus.node_count + np.arange(kept.sum())
    names = tuple(dict.fromkeys([*plexus.ids, *drawn.graph.ids]))
    index = np.array([names.index(each) for each in drawn.graph.ids], np.int32)
    whole = VesselGraph(
        np.concatenate([plexus.xyz, drawn.graph.xyz[kept]]),
        np.concatenate([plexus.radius, drawn.graph.radius[kept]]),
        np.concatenate([plexus.edges, number[drawn.graph.edges]]),
        np.concatenate([plexus.structure, index[drawn.graph.structure]]),
        names,
    )
    return whole, number
