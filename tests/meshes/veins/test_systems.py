"""What each level must have, on the built graph of the whole column."""

import networkx as nx
import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import VEIN_LEVELS, region
from meshes.assembly import Assembly
from meshes.column.canal.canal import canal_space
from meshes.column.landmarks.occipital_surface import above_rim
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.network.graph import VesselGraph
from meshes.network.junction import parent_radius
from meshes.network.morphometry import component_count, cycle_count, degree
from meshes.veins.assemble import FAMILIES
from meshes.veins.collecting import gather
from meshes.veins.surroundings.ground import Ground
from meshes.veins.variation import Person

SIDES = {"left": 1.0, "right": -1.0}
INTERNAL = "vein.internal"


def _each(family: str) -> pytest.MarkDecorator:
    """Every level at which the catalogue lists a family."""
    return pytest.mark.parametrize("level", load_catalogue().levels_of(family))


each_level = _each(f"{INTERNAL}.anterior")
with_arch = _each(f"{INTERNAL}.posterior")
with_link = _each(f"{INTERNAL}.transverse")
with_marrow = _each("vein.basivertebral")
TRUNK_AND_NECK = [level for level in VEIN_LEVELS if region(level) != "sacral"]
each_side = pytest.mark.parametrize("side", SIDES)


def _shared(graph: VesselGraph, one: str, other: str) -> int:
    return int((graph.nodes_of(one) & graph.nodes_of(other)).sum())


def _local(assembly: Assembly, graph: VesselGraph, name: str, level: str) -> np.ndarray:
    return assembly.segments[level].pose.inverse().apply(graph.of(name).xyz)


def test_the_graph_holds_exactly_the_veins_of_the_catalogue(assembly: Assembly, graph: VesselGraph) -> None:
    structures = load_catalogue().structures.values()
    listed = {each.id for each in structures if each.parent in (*FAMILIES, *gather.FAMILIES)}
    assert set(graph.ids) == listed - Person(assembly.recipe.seed).wanting


def test_all_veins_hang_together(graph: VesselGraph) -> None:
    assert component_count(graph) == 1


def test_the_internal_plexus_is_one_net_from_the_atlas_to_the_hiatus(graph: VesselGraph) -> None:
    internal = graph.of("vein.internal")
    assert component_count(internal) == 1
    assert internal.nodes_of("vein.internal.anterior.C1").any()
    assert internal.nodes_of("vein.internal.anterior.S5").any()


def test_each_anterior_column_runs_all_the_way_without_the_rest(graph: VesselGraph) -> None:
    for side in SIDES:
        column = graph.of(*(f"vein.internal.anterior.{level}.{side}" for level in VEIN_LEVELS))
        assert component_count(column) == 1


@each_level
@each_side
def test_an_anterior_column_is_a_net(graph: VesselGraph, level: str, side: str) -> None:
    column = graph.of(f"vein.internal.anterior.{level}.{side}")
    assert component_count(column) == 1
    assert 2 <= cycle_count(column) <= 5


@_each("disc")
@each_side
def test_an_anterior_column_swings_out_to_the_discs(
    assembly: Assembly, graph: VesselGraph, level: str, side: str
) -> None:
    """Measured on its inner edge: behind the ligament at mid-body, aside at the disc below."""
    name = f"vein.internal.anterior.{level}.{side}"
    marks, local = assembly.segments[level].landmarks, _local(assembly, graph, name, level)
    inner = SIDES[side] * local[:, 0] - graph.of(name).radius
    height = local[:, 2] - marks.basivertebral.centre[2]
    middle = inner[np.abs(height) < 0.2 * marks.body.height_posterior].min()
    below = inner[local[:, 2] < -0.48 * marks.body.height_posterior].min()
    assert 1.5 < middle < below


@with_link
def test_one_transverse_anastomosis_joins_both_columns_behind_the_body(
    assembly: Assembly, graph: VesselGraph, level: str
) -> None:
    name = f"vein.internal.transverse.{level}"
    assert component_count(graph.of(name)) == 1
    assert all(_shared(graph, name, f"vein.internal.anterior.{level}.{side}") >= 1 for side in SIDES)
    local = _local(assembly, graph, name, level)
    assert np.abs(local[:, 0]).min() < 0.6
    assert 0.0 < local[:, 1].max() < 0.5 * assembly.segments[level].landmarks.canal.depth


def test_the_transverse_anastomoses_differ_in_their_meshes(graph: VesselGraph) -> None:
    meshes = [cycle_count(graph.of(f"vein.internal.transverse.{level}")) for level in TRUNK_AND_NECK[1:]]
    assert {0, 1} <= set(meshes)


@with_marrow
def test_the_basivertebral_tree_drains_into_the_transverse_anastomosis(
    assembly: Assembly, graph: VesselGraph, level: str
) -> None:
    tree = graph.of(f"vein.basivertebral.{level}")
    assert component_count(tree) == 1 and cycle_count(tree) == 0
    mouths = {"one": 1, "two": 2}.get(Person(assembly.recipe.seed).foramina(level), 3)
    assert _shared(graph, f"vein.basivertebral.{level}", f"vein.internal.transverse.{level}") == mouths
    assert _shared(graph, f"vein.basivertebral.{level}", f"vein.external.anterior.{level}") == 3


@with_marrow
def test_the_basivertebral_vein_is_widest_where_it_leaves(graph: VesselGraph, level: str) -> None:
    """In the bone, that is: before the dura the anastomosis it opens into may be pressed."""
    name = f"vein.basivertebral.{level}"
    tree = graph.of(name)
    mouths = graph.xyz[graph.nodes_of(name) & graph.nodes_of("vein.internal.transverse")]
    away = np.linalg.norm(tree.xyz[:, None] - mouths, axis=2).min(axis=1)
    # Where it leaves by several foramina each vein has its share of the flow, by the junction law.
    leaving = parent_radius([float(tree.radius[(away > 2.0) & (away < 5.0)].min())] * len(mouths))
    assert leaving > 1.5 * tree.radius[away > 0.6 * away.max()].mean()


@with_arch
@each_side
def test_a_posterior_column_lies_behind_the_middle_of_the_canal(
    assembly: Assembly, graph: VesselGraph, level: str, side: str
) -> None:
    name = f"vein.internal.posterior.{level}.{side}"
    local = _local(assembly, graph, name, level)
    assert (SIDES[side] * local[:, 0]).min() > 0.3
    assert np.median(local[:, 1]) > 0.55 * assembly.segments[level].landmarks.canal.depth


@with_arch
def test_a_bridge_links_both_posterior_columns(graph: VesselGraph, level: str) -> None:
    bridge = graph.of(f"vein.internal.bridge.{level}")
    assert component_count(bridge) == (1 if region(level) in ("cervical", "thoracic") else 2)
    for side in SIDES:
        assert _shared(graph, f"vein.internal.bridge.{level}", f"vein.internal.posterior.{level}.{side}")


@pytest.mark.parametrize("level", [level for level in VEIN_LEVELS if region(level) == "thoracic"])
def test_thoracic_bridges_are_an_inverted_v(assembly: Assembly, graph: VesselGraph, level: str) -> None:
    local = _local(assembly, graph, f"vein.internal.bridge.{level}", level)
    apex, feet = local[np.abs(local[:, 0]).argmin()], local[[local[:, 0].argmin(), local[:, 0].argmax()]]
    assert apex[2] > feet[:, 2].max() + 2.0
    assert feet[0, 0] * feet[1, 0] < 0


@pytest.mark.parametrize("level", load_catalogue().levels_of(f"{INTERNAL}.transverse"))
def test_a_ring_encircles_the_dura(graph: VesselGraph, level: str) -> None:
    """A way round that leaves on one side and comes back on the other, through this level's veins alone."""
    net = nx.Graph()
    names = ["anterior", "posterior", "transverse", "bridge", "ring"]
    part = graph.of(*(f"vein.internal.{name}.{level}" for name in names))
    net.add_edges_from(part.edges.tolist())
    front, back = (
        part.nodes_of(f"vein.internal.transverse.{level}"),
        part.nodes_of(f"vein.internal.bridge.{level}"),
    )
    start, end = int(np.flatnonzero(front)[0]), int(np.flatnonzero(back)[0])
    sides = [
        part.nodes_of(f"vein.internal.anterior.{level}.{side}", f"vein.internal.posterior.{level}.{side}")
        for side in SIDES
    ]
    for blocked in sides:
        only = net.subgraph(set(net.nodes) - set(np.flatnonzero(blocked & ~front & ~back).tolist()))
        assert nx.has_path(only, start, end)


@each_level
@each_side
def test_an_intervertebral_vein_leads_out_of_the_canal(
    assembly: Assembly, graph: VesselGraph, level: str, side: str
) -> None:
    name = f"vein.intervertebral.{level}.{side}"
    x = np.abs(_local(assembly, graph, name, level)[:, 0])
    marks = assembly.segments[level].landmarks
    assert x.min() < 1.05 * marks.canal.half_width
    assert x.max() > float(marks.foramen.centre[0]) >= marks.canal.half_width
    assert component_count(graph.of(name)) == 1
    if level != VEIN_LEVELS[-1]:  # beside the hiatus no net lies on bone
        for outside in ("anterior", "posterior"):
            assert _shared(graph, name, f"vein.external.{outside}.{level}") == 1


@pytest.mark.parametrize("level", TRUNK_AND_NECK)
@each_side
def test_an_intervertebral_vein_has_the_branches_of_its_type(
    assembly: Assembly, graph: VesselGraph, level: str, side: str
) -> None:
    name = f"vein.intervertebral.{level}.{side}"
    seed = assembly.recipe.seed
    which = Person(seed).intervertebral(level, side)
    inside = _shared(graph, name, f"{INTERNAL}.anterior")
    assert inside == (1 if which in ("superior", "inferior") else 2)
    assert cycle_count(graph.of(name)) == (1 if which == "other" else 0)


@each_side
@pytest.mark.parametrize("level", ["S1", "S2", "S3", "S4"])
def test_a_sacral_vein_reaches_both_foramina(
    assembly: Assembly, graph: VesselGraph, level: str, side: str
) -> None:
    place = assembly.segments[level]
    assert place.passage is not None
    local = _local(assembly, graph, f"vein.intervertebral.{level}.{side}", level)
    for mouth in (place.passage.anterior, place.passage.posterior):
        assert np.linalg.norm(local - mouth * (SIDES[side], 1.0, 1.0), axis=1).min() < 4.0


def test_the_marginal_sinus_has_the_links_its_person_has(assembly: Assembly, graph: VesselGraph) -> None:
    person, skull = Person(assembly.recipe.seed), "vein.craniocervical"
    is_linked = _shared(graph, f"{skull}.marginal-sinus", f"{skull}.basilar-plexus") > 0
    assert is_linked == person.has_marginal_link("basilar-plexus")
    for side in SIDES:
        canal = f"{skull}.hypoglossal-plexus.{side}"
        is_linked = _shared(graph, f"{skull}.marginal-sinus", canal) > 0
        assert is_linked == person.has_marginal_link("hypoglossal-canal", side)
        assert is_linked != (_shared(graph, f"{skull}.basilar-plexus", canal) > 0)


def test_the_sigmoid_sinus_goes_on_over_the_rim_of_the_skull_base_as_the_transverse_sinus(
    assembly: Assembly, graph: VesselGraph
) -> None:
    pose = assembly.column.poses["C0"].inverse()
    for side in SIDES:
        names = [f"vein.craniocervical.{each}-sinus.{side}" for each in ("sigmoid", "transverse")]
        sinus, beyond = (graph.of(each) for each in names)
        height = above_rim(load_occipital_shape().bowl, pose.apply(sinus.xyz))
        assert (height + sinus.radius < 0.0).mean() > 0.5
        top = sinus.xyz[height.argmax()]
        assert np.linalg.norm(beyond.xyz - top, axis=1).min() < 1e-6


def test_the_sigmoid_sinus_is_wider_on_its_persons_side(assembly: Assembly, graph: VesselGraph) -> None:
    wide = {side: np.median(graph.of(f"vein.craniocervical.sigmoid-sinus.{side}").radius) for side in SIDES}
    assert max(wide, key=lambda side: wide[side]) == Person(assembly.recipe.seed).wider_sigmoid_side


def test_the_basilar_plexus_is_a_net_of_uneven_meshes_on_the_clivus(graph: VesselGraph) -> None:
    net = graph.of("vein.craniocervical.basilar-plexus")
    assert cycle_count(net) >= 6
    assert net.radius.max() > 2.0 * np.percentile(net.radius, 10)


def test_veins_pass_between_the_laminae_at_each_level_and_at_each_in_its_own_way(graph: VesselGraph) -> None:
    ways = []
    for level in TRUNK_AND_NECK:
        under, name = VEIN_LEVELS[VEIN_LEVELS.index(level) + 1], f"vein.external.posterior.{level}"
        inner = [f"vein.internal.posterior.{level}.{side}" for side in SIDES]
        found = tuple(_shared(graph, name, each) for each in (*inner, f"vein.internal.bridge.{under}"))
        assert max(found) == 1 and sum(found[:2]) >= 1
        ways.append(found)
    assert {sum(found) for found in ways} == {1, 2, 3}
    assert len(set(ways)) >= 5


@pytest.mark.parametrize("level", VEIN_LEVELS[:-2])
@pytest.mark.parametrize("which", ["anterior", "posterior"])
def test_the_external_plexuses_go_on_to_the_next_level(graph: VesselGraph, level: str, which: str) -> None:
    under = VEIN_LEVELS[VEIN_LEVELS.index(level) + 1]
    assert _shared(graph, f"vein.external.{which}.{level}", f"vein.external.{which}.{under}") >= 2


def test_nothing_ends_in_the_air(assembly: Assembly, graph: VesselGraph, ground: Ground) -> None:
    """Free ends are twigs in the marrow or on bone, sinuses at the edge of the model, and the last columns.

    These taper out in the fat of the sacral canal, which is open behind at the hiatus, and the outlets beside
    the hiatus lie where pelvic veins take over.
    """
    # What drains the plexuses goes on outside the picture and is cut off.
    going_on = graph.nodes_of("vein.segmental", "vein.caval", "vein.pelvic.deep-dorsal", "vein.spinal")
    ends = (degree(graph) == 1) & ~going_on
    assert not ((degree(graph) == 1) & graph.nodes_of("vein.segmental.vertebral")).any()
    skull = graph.nodes_of("vein.craniocervical")
    others = ends & ~graph.nodes_of("vein.basivertebral") & ~skull
    assert 60 < others.sum() < 150
    assert graph.radius[others].max() < 0.65
    in_canal = canal_space(assembly.column).distance(graph.xyz) < 0.0
    assert (others & in_canal).sum() == 4
    twigs = others & ~in_canal & ~graph.nodes_of("vein.intervertebral.S5")
    assert (ground(graph.xyz[twigs]) - graph.radius[twigs]).max() < 2.0
    # The superior sagittal sinus over the confluence, cavernous sinuses, both stems of the occipital veins.
    assert (ends & skull).sum() == 1 + 2 + 4
