"""The one table of claims, and the one way to try them."""

from __future__ import annotations

from collections.abc import Iterator

from meshes.checks import soundness
from meshes.checks.bones import contact, curves, facet_angles, foramina, openings, sizes, trends
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Verdict
from meshes.checks.soft import overlaps, soft_tissue
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
    walls,
)

TABLES = (
    sizes, trends, curves, soundness, contact, foramina, facet_angles, openings,
    plexus, nets, walls, ligaments, regions, cranial, room, embedding, nerves, drainage, azygos,
    open_ways, strangers, joints, pelvis, folds, calibre, overlaps, soft_tissue,
)  # fmt: skip
"""Files of claims, bones first, in the order they are told."""

CLAIMS: dict[str, Claim] = {claim.id: claim for table in TABLES for claim in table.CLAIMS}
"""Every claim by id."""


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
