"""Claims on regions and on the craniocervical network: each passes on a small plexus, fails on a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.checks.built import Built
from meshes.checks.claim import Measurement
from meshes.checks.claims import CLAIMS
from meshes.checks.veins.cranial import ALWAYS, GROUP, INWARDS
from meshes.checks.veins.regions import LIGAMENT_MM
from meshes.column.frame import column_frame
from meshes.column.segment import segments
from meshes.geometry.axes import SIDES
from meshes.network.graph import VesselGraph
from tests.meshes.checks.small import Draft

COLUMN = column_frame()
PLACES = segments(COLUMN)


def _built(draft: Draft, radius: Callable[[str], float] = lambda _: 0.5) -> Built:
    graph = draft.graph()
    sizes = np.array([radius(name) for name in draft.places])
    return Built({}, COLUMN, VesselGraph(graph.xyz, sizes, graph.edges, graph.structure, graph.ids))


def _measured(name: str, build: Built) -> Measurement:
    measurement = CLAIMS[name].measure(build)
    assert measurement is not None
    return measurement


def _columns(body_mm: float, disc_mm: float, level: str = "C5") -> Draft:
    """Straight columns at a level with their centres so far from the midline."""
    draft, place = Draft(), PLACES[level]
    half = place.landmarks.body.height_posterior / 2
    for side, sign in SIDES.items():
        spots = {"middle": (body_mm, 0.0), "rim": (disc_mm, -half), "disc": (disc_mm, -1.2 * half)}
        for spot, (x, z) in spots.items():
            draft.places[f"{side}.{spot}"] = place.pose.apply(np.array([[sign * x, 1.0, z]]))[0]
        draft.link(f"vein.internal.anterior.{level}.{side}", *(f"{side}.{spot}" for spot in spots))
    return draft


@pytest.mark.parametrize(
    ("body_mm", "disc_mm", "passes"), [(3.1, 5.6, True), (2.0, 5.6, False), (3.1, 4.0, False)]
)
def test_a_column_inside_the_free_strip_of_the_neck_is_found(
    body_mm: float, disc_mm: float, passes: bool
) -> None:
    found = _measured("regions.strip", _built(_columns(body_mm, disc_mm)))
    assert found.passed is passes
    assert passes or "vein.internal.anterior.C5.left" in found.culprits


@pytest.mark.parametrize(
    ("level", "body_mm", "passes"), [("L1", 4.2, True), ("L1", 3.2, False), ("L4", 3.2, True)]
)
def test_a_column_before_the_ligament_instead_of_beside_it_is_found(
    level: str, body_mm: float, passes: bool
) -> None:
    found = _measured("regions.beside", _built(_columns(body_mm, 7.0, level)))
    assert found.passed is passes
    assert passes or f"vein.internal.anterior.{level}.right" in found.culprits


@pytest.mark.parametrize(("level", "gap_mm", "passes"), [
    ("C5", 1.6, True), ("C5", 0.5, False), ("T6", 0.5, True), ("T6", 1.6, False),
])  # fmt: skip
def test_a_link_on_the_wrong_side_of_the_ligament_is_found(level: str, gap_mm: float, passes: bool) -> None:
    draft = Draft()
    for x in (-2.0, 0.0, 2.0):
        draft.places[f"{x}"] = PLACES[level].pose.apply(np.array([[x, gap_mm + 0.5, 0.0]]))[0]
    draft.link(f"vein.internal.transverse.{level}", *draft.places)
    found = _measured("regions.ligament", _built(draft))
    assert found.passed is passes
    assert passes or found.culprits == (f"vein.internal.transverse.{level}",)


@pytest.mark.parametrize(("gap_mm", "passes"), [(1.4, True), (1.0, False)])
def test_in_the_neck_the_ligament_is_taken_to_lie_on_the_hollow_bone(
    bones: Built, gap_mm: float, passes: bool
) -> None:
    draft, place, near = Draft(), PLACES["C2"], bones.nearness["C2"]
    trial = place.pose.apply(np.array([[0.0, y, -2.6] for y in np.linspace(-1.0, 4.0, 501)]))
    spot = trial[np.argmin(np.abs(near(trial) - (gap_mm + 0.5)))]
    across = place.pose.apply_direction(np.array([[1.0, 0.0, 0.0]]))[0]
    for x in (-0.5, 0.0, 0.5):
        draft.places[f"{x}"] = spot + x * across
    draft.link("vein.internal.transverse.C2", *draft.places)
    found = _measured("regions.ligament", Built(bones.parts, bones.column, _built(draft).graph))
    assert found.passed is passes
    # The plane of the posterior wall, from which the gap would be too small, is not what counts.
    assert place.pose.inverse().apply(spot[None])[0, 1] - 0.5 < LIGAMENT_MM


@pytest.mark.parametrize(("last", "passes"), [(0.3, True), (0.9, False)])
def test_columns_that_keep_their_calibre_to_the_end_are_found(last: float, passes: bool) -> None:
    draft = Draft()
    for level in ("S1", "S5"):
        for side, sign in SIDES.items():
            for z in (0.0, 4.0):
                spot = np.array([[sign * 3.0, 1.0, z]])
                draft.places[f"{level}.{side}.{z}"] = PLACES[level].pose.apply(spot)[0]
            draft.link(f"vein.internal.anterior.{level}.{side}", f"{level}.{side}.0.0", f"{level}.{side}.4.0")
    found = _measured("regions.taper", _built(draft, lambda name: last if name.startswith("S5") else 1.0))
    assert found.passed is passes


def _pairs() -> list[tuple[str, str]]:
    pairs = [(f"{GROUP}.{one}", f"{GROUP}.{other}") for one, other in ALWAYS]
    pairs += [(f"{GROUP}.{one}", other) for one, other in INWARDS]
    return [(one.format(side=side), other.format(side=side)) for side in SIDES for one, other in pairs]


def _network(without: tuple[str, str] | None = None, dropped: str = "") -> Built:
    """Every vein as a short spur with a node shared for each link; the column as one chain below."""
    draft = Draft()
    for number, name in enumerate(load_catalogue().under(GROUP)):
        if name != dropped:
            draft.places[name] = np.array([0.0, 50.0 * number, 0.0])
            draft.places[f"{name} end"] = draft.places[name] + 1.0
            draft.link(name, name, f"{name} end")
    for number, (one, other) in enumerate(_pairs()):
        if (one, other) != without and dropped not in (one, other):
            joint = f"joint {number}"
            draft.places[joint] = np.array([1000.0, 20.0 * number, 0.0])
            draft.places.setdefault(other, np.array([2000.0, 20.0 * number, 0.0]))
            draft.link(one, one, joint)
            draft.link(other, joint, other)
    draft.places["S5"] = np.array([3000.0, 0.0, 0.0])
    for side in SIDES:
        column = f"vein.internal.anterior.C1.{side}"
        if column in draft.places:
            draft.link("vein.internal.anterior.S5.left", column, "S5")
            draft.link("vein.internal.ring.C1", column, f"vein.internal.posterior.C1.{side}")
    return _built(draft)


@pytest.mark.parametrize("name", ["cranial.present", "cranial.linked", "cranial.through"])
def test_the_small_network_keeps_its_claims(name: str) -> None:
    assert _measured(name, _network()).passed


def test_a_lost_sinus_is_found() -> None:
    found = _measured("cranial.present", _network(dropped=f"{GROUP}.occipital-sinus.right"))
    assert found.culprits == (f"{GROUP}.occipital-sinus.right",)


def test_a_condylar_vein_is_there_on_the_sides_its_person_has_it() -> None:
    name = f"{GROUP}.condylar-emissary.right"
    without, lacking = _network(dropped=name), frozenset({name})
    for claim in ("cranial.present", "cranial.linked"):
        assert _measured(claim, replace(without, lacking=lacking)).passed
        assert _measured(claim, without).culprits == (name,)
    assert _measured("cranial.present", replace(_network(), lacking=lacking)).culprits == (name,)


@pytest.mark.parametrize("pair", _pairs())
def test_a_lost_link_is_found(pair: tuple[str, str]) -> None:
    found = _measured("cranial.linked", _network(without=pair))
    assert not found.passed
    assert pair[0] in found.culprits


def test_a_column_cut_off_from_the_skull_is_found() -> None:
    whole = _network()
    keep = ~whole.graph.edges_of(*(f"vein.internal.anterior.C1.{side}" for side in SIDES))
    found = _measured("cranial.through", Built({}, COLUMN, whole.graph.restricted(keep)))
    assert not found.passed
