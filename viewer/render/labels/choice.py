"""Which names are written: the chosen first, one of each family, then what is large in the picture.

A family of which nothing is seen but through others, or under them, has no name unless it is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from viewer.render.labels.sight import Sighting
from viewer.render.protocol import LabelWish

LEAST_SHARE = 0.02
"""A further member of a family gets a name of its own from this share of the picture on."""
MOST_LABELS = 24
FAINT = 0.2
"""Less dense than this, a structure is a shadow among others, and named when those are."""


class Chosen(NamedTuple):
    """A name to write, and what it may point at.

    Parameters
    ----------
    id, names
        What it names, and in which words.
    is_wished
        Whether that is selected.
    kin
        Others in sight that go by the same name, the largest first.
    """

    id: str
    names: tuple[str, ...]
    is_wished: bool = False
    kin: tuple[str, ...] = ()


def chosen_labels(wishes: Sequence[LabelWish], seen: Mapping[str, Sighting]) -> tuple[Chosen, ...]:
    """What to write, the most important first; no name twice."""
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
    ordered = {
        wish.id: Chosen(wish.id, wish.names, True) for wish in wishes if wish.is_chosen and wish.id in seen
    }
    families = {wish.family for wish in in_sight if wish.is_chosen}
    kin: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for wish in in_sight:
        kin.setdefault((wish.family, wish.family_names), []).append(wish.id)
    for wish in in_sight:
        if wish.family not in families:
            families.add(wish.family)
            named_so = kin[wish.family, wish.family_names]
            ordered[wish.id] = Chosen(wish.id, wish.family_names, kin=tuple(named_so))
    for wish in in_sight:
        if wish.id not in ordered and seen[wish.id].share >= LEAST_SHARE:
            ordered[wish.id] = Chosen(wish.id, wish.names)
    unique: dict[tuple[str, ...], Chosen] = {}
    for one in ordered.values():
        unique.setdefault(one.names, one)
    written = tuple(unique.values())[:MOST_LABELS]
    own = {one.id for one in written}
    return tuple(one._replace(kin=tuple(key for key in one.kin if key not in own)) for one in written)
