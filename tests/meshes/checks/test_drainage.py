"""The claims on what drains the plexuses hold on the whole column, and each finds its planted fault."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.anatomy.valves import Valves, valves_of
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.checks.veins import azygos, calibre, drainage, folds, open_ways, strangers, through
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.veins.variation import Person, left_veins, retroaortic_id

NAMES = [
    claim.id
    for file in (drainage, azygos, open_ways, strangers, through, folds, calibre)
    for claim in file.CLAIMS
]

VEIN_CLAIMS = ("plexus.", "cranial.", "drainage.", "calibre.")
"""Claims that a graph without meshes answers."""


def _without(build: Built, *names: str) -> Built:
    graph = build.graph
    return replace(build, graph=graph.restricted(~graph.edges_of(*names)))


def _widened(build: Built, name: str, factor: float) -> Built:
    graph = build.graph
    radius = np.where(graph.nodes_of(name), factor * graph.radius, graph.radius)
    return replace(build, graph=graph.with_radius(radius))


def _moved(build: Built, name: str, by_mm: tuple[float, float, float]) -> Built:
    graph = build.graph
    xyz = graph.xyz + graph.nodes_of(name)[:, None] * np.array(by_mm)
    return replace(build, graph=graph.moved(xyz))


def _pierced(build: Built, name: str) -> Built:
    """With a long piece of another vein straight through the middle of a piece of one, far from all nodes."""
    graph = build.graph
    one, other = graph.xyz[graph.edges[np.flatnonzero(graph.edges_of(name))[8]]]
    aside = np.cross(other - one, (1.0, 0.0, 0.0))
    aside *= 9.0 / np.linalg.norm(aside)
    ends = 0.5 * (one + other) + [aside, -aside]
    return replace(
        build,
        graph=VesselGraph(
            np.concatenate([graph.xyz, ends]),
            np.append(graph.radius, [0.3, 0.3]),
            np.concatenate([graph.edges, [[graph.node_count, graph.node_count + 1]]]),
            np.append(graph.structure, graph.ids.index("vein.segmental.intercostal.T8.right")),
            graph.ids,
        ),
    )


def _wound(build: Built, name: str) -> Built:
    """With a vein that winds to and fro every 8 mm."""
    graph = build.graph
    aside = 4.0 * np.sin(2.0 * np.pi * graph.xyz[:, 2] / 8.0) * graph.nodes_of(name)
    return replace(build, graph=graph.moved(graph.xyz + aside[:, None] * np.array([1.0, 0.0, 0.0])))


@pytest.mark.parametrize("name", NAMES)
def test_the_claim_holds_on_the_whole_column(drained: Built, name: str) -> None:
    measurement = CLAIMS[name].measure(drained)
    assert measurement is not None
    assert measurement.passed, measurement


FAULTS: dict[str, tuple[Callable[[Built], Built], str]] = {
    "segments": (
        lambda build: _without(build, "vein.segmental.intercostal.T7.left"),
        "vein.intervertebral.T7.left",
    ),
    "pairs": (
        lambda build: _without(build, "vein.segmental.lumbar.L2.right"),
        "vein.segmental.lumbar.L2.right",
    ),
    "sides": (
        lambda build: _moved(build, "vein.segmental.azygos.T8", (14.0, 0.0, 0.0)),
        "vein.segmental.azygos.T8",
    ),
    "crossing": (
        lambda build: _without(build, f"vein.segmental.hemiazygos.{Person(1).hemiazygos_level}"),
        "vein.segmental.hemiazygos",
    ),
    "links": (
        lambda build: _without(
            build,
            *(f"{family}.{level[-1]}" for family, level in left_veins(Person(1).hemiazygos_level).items()),
            "vein.segmental.retro-aortic",
        ),
        "vein.segmental.azygos",
    ),
    "takers": (
        lambda build: _without(build, "vein.caval.inferior"),
        "vein.segmental.lumbar.L3.left",
    ),
    "cord": (
        lambda build: _without(build, "vein.intervertebral.T9.left"),
        "vein.spinal.radicular.T9.left",
    ),
    "dura": (
        lambda build: _moved(build, "vein.spinal.radicular.C6.right", (25.0, 0.0, 0.0)),
        "vein.spinal.radicular.C6.right",
    ),
    "medulla": (
        lambda build: _without(build, "vein.spinal.posterior.C0"),
        "vein.spinal.posterior.C0",
    ),
    "nape": (
        lambda build: _without(build, *(f"vein.external.posterior.C{n}" for n in range(1, 8))),
        "vein.segmental.deep-cervical.C2.left",
    ),
    "arch": (
        lambda build: _moved(build, "vein.segmental.azygos.arch", (0.0, 0.0, 45.0)),
        "vein.segmental.azygos.arch",
    ),
    "balance": (
        lambda build: _without(build, *(f"vein.segmental.intercostal.T{n}.left" for n in range(1, 6))),
        "vein.segmental.intercostal",
    ),
    "batson": (
        lambda build: _without(build, "vein.pelvic.lateral-sacral", "vein.pelvic.sacral-plexus"),
        "vein.pelvic.prostatic-plexus",
    ),
    "open-way": (
        lambda build: _without(build, "vein.pelvic.lateral-sacral", "vein.pelvic.sacral-plexus"),
        "vein.pelvic.prostatic-plexus",
    ),
    "clear": (lambda build: _widened(build, "vein.segmental.azygos.T8", 3.0), "vein.segmental.azygos.T8"),
    "through": (lambda build: _pierced(build, "vein.segmental.azygos.T8"), "vein.segmental.azygos.T8"),
    "folds": (lambda build: _wound(build, "vein.segmental.azygos.T8"), "vein.segmental.azygos.T8"),
    "kinks": (
        lambda build: _wound(build, "vein.internal.anterior.T7.left"),
        "vein.internal.anterior.T7.left",
    ),
    "bands": (lambda build: _widened(build, "vein.segmental.azygos.arch", 2.5), "vein.segmental.azygos.arch"),
    "gathering": (lambda build: _widened(build, "vein.segmental.azygos.T6", 0.5), "vein.segmental.azygos.T6"),
    "law": (lambda build: _widened(build, "vein.segmental.azygos.T5", 1.5), "vein.segmental.azygos.T6"),
    "basivertebral": (
        lambda build: _widened(build, "vein.spinal.radicular.T7.left", 9.0),
        "vein.basivertebral.T7",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_claim_finds_its_planted_fault(drained: Built, name: str) -> None:
    (claim,) = (each for each in NAMES if each.endswith(f".{name}") and each != f"plexus.{name}")
    fault, culprit = FAULTS[name]
    measurement = CLAIMS[claim].measure(fault(drained))
    assert measurement is not None
    assert not measurement.passed
    assert culprit in measurement.culprits


def test_a_retro_aortic_vein_that_ends_short_of_the_azygos_vein_is_found(drained: Built) -> None:
    name, graph = retroaortic_id(Person(1).retroaortic_levels[0]), drained.graph
    on_azygos = graph.nodes_of("vein.segmental.azygos")
    last = graph.edges_of(name) & on_azygos[graph.edges].any(axis=1)
    assert last.sum() == 1
    measurement = CLAIMS["drainage.links"].measure(replace(drained, graph=graph.restricted(~last)))
    assert measurement is not None
    assert not measurement.passed
    assert measurement.culprits == (name,)


@pytest.mark.parametrize(
    ("vein", "factor", "culprit"),
    [
        ("vein.segmental.intercostal.T11.right", 2.0, "vein.segmental.intercostal.T11.right"),
        # Both arms of its own junction are its own: the junctions above and below tell.
        ("vein.segmental.hemiazygos.T9", 1.5, "vein.segmental.hemiazygos.T8"),
        ("vein.caval.brachiocephalic.left", 1.4, "vein.caval.brachiocephalic.left"),
        ("vein.caval.iliac.common.right", 1.6, "vein.caval.iliac.common.right"),
        ("vein.segmental.iliolumbar.left", 3.0, "vein.segmental.iliolumbar.left"),
    ],
)
def test_one_vein_too_wide_for_its_junction_is_found(
    drained: Built, vein: str, factor: float, culprit: str
) -> None:
    measurement = CLAIMS["calibre.law"].measure(_widened(drained, vein, factor))
    assert measurement is not None
    assert not measurement.passed
    assert culprit in measurement.culprits


def test_the_junction_law_is_the_same_at_another_scale(drained: Built) -> None:
    twice = replace(drained, graph=drained.graph.with_radius(2.0 * drained.graph.radius))
    here, there = (CLAIMS["calibre.law"].measure(each) for each in (drained, twice))
    assert here is not None and there is not None
    assert there.measured == pytest.approx(here.measured)


@pytest.mark.parametrize(
    ("claim", "vein"),
    [
        ("drainage.open-way", "vein.pelvic.lateral-sacral"),
        ("drainage.valveless", "vein.internal.anterior.L3.left"),
    ],
)
def test_a_vein_told_to_have_valves_breaks_the_claims_on_open_ways(
    drained: Built, monkeypatch: pytest.MonkeyPatch, claim: str, vein: str
) -> None:
    def told(name: str) -> Valves | None:
        found = valves_of(name)
        return replace(found, state="valved") if found and name.startswith(vein) else found

    monkeypatch.setattr(open_ways, "valves_of", told)
    measurement = CLAIMS[claim].measure(drained)
    assert measurement is not None
    assert not measurement.passed
    assert all(each.startswith(vein) for each in measurement.culprits)


def test_a_vein_without_a_latin_name_is_named(drained: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_catalogue()
    name = "vein.segmental.azygos.T8"
    nameless = {**known.structures, name: replace(known.structures[name], latin="")}
    monkeypatch.setattr(drainage, "load_catalogue", lambda: Catalogue(nameless, known.groups))
    measurement = CLAIMS["drainage.named"].measure(drained)
    assert measurement is not None
    assert measurement.culprits == (name,)


@pytest.mark.parametrize("vein", ["vein.craniocervical.marginal-sinus", "vein.external.posterior.C3"])
def test_a_vein_of_whose_valves_nothing_is_said_is_named(
    drained: Built, monkeypatch: pytest.MonkeyPatch, vein: str
) -> None:
    monkeypatch.setattr(drainage, "valves_of", lambda name: None if name == vein else valves_of(name))
    measurement = CLAIMS["drainage.named"].measure(drained)
    assert measurement is not None
    assert measurement.culprits == (vein,)


def _within(build: Built, *levels: str) -> Built:
    """What `retia check --levels` tries: the veins of these levels alone, on a column of these levels."""
    known = load_catalogue().structures
    names = [name for name in build.graph.ids if known[name].level in levels]
    return built([], column_frame(levels), build.graph.of(*names))


@pytest.mark.parametrize(
    "levels",
    [
        ("C0",),
        ("C0", "C1"),
        ("C1", "C2"),
        ("C4", "C5"),
        ("C7",),
        ("L2", "L3"),
        ("T5", "T6"),
        ("T4",),
        ("Co1",),
        ("L3",),
    ],
)
def test_a_part_of_the_column_fails_no_claim_on_what_lies_outside_it(
    drained: Built, levels: tuple[str, ...]
) -> None:
    part = _within(drained, *levels)
    found = {name: claim.measure(part) for name, claim in CLAIMS.items() if name.startswith(VEIN_CLAIMS)}
    assert [name for name, each in found.items() if each is not None and not each.passed] == []


def test_sides_are_compared_over_some_levels_not_over_one_or_two(drained: Built) -> None:
    lopsided = _without(drained, *(f"vein.segmental.intercostal.T{n}.left" for n in range(1, 4)))
    balance = CLAIMS["drainage.balance"]
    assert balance.measure(_within(lopsided, "T1", "T2")) is None
    measurement = balance.measure(_within(lopsided, "T1", "T2", "T3"))
    assert measurement is not None and measurement.culprits == ("vein.segmental.intercostal",)


def test_an_arch_that_was_not_made_is_missed_at_its_level(drained: Built) -> None:
    measurement = CLAIMS["drainage.arch"].measure(
        _within(_without(drained, "vein.segmental.azygos.arch"), "T4")
    )
    assert measurement is not None
    assert measurement.culprits == ("vein.segmental.azygos.arch",)


@pytest.mark.parametrize(
    ("gone", "culprit"),
    [
        ("vein.intervertebral.C4.right", "vein.spinal.radicular.C5.right"),
        ("vein.intervertebral.C7.left", "vein.spinal.radicular.C8.left"),
        ("vein.spinal.radicular.C3.left", "vein.spinal.radicular.C3.left"),
        ("vein.spinal.radicular.L3.right", "vein.spinal.radicular.L3.right"),
    ],
)
def test_a_root_of_the_neck_or_the_cauda_without_its_vein_is_found(
    drained: Built, gone: str, culprit: str
) -> None:
    measurement = CLAIMS["drainage.cord"].measure(_without(drained, gone))
    assert measurement is not None and measurement.culprits == (culprit,)


@pytest.mark.parametrize(
    ("gone", "culprits"),
    [
        ("vein.spinal.anterior.C1", ("vein.spinal.anterior.C0",)),
        ("vein.spinal.posterior.C0", ("vein.spinal.posterior.C0",)),
    ],
)
def test_a_median_vein_that_ends_at_the_atlas_is_found(
    drained: Built, gone: str, culprits: tuple[str, ...]
) -> None:
    measurement = CLAIMS["drainage.medulla"].measure(_without(drained, gone))
    assert measurement is not None and measurement.culprits == culprits


def test_a_radicular_vein_that_leaves_the_sac_and_comes_back_is_found(drained: Built) -> None:
    graph, name = drained.graph, "vein.spinal.radicular.T6.left"
    depth = dural_sac(drained.column).distance(graph.xyz)
    inner = np.flatnonzero(graph.nodes_of(name) & (depth < -0.3) & ~graph.nodes_of("vein.spinal.anterior"))
    inner = inner[~graph.nodes_of("vein.spinal.posterior")[inner]]
    aside = graph.xyz.copy()
    aside[inner[len(inner) // 2], 0] += 12.0
    measurement = CLAIMS["drainage.dura"].measure(replace(drained, graph=graph.moved(aside)))
    assert measurement is not None and measurement.culprits == (name,)


def test_every_claim_has_a_planted_fault() -> None:
    tried = {*FAULTS, "valveless", "named"}
    assert {name.partition(".")[2] for name in NAMES} == tried


def test_the_level_of_a_vein_far_before_a_bent_spine_is_told_along_the_spine() -> None:
    column = column_frame(None, {"kyphosis": 56.0})
    points = column.poses["T4"].apply(
        np.array([[-23.0, -20.0, 0.0], [-23.0, -50.0, 0.0], [-23.0, -60.0, 0.0]])
    )
    heights = {level: abs(points[2, 2] - column.poses[level].translation[2]) for level in ("T4", "T5", "T6")}
    assert min(heights, key=heights.__getitem__) != "T4"
    ways = tuple(WayPoint((x, y, z), 5.0) for x, y, z in points.tolist())
    there = replace(built([], column), graph=joined([Vessel("vein.segmental.azygos.arch", ways)]).graph)
    assert set(azygos.levels_of(there, np.ones(there.graph.node_count, bool))) == {"T4"}


def test_a_trunk_as_poor_in_posterior_veins_as_the_neck_is_found(drained: Built) -> None:
    sparse = CLAIMS["regions.sparse"].measure
    usual, graph = sparse(drained), drained.graph
    assert usual is not None and usual.passed
    trunk = [level for level in drained.segments if level[0] in "TL"]
    names = [f"vein.internal.{which}.{level}" for which in ("posterior", "bridge") for level in trunk]
    thinned = graph.restricted(~graph.edges_of(*names) | (np.arange(graph.edge_count) % 2 == 0))
    found = sparse(replace(drained, graph=thinned))
    assert found is not None and found.culprits == ("vein.internal.posterior",)


def test_a_plexus_of_the_skull_cut_off_from_the_column_breaks_the_route_past_the_cavae(
    drained: Built,
) -> None:
    graph = drained.graph
    own = graph.edges_of("vein.craniocervical.basilar-plexus")
    shared = np.intersect1d(graph.edges[own], graph.edges[~own])
    cut_off = graph.restricted(~own | ~np.isin(graph.edges, shared).any(axis=1))
    assert cut_off.nodes_of("vein.craniocervical.basilar-plexus").any()
    found = CLAIMS["drainage.batson"].measure(replace(drained, graph=cut_off))
    assert found is not None and not found.passed


def test_a_left_intercostal_vein_that_goes_to_the_azygos_vein_is_found(drained: Built) -> None:
    graph, name = drained.graph, "vein.segmental.intercostal.T10.left"
    own = graph.edges_of(name)
    last = own & graph.nodes_of(*azygos.LEFT_VEINS)[graph.edges].any(axis=1)
    loose = np.intersect1d(graph.edges[last], graph.edges[own & ~last])[0]
    tenth = np.flatnonzero(graph.nodes_of(f"{azygos.AZYGOS}.T10"))[0]
    edges = np.concatenate([graph.edges[~last], [[loose, tenth]]])
    owners = np.append(graph.structure[~last], graph.ids.index(name))
    astray = VesselGraph(graph.xyz, graph.radius, edges, owners, graph.ids)
    found = CLAIMS["drainage.takers"].measure(replace(drained, graph=astray))
    assert found is not None and found.culprits == (name,)
