"""Ways on the built veins, named as a user names them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from meshes.anatomy.catalogue import UnknownName, load_catalogue
from meshes.cache import MeshCache, part_key
from meshes.graph_cache import kept_graph
from meshes.graph_file import found_graph, keep_graph
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.tracing import NoWay, named, traced


@pytest.fixture(scope="module")
def graph() -> VesselGraph:
    return kept_graph(Recipe())


def test_batsons_route_takes_neither_cava_and_comes_to_the_marrow(graph: VesselGraph) -> None:
    route = traced(graph, "prostatic-plexus", "L3", avoid="vein.caval")
    names = [each.structure for each in route.steps]
    assert names[0] == "vein.pelvic.prostatic-plexus"
    assert names[-1] == "vein.basivertebral.L3"
    assert not [each for each in names if each.startswith("vein.caval")]
    assert any(each.startswith("vein.internal") for each in names)
    assert 100.0 < route.length_mm < 500.0


def test_the_unhindered_way_is_no_longer(graph: VesselGraph) -> None:
    free = traced(graph, "prostatic-plexus", "T8")
    past = traced(graph, "prostatic-plexus", "T8", avoid="caval")
    assert free.length_mm <= past.length_mm


def test_a_way_back_is_the_same_way(graph: VesselGraph) -> None:
    there, back = traced(graph, "L1", "T9"), traced(graph, "T9", "L1")
    assert [each.structure for each in there.steps] == [each.structure for each in back.steps[::-1]]


def test_each_step_touches_the_next(graph: VesselGraph) -> None:
    names = [each.structure for each in traced(graph, "vein.segmental.lumbar.L4.left", "T5").steps]
    for here, there in pairwise(names):
        assert (graph.nodes_of(here) & graph.nodes_of(there)).any()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("prostatic-plexus", "vein.pelvic.prostatic-plexus"),
        ("Azygos vein", "vein.segmental.azygos.T8"),
        ("SVC", "vein.caval.superior.T4"),
        ("vein.pelvic", "vein.pelvic.median-sacral"),
    ],
)
def test_a_vein_is_found_by_what_people_call_it(text: str, found: str) -> None:
    assert found in named(load_catalogue(), text)


def test_an_unknown_name_offers_near_ones(graph: VesselGraph) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        traced(graph, "prostata", "L3")
    with pytest.raises(UnknownName, match="names no vein"):
        traced(graph, "bone.sacrum", "L3")


def test_what_is_cut_off_is_told(graph: VesselGraph) -> None:
    with pytest.raises(NoWay, match=r"past vein\.pelvic"):
        traced(graph, "prostatic-plexus", "L3", avoid="vein.pelvic.lateral-sacral,vein.caval")


def test_a_graph_is_kept_bit_for_bit_and_an_empty_one_too(graph: VesselGraph, tmp_path: Path) -> None:
    cache = MeshCache(tmp_path)
    assert found_graph(Recipe(), cache) is None
    for kept in (graph, graph.restricted(np.zeros(graph.edge_count, bool))):
        keep_graph(Recipe(), kept, cache)
        found = found_graph(Recipe(), cache)
        assert found is not None
        assert found.ids == kept.ids
        for name in ("xyz", "radius", "edges", "structure"):
            assert getattr(found, name).tobytes() == getattr(kept, name).tobytes()


def test_a_damaged_graph_file_is_made_anew(
    graph: VesselGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, recipe = MeshCache(tmp_path), Recipe()
    monkeypatch.setattr("meshes.graph_cache.vessel_graph", lambda recipe: graph)
    assert kept_graph(recipe, cache) is graph
    place = tmp_path / f"{part_key(recipe, 'graph')}.mesh"
    assert kept_graph(recipe, cache).edge_count == graph.edge_count
    place.write_bytes(place.read_bytes()[:-3])
    assert kept_graph(recipe, cache) is graph
