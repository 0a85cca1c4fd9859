"""Where blood goes in the veins as they are built."""

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.drainage_order import DRAINAGE_ORDER, OUTLETS, PLEXUS_ORDER
from meshes.network.drainage import vessels


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
