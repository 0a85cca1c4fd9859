"""Claims on columns as nets and on what they lie on: each passes on a small build and fails on a fault."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.checks.built import Built
from meshes.checks.claims import CLAIMS
from meshes.column.canal.canal import canal_space
from meshes.geometry.pose import Pose
from meshes.network.graph import VesselGraph
from meshes.part import Part
from tests.meshes.checks.small import Draft, ball

FAR = np.array([200.0, 0.0, 0.0])
"""Where no bone is near."""
BALL_MM = 6.0


def _column(channels: int, level: str, build: Built, name: str) -> Built:
    """A column of so many straight channels side by side over the height of a body."""
    draft, pose = Draft(), build.column.poses[level]
    half = build.segments[level].landmarks.body.height_posterior / 2
    for channel in range(channels):
        ends = [f"{channel}.{z}" for z in ("low", "high")]
        for end, z in zip(ends, (-half, half), strict=True):
            draft.places[end] = pose.apply(np.array([[3.0 + channel, 10.0, z]]))[0]
        draft.link(name, *ends)
    return Built(build.parts, build.column, draft.graph())


@pytest.mark.parametrize(("channels", "passes"), [(1, False), (2, True), (4, True), (5, False)])
@pytest.mark.parametrize("which", ["anterior", "posterior"])
def test_a_column_is_two_to_four_channels(pair: Built, which: str, channels: int, passes: bool) -> None:
    name = f"vein.internal.{which}.T7.left"
    found = CLAIMS["plexus.channels"].measure(_column(channels, "T7", pair, name))
    assert found is not None
    assert found.passed is passes
    assert passes or found.culprits == (name,)


def test_a_posterior_column_with_one_eyelet_is_no_net(pair: Built) -> None:
    name = "vein.internal.posterior.T7.right"
    keep = np.ones(pair.graph.edge_count, bool)
    keep[np.flatnonzero(pair.graph.edges_of(name))[-1]] = False
    found = CLAIMS["plexus.net"].measure(Built(pair.parts, pair.column, pair.graph.restricted(keep)))
    assert found is not None
    assert found.culprits == (name,)


def _before_a_ball(pair: Built, which: str, soft: str, gap_mm: float) -> Built:
    """A short column whose wall lies so far before a ball that stands for disc or ligament."""
    y = -BALL_MM - gap_mm - 0.5
    xyz = FAR + np.array([[0.0, y, z] for z in (-0.5, 0.0, 0.5)])
    ids = (f"vein.internal.{which}.T7.left",)
    graph = VesselGraph(xyz, np.full(3, 0.5), np.array([[0, 1], [1, 2]]), np.zeros(2, int), ids)
    part = Part(soft, ball(FAR, BALL_MM), Pose())
    return Built({**pair.parts, soft: part}, pair.column, graph)


@pytest.mark.parametrize(
    ("claim", "which", "soft", "gap_mm", "passes"),
    [
        ("walls.anterior", "anterior", "disc.T8-T9", 0.6, True),
        ("walls.anterior", "anterior", "disc.T8-T9", 2.2, False),
        ("walls.posterior", "posterior", "ligament.flavum.T7-T8.left", 0.6, True),
        ("walls.posterior", "posterior", "ligament.flavum.T7-T8.left", 2.2, False),
        ("walls.flava", "posterior", "ligament.flavum.T7-T8.left", 0.2, True),
        ("walls.flava", "posterior", "ligament.flavum.T7-T8.left", -1.2, False),
    ],
)
def test_a_column_off_its_wall_or_in_a_ligament_is_found(
    pair: Built, claim: str, which: str, soft: str, gap_mm: float, passes: bool
) -> None:
    found = CLAIMS[claim].measure(_before_a_ball(pair, which, soft, gap_mm))
    assert found is not None
    assert found.passed is passes
    assert passes or found.culprits == (f"vein.internal.{which}.T7.left",)


def test_ligamenta_flava_line_the_canal_only_behind_and_between_laminae(pair: Built) -> None:
    plain, lined = canal_space(pair.column), canal_space(pair.column, is_lined=True)
    lamina, pose = pair.column.landmarks["T7"].lamina, pair.column.poses["T7"]

    def room(z: float, y: float) -> tuple[float, float]:
        point = pose.apply(np.array([[0.0, y, z]]))
        return float(plain.distance(point)[0]), float(lined.distance(point)[0])

    behind = float(pair.column.landmarks["T7"].canal_depth(lamina.bottom))
    bare, within = room(lamina.bottom, behind - 0.2)
    assert bare < 0.0 < within
    assert room(lamina.bottom, 1.0)[0] == pytest.approx(room(lamina.bottom, 1.0)[1])
    assert room(lamina.narrowest, 8.0)[0] == pytest.approx(room(lamina.narrowest, 8.0)[1], abs=0.01)


def _eyelet(pair: Built, wide: float, radius: float) -> Built:
    """A channel 20 mm high and a slighter one beside it that leaves and rejoins it, so far from it."""
    draft, name = Draft(), "vein.internal.anterior.T7.left"
    main, beside = [f"main.{z}" for z in range(21)], [f"beside.{z}" for z in range(3, 18)]
    draft.places |= {f"main.{z}": FAR + (0.0, 0.0, z) for z in range(21)}
    draft.places |= {f"beside.{z}": FAR + (wide, 0.0, z) for z in range(3, 18)}
    draft.link(name, *main)
    draft.link(name, "main.2", *beside, "main.18")
    graph = draft.graph()
    return Built(pair.parts, pair.column, graph.with_radius(np.full(graph.node_count, radius)))


@pytest.mark.parametrize(
    ("wide", "radius", "passes"), [(2.0, 0.5, True), (1.25, 0.5, False), (0.6, 0.5, False), (2.0, 0.9, False)]
)
def test_an_eye_whose_channels_lie_in_each_other_is_none(
    pair: Built, wide: float, radius: float, passes: bool
) -> None:
    found = CLAIMS["plexus.eyes"].measure(_eyelet(pair, wide, radius))
    assert found is not None
    assert found.passed is passes
    assert passes or found.culprits == ("vein.internal.anterior.T7.left",)


def _fork(pair: Built, parted: float) -> Built:
    """Two channels of 0.5 mm that leave the same place and run on so far from each other."""
    draft, name = Draft(), "vein.internal.posterior.T7.left"
    draft.places |= {"fork": FAR}
    for arm, x in (("one", 0.0), ("other", parted)):
        places = [f"{arm}.{z}" for z in range(1, 8)]
        draft.places |= {f"{arm}.{z}": FAR + (x * min(z / 2.0, 1.0), 0.0, z) for z in range(1, 8)}
        draft.link(name, "fork", *places)
    return Built(pair.parts, pair.column, draft.graph())


@pytest.mark.parametrize(("parted", "passes"), [(1.2, True), (0.6, True), (0.3, False)])
def test_arms_of_a_fork_part_beyond_it(pair: Built, parted: float, passes: bool) -> None:
    found = CLAIMS["drainage.joints"].measure(_fork(pair, parted))
    assert found is not None
    assert found.passed is passes
