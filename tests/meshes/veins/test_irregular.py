"""No side mirrors the other and no level copies its neighbour."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.spatial import cKDTree

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import TRUNK_LEVELS, VEIN_LEVELS
from meshes.assembly import Assembly
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import cycle_count, degree

MIRROR = (-1.0, 1.0, 1.0)


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """Mean distance from each point of either to the other, mm."""
    return 0.5 * float(cKDTree(one).query(other)[0].mean() + cKDTree(other).query(one)[0].mean())


def _local(assembly: Assembly, graph: VesselGraph, family: str, side: str = "") -> list[np.ndarray]:
    """Nodes of one family at each level, in the level's own frame."""
    names = {level: f"{family}.{level}{side}" for level in load_catalogue().levels_of(family)}
    places = assembly.segments
    return [places[level].pose.inverse().apply(graph.of(name).xyz) for level, name in names.items()]


def _between_levels(places: list[np.ndarray]) -> float:
    return float(np.mean([_apart(here, there) for here, there in pairwise(places)]))


def _between_sides(places: list[np.ndarray], others: list[np.ndarray]) -> float:
    return float(np.mean([_apart(here, there * MIRROR) for here, there in zip(places, others, strict=True)]))


def test_each_basivertebral_tree_grows_in_its_own_way(assembly: Assembly, graph: VesselGraph) -> None:
    trees = _local(assembly, graph, "vein.basivertebral")
    assert _between_levels(trees) > 1.5
    assert _between_sides(trees, trees) > 1.5
    ends = [int((degree(graph.of(f"vein.basivertebral.{level}")) == 1).sum()) for level in TRUNK_LEVELS]
    assert len(set(ends)) >= 5


def test_the_meshes_of_the_anterior_columns_differ_from_side_to_side(graph: VesselGraph) -> None:
    """In a quarter of the levels in number already."""
    names = [
        [f"vein.internal.anterior.{level}.{side}" for side in ("left", "right")] for level in VEIN_LEVELS
    ]
    meshes = [[cycle_count(graph.of(name)) for name in pair] for pair in names]
    assert sum(left != right for left, right in meshes) >= len(VEIN_LEVELS) // 4
    assert np.mean(meshes) > 2.6


@pytest.mark.parametrize(
    ("family", "least_mm"), [("vein.external.posterior", 0.85), ("vein.external.anterior", 1.05)]
)
def test_external_nets_are_not_mirror_images(
    assembly: Assembly, graph: VesselGraph, family: str, least_mm: float
) -> None:
    nets = _local(assembly, graph, family)
    assert _between_sides(nets, nets) > least_mm
    assert _between_levels(nets) > 1.2


def test_the_anterior_external_net_has_meshes_on_each_body_and_most_in_the_loins(graph: VesselGraph) -> None:
    meshes = {level: cycle_count(graph.of(f"vein.external.anterior.{level}")) for level in TRUNK_LEVELS}
    assert min(meshes.values()) >= 1
    assert len(set(meshes.values())) >= 4
    loins = [count for level, count in meshes.items() if level.startswith("L")]
    assert min(loins) >= 3


def test_posterior_columns_are_not_mirror_images(assembly: Assembly, graph: VesselGraph) -> None:
    left, right = (
        _local(assembly, graph, "vein.internal.posterior", f".{side}") for side in ("left", "right")
    )
    # Between arches and a sac that fills half of the canal they have little room to differ.
    assert _between_sides(left, right) > 0.6


def test_midline_veins_go_down_now_on_one_side_now_on_the_other(graph: VesselGraph) -> None:
    """The vein between two spines goes on to the left or to the right of the next one."""
    thin = [graph.of(f"vein.external.posterior.{level}") for level in TRUNK_LEVELS]
    meshes = [cycle_count(part) for part in thin]
    assert len(set(meshes)) >= 3
