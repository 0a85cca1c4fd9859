"""Which names are written: the chosen first, one of each family, then what is large in the picture.

A family of which nothing is seen but through others, or under them, has no name unless it is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.render.labels.sight import Sighting
from viewer.render.protocol import LabelWish

LEAST_SHARE = 0.02
"""A further member of a family gets a name of its own from this share of the picture on."""
MOST_LABELS = 24
FAINT = 0.2
"""Less dense than this, a structure is a shadow among others, and named when those are."""


def chosen_labels(
    wishes: Sequence[LabelWish], seen: Mapping[str, Sighting]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ids and names to write, the most important first; no name twice."""
    wishes = [wish for wish in wishes if wish.point is None]
    in_sight = [wish for wish in wishes if wish.id in seen and (wish.is_chosen or seen[wish.id].is_distinct)]
    # A plexus of many pieces is as large as all of them, and called by the largest.
    together: dict[str, float] = {}
    for wish in in_sight:
        together[wish.family] = together.get(wish.family, 0.0) + seen[wish.id].share

    def rank(wish: LabelWish) -> tuple[bool, float, float]:
        sighting = seen[wish.id]
        return sighting.opacity < FAINT, -together[wish.family], -sighting.share

    in_sight.sort(key=rank)
    ordered: dict[str, tuple[str, ...]] = {
        wish.id: wish.names for wish in wishes if wish.is_chosen and wish.id in seen
    }
    families = {wish.family for wish in in_sight if wish.is_chosen}
    for wish in in_sight:
        if wish.family not in families:
            families.add(wish.family)
            ordered[wish.id] = wish.family_names
    for wish in in_sight:
        if wish.id not in ordered and seen[wish.id].share >= LEAST_SHARE:
            ordered[wish.id] = wish.names
    unique: dict[tuple[str, ...], str] = {}
    for key, names in ordered.items():
        unique.setdefault(names, key)
    return tuple((key, names) for names, key in unique.items())[:MOST_LABELS]
