"""Each claim on soft tissue holds on a small build and notices the fault it is there for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meshes.build import build
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.column.frame import column_frame
from meshes.geometry.lofting import mirrored
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from meshes.recipe import Recipe

IDS = (
    "bone.vertebra.T8", "bone.rib.T8.left", "ligament.longitudinal.posterior.T8", "dura.C7", "dura.T8",
    "dura.T9", "dura.L3", "dura.L4", "dura.S1", "nerve.cord.C7", "nerve.cord.T6", "nerve.cord.T8",
    "nerve.cord.L1", "nerve.root.T8.left", "nerve.root.T8.right", "nerve.root.T9.left",
    "nerve.root.T9.right", "nerve.cauda.L3", "nerve.filum.L3", "fat.T8",
)  # fmt: skip
CLAIMED = [name for name in CLAIMS if name.startswith("soft.")]

Move = Callable[[TriMesh], TriMesh]


@pytest.fixture(scope="module")
def sound() -> Built:
    return built(build(Recipe(), ids=IDS), column_frame())


def _changed(sound: Built, name: str, move: Move) -> Built:
    part = sound.parts[name]
    return Built({**sound.parts, name: Part(name, move(part.mesh), part.pose)}, sound.column, sound.graph)


def _shift(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Move:
    return lambda mesh: TriMesh(mesh.points + (x, y, z), mesh.triangles)


def _stretch(share: float) -> Move:
    def move(mesh: TriMesh) -> TriMesh:
        middle = mesh.points.mean(axis=0) * (0.0, 1.0, 1.0)
        return TriMesh(middle + (mesh.points - middle) * (share, share, 1.0), mesh.triangles)

    return move


@pytest.mark.parametrize("name", CLAIMED)
def test_a_sound_build_keeps_the_claim(sound: Built, name: str) -> None:
    found = CLAIMS[name].measure(sound)
    assert found is not None
    assert found.passed, (found.measured, found.culprits)


FAULTS = {
    "a ligament in the bone": ("soft.overlap", "ligament.longitudinal.posterior.T8", _shift(y=-1.0)),
    "fat in the sac": ("soft.overlap", "fat.T8", _shift(x=1.0)),
    "a rib in the body": ("soft.ribs", "bone.rib.T8.left", _shift(x=-4.0)),
    "a root in the pedicle": ("soft.roots.clear", "nerve.root.T8.left", _shift(z=8.0)),
    "a root beside its bed in the fat": ("soft.roots.clear", "nerve.root.T8.left", _shift(z=2.5)),
    "a root in the cord": ("soft.nerves", "nerve.root.T8.left", _shift(x=-1.0)),
    "a root in the way of the next": ("soft.nerves", "nerve.root.T9.left", _shift(z=26.0)),
    "a cauda in the wall of the sac": ("soft.nerves", "nerve.cauda.L3", _shift(x=1.0)),
    "a filum in the cauda": ("soft.nerves", "nerve.filum.L3", _shift(x=1.5, y=2.0)),
    "a root that floats in the sac": ("soft.roots.origin", "nerve.root.T8.left", _shift(x=0.5)),
    "a cord too thick": ("soft.cord.size", "nerve.cord.C7", _stretch(1.2)),
    "a cord beside the sac": ("soft.cord.sac", "nerve.cord.T8", _shift(x=3.0)),
    "a cord turned into the wall": ("soft.cord.sac", "nerve.cord.T8", _shift(y=-2.0)),
    "a conus too low": ("soft.cord.conus", "nerve.cord.L1", _shift(z=-12.0)),
    "a sac too long": ("soft.sac.end", "dura.S1", _shift(z=-8.0)),
    "a sac too narrow": ("soft.sac.area", "dura.L3", _stretch(0.75)),
    "a sac lost in fat": ("soft.sac.share", "dura.T8", _stretch(0.85)),
    "a sac that fills the canal": ("soft.sac.share", "dura.T8", _stretch(1.2)),
    "a waist of the sac": ("soft.sac.even", "dura.T9", _stretch(0.92)),
    "a sac that deepens downwards": ("soft.sac.trend", "dura.L4", _stretch(1.04)),
    "a sac against the lamina": ("soft.sac.canal", "dura.T8", _shift(y=2.5)),
    "a root on the wrong side": ("soft.roots", "nerve.root.T8.left", mirrored),
    "a root one foramen too low": ("soft.roots", "nerve.root.T8.right", _shift(z=-24.0)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_claim_notices(sound: Built, fault: str) -> None:
    claim, name, move = FAULTS[fault]
    found = CLAIMS[claim].measure(_changed(sound, name, move))
    assert found is not None and not found.passed
    assert name in found.culprits


def test_a_missing_root_is_noticed(sound: Built) -> None:
    parts = {name: part for name, part in sound.parts.items() if name != "nerve.root.T8.right"}
    found = CLAIMS["soft.roots"].measure(Built(parts, sound.column, sound.graph))
    assert found is not None and found.culprits == ("nerve.root.T8.right",)


def test_every_claim_on_soft_tissue_has_its_fault() -> None:
    assert {claim for claim, _, _ in FAULTS.values()} == set(CLAIMED)


def test_an_open_sac_and_a_sac_closed_too_early_are_noticed_by_the_genus(sound: Built) -> None:
    cut = _changed(sound, "dura.T8", lambda mesh: TriMesh(mesh.points, mesh.triangles[:-1]))
    swapped = _changed(sound, "dura.T8", lambda _: sound.parts["nerve.cord.T8"].mesh)
    for wrong, claim in ((cut, "mesh.closed"), (swapped, "mesh.genus")):
        found = CLAIMS[claim].measure(wrong)
        assert found is not None and found.culprits == ("dura.T8",)
