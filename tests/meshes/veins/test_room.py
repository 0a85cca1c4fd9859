"""Where the built veins lie: on the skins, not on the way-points."""

from collections.abc import Mapping

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.checks.built import Built
from meshes.checks.claims import CLAIMS
from meshes.column.canal.canal import canal_space
from meshes.detail import Detail
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import bend_radius, component_count, cycle_count, total_length
from meshes.network.neighbourhood import Neighbourhood
from meshes.surface.skin import skin
from meshes.veins.assemble import FAMILIES
from meshes.veins.rest.pressing import FINEST_MM
from meshes.veins.surroundings.ground import Ground

PENETRATION_MM = 0.05


NETS = ("vein.internal.anterior.", "vein.internal.posterior.", "vein.internal.transverse.")


def test_every_skin_is_closed_outward_and_every_eye_of_its_graph_is_a_handle(
    graph: VesselGraph, skins: Mapping[str, TriMesh]
) -> None:
    slit = 0
    for name, mesh in skins.items():
        assert is_closed(mesh), name
        assert signed_volume_mm3(mesh) > 0, name
        handles, cycles = genus(mesh), cycle_count(graph.of(name))
        if name.startswith(NETS):
            # Where two channels that part acutely touch on and off, a slit is one more.
            assert cycles <= handles <= cycles + 3, name
            slit += handles > cycles
        else:
            assert handles == cycles, name
    assert slit < 0.1 * sum(name.startswith(NETS) for name in skins)


@pytest.mark.parametrize("family", ["vein.internal", "vein.external.posterior"])
def test_a_fine_skin_has_no_more_pieces_than_its_graph(graph: VesselGraph, family: str) -> None:
    plexus = graph.of(*FAMILIES)
    torn = [
        name
        for name in graph.of(family).ids
        if len(np.unique(components(skin(plexus, name, Detail.FINE.vein_step_mm))))
        > component_count(graph.of(name))
    ]
    assert not torn


def test_no_vein_lies_in_bone_but_those_of_the_marrow(bones: Ground, skins: Mapping[str, TriMesh]) -> None:
    deepest = {
        name: float(-bones(mesh.points).min())
        for name, mesh in skins.items()
        if not name.startswith("vein.basivertebral")
    }
    assert {name: depth for name, depth in deepest.items() if depth > PENETRATION_MM} == {}


def test_basivertebral_veins_lie_in_their_own_body_and_nowhere_else(
    assembly: Assembly, bones: Ground, skins: Mapping[str, TriMesh]
) -> None:
    for level in load_catalogue().levels_of("vein.basivertebral"):
        place = assembly.segments[level]
        mesh, body = skins[f"vein.basivertebral.{level}"], place.landmarks.body
        local = place.pose.inverse().apply(mesh.points)
        buried = bones(mesh.points) < -PENETRATION_MM
        assert buried.mean() > 0.5
        assert local[buried, 1].max() < 1.0
        assert np.abs(local[buried, 2]).max() < body.height_posterior / 2


def test_the_internal_plexus_lies_in_the_canal(assembly: Assembly, skins: Mapping[str, TriMesh]) -> None:
    canal = canal_space(assembly.column)
    farthest = {
        name: float(canal.distance(mesh.points).max())
        for name, mesh in skins.items()
        if name.startswith("vein.internal")
    }
    assert {name: far for name, far in farthest.items() if far > 0.25} == {}


def test_no_internal_vein_lies_in_the_dura(assembly: Assembly, graph: VesselGraph) -> None:
    found = CLAIMS["room.dura"].measure(Built({}, assembly.column, graph))
    assert found is not None and found.passed, found


def test_an_internal_vein_moved_or_swollen_into_the_dura_is_found(
    assembly: Assembly, graph: VesselGraph
) -> None:
    moved, swollen = "vein.internal.posterior.L2.left", "vein.internal.transverse.T7"
    step = np.outer(graph.nodes_of(moved), (0.0, -2.0, 0.0))
    wide = np.where(graph.nodes_of(swollen), 2.5 * graph.radius, graph.radius)
    for name, wrong in ((moved, graph.moved(graph.xyz + step)), (swollen, graph.with_radius(wide))):
        found = CLAIMS["room.dura"].measure(Built({}, assembly.column, wrong))
        assert found is not None and not found.passed
        assert name in found.culprits


def test_anterior_columns_lie_on_bodies_and_discs(graph: VesselGraph, ground: Ground) -> None:
    """All but few: behind the dens there is no bone to lie on, and the neck's links lie behind a ligament."""
    links = [name for name in graph.ids if name.startswith("vein.internal.transverse") and ".C" not in name]
    columns = graph.of("vein.internal.anterior", *links)
    gap = ground(columns.xyz) - columns.radius
    assert np.percentile(gap, 98) < 1.5
    assert np.median(gap) < 0.7


def test_posterior_columns_lie_on_the_arches(assembly: Assembly, graph: VesselGraph, bones: Ground) -> None:
    """Behind their bare upper halves: before the lower ones and between them hang the ligamenta flava."""
    for level in load_catalogue().levels_of("vein.internal.posterior"):
        place = assembly.segments[level]
        lamina = place.landmarks.lamina
        columns = graph.of(f"vein.internal.posterior.{level}")
        z = place.pose.inverse().apply(columns.xyz)[:, 2]
        tall = lamina.top - lamina.bottom
        behind = (z > lamina.narrowest) & (z < lamina.top - 0.1 * tall)
        gap = bones(columns.xyz) - columns.radius
        assert np.percentile(gap[behind], 95) < 1.5, level


def test_the_external_plexuses_lie_outside_the_canal(assembly: Assembly, graph: VesselGraph) -> None:
    canal = canal_space(assembly.column)
    bodies = graph.of("vein.external.anterior")
    assert (canal.distance(bodies.xyz) > 0.0).all()
    outside = canal.distance(graph.of("vein.external.posterior").xyz) > 0.0
    assert outside.mean() > 0.85


def test_the_internal_plexus_is_denser_than_the_external(assembly: Assembly, graph: VesselGraph) -> None:
    """Length in each cm3: of the canal, and of the space within 5 mm of the outer side of bones and discs.

    The outer space is counted on a grid of points round one level after the other.
    """
    canal = canal_space(assembly.column)
    ground, step = Ground.of(assembly.ground()), 4.0
    axis = np.arange(-60.0, 61.0, step)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    low, high = graph.xyz.min(axis=0) - 8.0, graph.xyz.max(axis=0) + 8.0
    cells = {
        tuple(cell)
        for place in assembly.segments.values()
        for cell in np.round((grid + place.pose.translation) / step).astype(int).tolist()
    }
    points = step * np.array(sorted(cells), float)
    points = points[((points > low) & (points < high)).all(axis=1)]
    distance = ground(points)
    shell = points[(distance > 0.0) & (distance < 5.0)]
    outer_cm3 = (step / 10.0) ** 3 * float((canal.distance(shell) > 0.0).sum())
    inside = total_length(graph.of("vein.internal")) / (canal.volume_mm3() / 1000.0)
    outside = total_length(graph.of("vein.external")) / outer_cm3
    assert outer_cm3 > 300.0
    assert inside > 2.0 * outside


def _neighbours(graph: VesselGraph, name: str) -> list[str]:
    met = graph.nodes_of(name)[graph.edges].any(axis=1)
    return [graph.ids[each] for each in np.unique(graph.structure[met]) if graph.ids[each] != name]


def test_each_corner_lies_near_an_edge_of_its_own_vein(
    graph: VesselGraph, skins: Mapping[str, TriMesh]
) -> None:
    for name, mesh in skins.items():
        own = graph.of(name)
        gap = np.empty(len(mesh.points))
        for first in range(0, len(gap), 400):
            some = mesh.points[first : first + 400]
            gap[first : first + 400] = (
                np.linalg.norm(some[:, None] - own.xyz[None], axis=2) - own.radius[None]
            ).min(axis=1)
        joined = graph.of(*_neighbours(graph, name))
        for place in np.flatnonzero(gap >= 0.9).tolist():  # ends may reach into what they open into
            inside = np.linalg.norm(joined.xyz - mesh.points[place], axis=1) - joined.radius
            gap[place] = min(gap[place], inside.min(initial=np.inf))
        assert gap.max() < 1.6, name
        assert np.percentile(gap, 95) < 1.0, name


def test_veins_that_are_not_joined_keep_apart(graph: VesselGraph) -> None:
    """A handful of touching nodes among thousands, and none that run through each other."""
    near = Neighbourhood.of(graph)
    assert len(near.strangers(graph.xyz, graph.radius, -0.1)) < 0.003 * graph.node_count
    assert len(near.strangers(graph.xyz, graph.radius, -1.0)) == 0


def test_veins_bend_but_do_not_kink(graph: VesselGraph) -> None:
    tight = bend_radius(graph) < graph.radius
    assert tight.mean() < 0.002


def test_all_skins_together_stay_light(skins: Mapping[str, TriMesh]) -> None:
    assert sum(len(mesh.triangles) for mesh in skins.values()) < 900_000


@pytest.mark.parametrize("family", ["vein.internal", "vein.external", "vein.intervertebral"])
def test_calibres_stay_within_reason(graph: VesselGraph, family: str) -> None:
    radius = graph.of(family).radius
    assert radius.min() >= FINEST_MM
    assert radius.max() < 2.4
