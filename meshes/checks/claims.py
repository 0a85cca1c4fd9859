"""The one table of claims, and the one way to try them."""

from __future__ import annotations

from collections.abc import Iterator

from meshes.checks import (
    calibre,
    contact,
    cranial,
    drainage,
    plexus,
    regions,
    room,
    sizes,
    soundness,
)
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Verdict

CLAIMS: dict[str, Claim] = {
    claim.id: claim
    for claim in (
        *sizes.CLAIMS,
        *soundness.CLAIMS,
        *contact.CLAIMS,
        *plexus.CLAIMS,
        *regions.CLAIMS,
        *cranial.CLAIMS,
        *room.CLAIMS,
        *drainage.CLAIMS,
        *calibre.CLAIMS,
    )
}
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
