"""The one table of claims, and the one way to try them."""

from __future__ import annotations

from collections.abc import Iterator

from meshes.checks import (
    azygos,
    calibre,
    contact,
    cranial,
    curves,
    drainage,
    embedding,
    facet_angles,
    folds,
    foramina,
    joints,
    ligaments,
    nerves,
    nets,
    open_ways,
    openings,
    overlaps,
    pelvis,
    plexus,
    regions,
    room,
    sizes,
    soft_tissue,
    soundness,
    strangers,
    trends,
    walls,
)
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Verdict

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
