"""Where blood goes in the veins as they are built."""

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.drainage_order import DRAINAGE_ORDER, OUTLETS, PLEXUS_ORDER
from meshes.assembly import Assembly
from meshes.geometry.axes import Vector
from meshes.graph_cache import kept_graph
from meshes.network.drainage import vessels
from meshes.recipe import Recipe


def test_every_group_of_veins_has_its_place_in_the_order() -> None:
    veins = {each.group for each in load_catalogue().structures.values() if each.kind == "vein"}
    assert veins == set(DRAINAGE_ORDER)


def test_internal_plexuses_drain_by_the_foramina_to_segmental_veins(graph) -> None:
    known = load_catalogue().structures
    order = {key: DRAINAGE_ORDER[known[key].group] for key in graph.ids}
    found = vessels(graph, graph.nodes_of(*OUTLETS), order, PLEXUS_ORDER)
    assert "vein.internal.anterior.T12.left" in found["vein.intervertebral.T12.left"].upstream
    assert [key for key in found["vein.intervertebral.T12.left"].downstream if "subcostal" in key]
    assert all(found[key].upstream for key in found if key.startswith("vein.intervertebral."))


def test_the_sacral_veins_of_a_larger_person_lie_at_the_same_places_of_the_bone() -> None:
    levels = ("L4", "L5", "S1", "Co1")

    def on_bone(scale: float) -> Vector:
        assembly = Assembly(Recipe(levels=levels, parameters={"scale": scale}))
        veins = kept_graph(assembly.recipe).of("vein.pelvic.lateral-sacral.left")
        return assembly.column.poses["S1"].inverse().apply(veins.xyz) / scale

    usual, larger = on_bone(1.0), on_bone(1.12)
    apart = np.linalg.norm(larger[:, None] - usual, axis=2).min(axis=1)
    assert np.median(apart) < 1.0
    assert apart.max() < 3.0
