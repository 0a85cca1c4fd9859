"""The one table of claims, and the one way to try them."""

from __future__ import annotations

from collections.abc import Iterator

from meshes.checks import soundness
from meshes.checks.bones import (
    contact,
    curves,
    facet_angles,
    foramina,
    openings,
    pedicle_course,
    sizes,
    trends,
)
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Verdict
from meshes.checks.soft import overlaps, sac_sizes, soft_tissue
from meshes.checks.veins import (
    azygos,
    calibre,
    cranial,
    drainage,
    embedding,
    folds,
    joints,
    ligaments,
    nerves,
    nets,
    open_ways,
    pelvis,
    plexus,
    regions,
    room,
    strangers,
    through,
    walls,
)
from meshes.detail import Detail

TABLES = (
    sizes, trends, curves, soundness, contact, foramina, facet_angles, pedicle_course, openings,
    plexus, nets, walls, ligaments, regions, cranial, room, embedding, nerves, drainage, azygos,
    open_ways, strangers, through, joints, pelvis, folds, calibre, overlaps, soft_tissue, sac_sizes,
)  # fmt: skip
"""Files of claims, bones first, in the order they are told."""

CLAIMS: dict[str, Claim] = {claim.id: claim for table in TABLES for claim in table.CLAIMS}
"""Every claim by id."""


_FINER_THAN_DRAFT = (
    "size.",
    "contact.",
    "opening.",
    "room.bone",
    "room.roots",
    "ligaments.",
    "soft.overlap",
    "soft.ribs",
    "soft.roots.clear",
    "soft.nerves",
)
"""Claims that ask surfaces for tenths of a millimetre: the grid of draft detail moves them by more."""


def asked_at(detail: Detail) -> tuple[str, ...]:
    """Ids of the claims that a build of some detail can answer: at draft not those on what its grid blurs."""
    is_draft = detail is Detail.DRAFT
    return tuple(name for name in CLAIMS if not (is_draft and name.startswith(_FINER_THAN_DRAFT)))


def tried(built: Built, names: tuple[str, ...] = tuple(CLAIMS)) -> Iterator[Verdict]:
    """Try claims one by one; those that speak of nothing that was built are left out.

    Parameters
    ----------
    built : Built
        What to try them on.
    names : tuple of str
        Ids of the claims; all by default.
    """
    for name in names:
        measurement = CLAIMS[name].measure(built)
        if measurement is not None:
            yield Verdict(CLAIMS[name], measurement)
