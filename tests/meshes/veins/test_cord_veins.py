"""Veins of the spinal cord: where they begin and end, which foramen a root's vein goes to, and the sac."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.measures import load_measures
from meshes.assembly import Assembly
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_nerves import NERVES, foramen_level, nerve_way
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import degree
from meshes.veins.collecting.bodies import body_sizes
from meshes.veins.collecting.in_sac import kept_in_sac
from meshes.veins.collecting.spinal import ANTERIOR, CONUS, POSTERIOR, ROOTS, spinal, start_level
from meshes.veins.collecting.terrain import Terrain, gate_name
from meshes.veins.surroundings.ground import Ground
from meshes.veins.variation import Person


def test_the_median_veins_end_nowhere_but_on_the_conus(assembly: Assembly, graph: VesselGraph) -> None:
    ends = (degree(graph) == 1) & graph.nodes_of("vein.spinal")
    tips = graph.nodes_of(f"{ANTERIOR}.{CONUS}", f"{POSTERIOR}.{CONUS}")
    assert ends.sum() <= 2 and not (ends & ~tips).any()
    course = canal_course(assembly.column)
    assert (course.line.coordinates(graph.xyz[ends])[:, 1] > course.at(CONUS)).all()


def test_a_median_vein_that_takes_up_none_at_the_tip_of_the_conus_tapers_on_it(graph: VesselGraph) -> None:
    free = 0
    for family in (ANTERIOR, POSTERIOR):
        own = graph.nodes_of(f"{family}.{CONUS}")
        end = np.flatnonzero(own & (degree(graph) == 1))
        free += len(end)
        assert (graph.radius[end] < 0.75 * graph.radius[own].max()).all()
    assert free > 0


def test_a_cervical_nerve_leaves_above_its_vertebra_and_others_below() -> None:
    asked = ("C2", "C5", "C7", "C8", "T1", "L3")
    assert [foramen_level(each) for each in asked] == ["C1", "C4", "C6", "C7", "T1", "L3"]


def test_the_vein_of_a_root_leaves_the_cord_where_there_is_one_and_not_below_its_foramen() -> None:
    course = canal_course(column_frame())
    for nerve in ROOTS:
        start = course.at(start_level(nerve))
        assert start <= min(course.at(foramen_level(nerve)), course.at(CONUS)) + 1e-9
    assert set(ROOTS) < set(NERVES)


def test_the_vein_of_a_root_opens_where_it_comes_upon_the_intervertebral_vein() -> None:
    """Not farther on, after a way beside it."""
    column, measures = column_frame(), load_measures()
    way_out = nerve_way("C6", column).points
    outward = way_out[1] - way_out[0]
    for near in range(3):
        places = way_out[0] + np.array([[0.0, 0.0, 2.0]]) + np.arange(3)[:, None] * 0.7 * outward
        places[[0, near]] = places[[near, 0]]
        land = Terrain(
            column.levels,
            column,
            body_sizes(column, measures),
            measures,
            Ground(()),
            0,
            Person(0),
            outlets={},
            gates={("C5", "left"): places},
            napes={},
        )
        (found,) = (each for each in spinal(land) if each.structure == "vein.spinal.radicular.C6.left")
        assert found.path[-1].junction == gate_name("C5", "left", near)
        assert np.allclose(found.path[-1].point, places[near])


def test_a_vein_that_grazes_the_wall_of_the_sac_is_kept_in_it_until_it_leaves() -> None:
    column = column_frame()
    sac, s = dural_sac(column), canal_course(column).at("T6")
    shares = (0.6, 0.85, 1.04, 0.95, 1.04, 0.9, 0.85, 1.3, 1.7)
    places = [sac.place(0.2, share, s + 2.0 * at).reshape(3).tolist() for at, share in enumerate(shares)]
    name = "vein.spinal.radicular.T7.left"
    graph = joined([Vessel(name, tuple(WayPoint((x, y, z), 0.3) for x, y, z in places))]).graph

    def passings(each: VesselGraph) -> int:
        out = sac.distance(each.xyz) > 0.0
        return int((out[each.edges[:, 0]] != out[each.edges[:, 1]]).sum())

    free = np.ones(graph.node_count, bool)
    kept = kept_in_sac(graph, column, [name], free, 0.35)
    assert passings(graph) > 1 and passings(kept) == 1
    beyond = np.linalg.norm(graph.xyz - places[-1], axis=1) < 2.0
    assert np.array_equal(kept.xyz[beyond], graph.xyz[beyond])
    assert np.array_equal(kept_in_sac(graph, column, [name], ~free, 0.35).xyz, graph.xyz)
