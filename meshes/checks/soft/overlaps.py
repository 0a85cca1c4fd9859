"""Claims that soft tissue shares no space with bone, with discs and with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.geometry.trimesh import TriMesh
from meshes.surface.nearness import Nearness

OVERLAP_MM = 0.1
"""Largest allowed overlap of two solids."""

Pair = tuple[str, str]


def overlap_mm(one: Nearness, other: Nearness) -> float:
    """How deep corners of either of two meshes lie in the other; 0 where they do not."""
    return max(_deep_in(one, other.mesh), _deep_in(other, one.mesh))


def _deep_in(one: Nearness, other: TriMesh) -> float:
    low, high = one.mesh.bounds
    return one.deepest_mm(
        other.points[((other.points > low) & (other.points < high)).all(axis=1)], OVERLAP_MM / 2
    )


def _soft(built: Built) -> Measurement | None:
    """Bones and discs among themselves are tried by claims of their own; veins lie in fat."""
    soft, hard = _of_kind(built, "ligament", "dura", "fat"), _of_kind(built, "bone", "disc")
    return _overlaps(built, soft, [*combinations(soft, 2), *product(soft, hard)])


def _ribs(built: Built) -> Measurement | None:
    ribs = [part.id for part in built.of("bone.rib.")]
    others = [name for name in _of_kind(built, "bone", "disc") if name not in ribs]
    return _overlaps(built, ribs, [*combinations(ribs, 2), *product(ribs, others)])


def _roots(built: Built) -> Measurement | None:
    roots = [part.id for part in built.of("nerve.root.")]
    return _overlaps(built, roots, product(roots, _of_kind(built, "bone", "disc", "ligament", "dura", "fat")))


def _nerves(built: Built) -> Measurement | None:
    nerves, dura = _of_kind(built, "nerve"), _of_kind(built, "dura")
    inside = [name for name in nerves if not name.startswith("nerve.root.")]
    return _overlaps(built, nerves, [*combinations(nerves, 2), *product(inside, dura)])


def _of_kind(built: Built, *kinds: str) -> list[str]:
    return [name for name in built.parts if name.partition(".")[0] in kinds]


def _overlaps(built: Built, tried: list[str], pairs: Iterable[Pair]) -> Measurement | None:
    """Deepest overlap by structure."""
    near: dict[str, Nearness] = {}
    deepest = dict.fromkeys(tried, 0.0)
    for pair in _meeting(built, pairs):
        for name in pair:
            if name not in near:
                near[name] = Nearness(built.parts[name].mesh)
        deep = overlap_mm(*(near[name] for name in pair))
        for name in pair:
            deepest[name] = max(deepest.get(name, 0.0), deep)
    return at_most(deepest, OVERLAP_MM)


def _meeting(built: Built, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Those pairs whose boxes meet."""
    boxes = {name: part.mesh.bounds for name, part in built.parts.items()}
    for one, other in pairs:
        if (np.maximum(boxes[one][0], boxes[other][0]) <= np.minimum(boxes[one][1], boxes[other][1])).all():
            yield one, other


CLAIMS = (
    Claim(
        "soft.overlap",
        "Ligaments, dura and fat reach neither into each other nor into bone or disc",
        "mm",
        OVERLAP_MM,
        (),
        _soft,
    ),
    Claim("soft.ribs", "No rib reaches into a vertebra, a disc or another rib", "mm", OVERLAP_MM, (), _ribs),
    Claim(
        "soft.roots.clear",
        "No root reaches into bone, disc, ligament, dura or fat",
        "mm",
        OVERLAP_MM,
        (),
        _roots,
    ),
    Claim(
        "soft.nerves",
        "Cord, roots, cauda and filum reach neither into each other nor into the dura; a root at most "
        "touches the cord, where it comes from it",
        "mm",
        OVERLAP_MM,
        (),
        _nerves,
    ),
)
