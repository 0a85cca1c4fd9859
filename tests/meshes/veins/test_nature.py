"""Irregular but the same each time."""

import numpy as np
import pytest

from meshes.assembly import Assembly
from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import neighbours
from meshes.veins.assemble import assemble
from meshes.veins.rest.wander import wandering

LEVELS = ("T12", "L1")


@pytest.fixture(scope="module")
def pair(assembly: Assembly) -> list[VesselGraph]:
    """Two levels drawn three times, the third time of another person."""
    ground = assembly.ground(LEVELS)
    return [assemble(LEVELS, assembly.column, ground, seed) for seed in (5, 5, 6)]


def test_the_same_seed_gives_the_same_bytes(pair: list[VesselGraph]) -> None:
    first, second, _ = pair
    for name in ("xyz", "radius", "edges", "structure"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
    assert first.ids == second.ids


def test_another_seed_gives_another_person_with_the_same_veins(pair: list[VesselGraph]) -> None:
    first, _, third = pair
    assert third.ids == first.ids
    assert first.xyz.shape != third.xyz.shape or not np.allclose(first.xyz, third.xyz)


def test_a_straight_drawing_sways_and_swells_between_its_way_points() -> None:
    ways = tuple(WayPoint((0, 0, 10.0 * place), 1.0, str(place)) for place in range(20))
    (drawn,) = wandering([Vessel("a", ways)], lambda _: np.random.default_rng(3))
    assert tuple(each for each in drawn.path if each.junction) == ways
    between = [each for each in drawn.path if not each.junction]
    aside = [np.hypot(*each.point[:2]) for each in between]
    assert len(between) >= 19
    assert 0.3 < np.mean(aside) < 1.5 and min(aside) > 0.0
    assert 0.05 < np.std([each.radius for each in between]) < 0.25
    assert min(each.radius for each in between) > 0.7


def test_left_and_right_are_not_mirror_images(graph: VesselGraph) -> None:
    left = graph.of("vein.internal.anterior.L3.left").xyz
    right = graph.of("vein.internal.anterior.L3.right").xyz * (-1.0, 1.0, 1.0)
    gap = np.linalg.norm(left[:, None] - right[None], axis=2).min(axis=1)
    assert gap.max() > 0.5


def test_no_vein_runs_straight_for_long(graph: VesselGraph) -> None:
    """Of a centimetre of any column the middle lies off the chord, and no two centimetres alike."""
    near = neighbours(graph)
    sags = []
    for name in ("vein.internal.anterior", "vein.internal.posterior", "vein.external"):
        for node in np.flatnonzero(graph.nodes_of(name))[::5].tolist():
            run = _run(near, node, 10)
            if run is not None:
                a, middle, b = graph.xyz[[run[0], run[5], run[-1]]]
                chord = (b - a) / np.linalg.norm(b - a)
                sags.append(np.linalg.norm(middle - a - ((middle - a) @ chord) * chord))
    assert len(sags) > 100
    assert np.median(sags) > 0.2
    assert np.std(sags) > 0.1


def test_calibres_swell_and_narrow_along_a_column(graph: VesselGraph) -> None:
    radius = graph.of("vein.internal.anterior.L2.left").radius
    assert radius.std() / radius.mean() > 0.08
    step = np.abs(np.diff(graph.radius[graph.edges], axis=1))
    assert np.percentile(step, 98) < 0.35


def _run(near: list[list[int]], node: int, count: int) -> list[int] | None:
    """Nodes that follow one another without a junction, or None."""
    path = [node]
    before, here = -1, node
    for _ in range(count):
        onward = [each for each in near[here] if each != before]
        if len(onward) != 1 and not (before < 0 and len(onward) == 2):
            return None
        before, here = here, onward[0]
        path.append(here)
    return path
