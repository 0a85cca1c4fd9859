"""All venous systems of a column as one graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.measures import Measures, load_measures
from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.column.parameters import scale_of
from meshes.column.segment import segment
from meshes.geometry.pose import Pose
from meshes.network.builder import Vessel, joined
from meshes.network.graph import Floats, VesselGraph
from meshes.sdf.sample import Field
from meshes.sdf.solid import Solid
from meshes.veins.cranial.basilar_plexus import basilar_plexus
from meshes.veins.cranial.hypoglossal_plexus import anterior_condylar_confluent, hypoglossal_plexus
from meshes.veins.cranial.lateral_condylar import lateral_condylar
from meshes.veins.cranial.marginal_sinus import marginal_sinus
from meshes.veins.cranial.occipital_sinus import occipital_sinus
from meshes.veins.cranial.occipital_vein import occipital_vein
from meshes.veins.cranial.petrosal_sinus import cavernous, inferior_petrosal
from meshes.veins.cranial.sigmoid_sinus import sigmoid_sinus
from meshes.veins.cranial.skull import PREFIX, Skull
from meshes.veins.cranial.suboccipital_plexus import condylar_emissary, suboccipital_plexus, vertebral_start
from meshes.veins.cranial.transverse_sinus import transverse_sinus
from meshes.veins.external.anterior import external_anterior
from meshes.veins.external.posterior import external_posterior
from meshes.veins.internal.anterior import anterior_internal
from meshes.veins.internal.bridge import bridge
from meshes.veins.internal.posterior import posterior_internal
from meshes.veins.internal.ring import ring
from meshes.veins.internal.transverse import transverse
from meshes.veins.rest.beside_ligament import BesideLigament
from meshes.veins.rest.bound import Confines
from meshes.veins.rest.closed_eyes import without_closed
from meshes.veins.rest.inward import brought_inward
from meshes.veins.rest.meeting import meeting
from meshes.veins.rest.parting import parted, slim_where_touching
from meshes.veins.rest.settle import settled
from meshes.veins.rest.uncrossed import slim_where_crossed, uncrossed
from meshes.veins.rest.under_pedicle import under_pedicles
from meshes.veins.rest.unfolding import slim_in_bends, unfolded
from meshes.veins.rest.wander import wandering
from meshes.veins.stretch import Piece, Stretch, cut_out, grafted, stretches
from meshes.veins.surroundings.beside_roots import past_roots
from meshes.veins.surroundings.detour import round_bone
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import NO_RIBS, Ribs
from meshes.veins.surroundings.roots import NO_ROOTS, Roots
from meshes.veins.surroundings.site import Site
from meshes.veins.through.basivertebral import basivertebral
from meshes.veins.through.intervertebral import intervertebral

System = Callable[[Site], list[Vessel]]

SYSTEMS: dict[str, System] = {
    "vein.internal.anterior": anterior_internal,
    "vein.internal.transverse": transverse,
    "vein.internal.posterior": posterior_internal,
    "vein.internal.bridge": bridge,
    "vein.internal.ring": ring,
    "vein.external.anterior": external_anterior,
    "vein.external.posterior": external_posterior,
    "vein.intervertebral": intervertebral,
    "vein.basivertebral": basivertebral,
}
"""Who draws the structures of each family. Junctions keep to the room of the family that comes first."""

CRANIAL: tuple[Callable[[Skull], list[Vessel]], ...] = (
    marginal_sinus,
    sigmoid_sinus,
    transverse_sinus,
    occipital_sinus,
    basilar_plexus,
    inferior_petrosal,
    cavernous,
    hypoglossal_plexus,
    anterior_condylar_confluent,
    suboccipital_plexus,
    condylar_emissary,
    lateral_condylar,
    occipital_vein,
    vertebral_start,
)
"""Who draws the veins of the skull base; they all hang under one group."""

FAMILIES = (*SYSTEMS, PREFIX)
"""Groups of the catalogue whose structures this graph holds."""

_PLEXUS_PREFIXES = tuple(f"{family}." for family in FAMILIES)

SKULL = "C0"
"""Level of the skull base."""

_INTERNAL = "vein.internal"
_ROUNDS = 3
"""How often vessels are parted at most, and channels that stay in each other's walls left out."""

STEP_MM = 1.0
"""Wished distance between neighbouring nodes."""


def assemble(
    levels: Sequence[str],
    column: ColumnFrame,
    bone: Ground | Solid | Sequence[tuple[Pose, Field]],
    seed: int,
    measures: Measures | None = None,
    pause: Callable[[], object] = lambda: None,
) -> VesselGraph:
    """The veins of some neighbouring levels as one graph in the world's frame.

    Parameters
    ----------
    levels : sequence of str
        From above downwards, without a gap.
    column : ColumnFrame
        Landmarks and poses of at least these levels.
    bone : Ground, Solid or sequence of (Pose, Field)
        What the veins lie on and may not enter, in the world's frame; sampled fields with their poses are by
        far the fastest.
    seed : int
        Seed of the individual: the same seed gives the same veins to the last bit.
    measures : Measures, optional
        Calibres; those of the tables by default.
    pause : callable, optional
        Called many times a second; whatever it raises ends the work.

    Returns
    -------
    VesselGraph
        Every structure of `FAMILIES` at these levels.
    """
    ground, calibres = Ground.of(bone), measures or load_measures()
    return grafted([piece(each, column, ground, seed, calibres, pause) for each in stretches(levels)])


_GOING_ON = ("vein.intervertebral.S5.", "vein.external.anterior.S5", f"{PREFIX}.sigmoid-sinus.")
"""Veins of the plexuses whose ends are taken up by veins of the pelvis and the internal jugular veins."""


def is_of_plexus(structure_id: str) -> bool:
    """Whether a structure is drawn here, and goes on in nothing that is hung on the plexuses later."""
    return structure_id.startswith(_PLEXUS_PREFIXES) and not structure_id.startswith(_GOING_ON)


def piece(
    stretch: Stretch,
    column: ColumnFrame,
    ground: Ground,
    seed: int,
    measures: Measures,
    pause: Callable[[], object] = lambda: None,
    ribs: Ribs = NO_RIBS,
    roots: Roots = NO_ROOTS,
) -> Piece:
    """The veins of one stretch of a column, settled among those of the levels next to it.

    Parameters are those of `assemble`; the ground has to reach as far as the stretch is drawn, and a level
    farther. `ribs` and `roots` of nerves are those of its levels.
    """
    space = epidural_space(column)
    sites = _sites(stretch.drawn, column, ground, seed, measures, space.sac.distance)
    listed = load_catalogue().structures
    vessels: list[Vessel] = []
    for system in SYSTEMS.values():
        for site in sites:
            pause()
            vessels += [each for each in system(site) if each.structure in listed]
    if SKULL in column.poses and stretch.drawn[:1] == ("C1",):
        vessels += _cranial(column, sites[0])
    swayed = wandering(
        round_bone(vessels, ground, space.canal), lambda name: sites[0].chance(f"{name} wander")
    )
    past = under_pedicles(past_roots(swayed, roots), sites, ground, roots)
    drawn = joined(brought_inward(past, sites), STEP_MM)
    others = {*stretch.drawn} - {*stretch.own}
    is_own = np.array([listed[each].level not in others for each in drawn.graph.ids])
    beside = BesideLigament.of(drawn.graph, sites)
    rested = settled(drawn, ground, space, pause, ribs, roots, beside)
    rested = unfolded(rested, ground)
    within = rested.nodes_of(_INTERNAL)
    within |= rested.nodes_of("vein.external.posterior") & (space.canal.distance(rested.xyz) < 0.0)
    confines = Confines(ground, space, within, roots, beside)
    for _ in range(_ROUNDS):
        rested = parted(rested, confines)
        opened = without_closed(rested, _INTERNAL, drawn.graph.radius)
        if opened.edge_count == rested.edge_count:
            break
        rested = opened
    rested = uncrossed(rested, confines)
    met = meeting(rested, _INTERNAL)
    if met is not rested:  # where two meet beside a fork the eye between may be none to look at
        rested = without_closed(met, _INTERNAL, drawn.graph.radius)
    rested = slim_in_bends(slim_where_touching(rested))
    # Slimmer ones count as joined over a shorter way: what was the arm of a fork may now be a stranger.
    rested = slim_where_crossed(rested, np.ones(rested.node_count, bool))
    return cut_out(drawn, rested, is_own[rested.structure])


def _sites(
    levels: Sequence[str],
    column: ColumnFrame,
    ground: Ground,
    seed: int,
    measures: Measures,
    sac: Callable[[Floats], Floats],
) -> list[Site]:
    places, scale = {level: segment(level, column) for level in levels}, scale_of(column.parameters)
    bare = [
        Site(
            level,
            each.landmarks,
            each.pose,
            measures,
            ground,
            seed,
            passage=each.passage,
            scale=scale,
            sac=sac,
        )
        for level, each in places.items()
    ]
    # From below upwards, so that each knows the very site below it and shares what that has found out.
    chain: list[Site] = []
    for place in reversed(range(len(bare))):
        above = bare[place - 1] if place else None
        chain.append(replace(bare[place], above=above, below=chain[-1] if chain else None))
    return chain[::-1]


def _cranial(column: ColumnFrame, atlas: Site) -> list[Vessel]:
    skull = Skull(
        occipital_landmarks(),
        column.poses[SKULL],
        scale_of(column.parameters),
        atlas.measures,
        atlas.seed,
        atlas,
        column.poses[atlas.level],
    )
    return [vessel for system in CRANIAL for vessel in system(skull)]
