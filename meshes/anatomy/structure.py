"""What one structure is called, where it belongs and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("bone", "disc", "ligament", "nerve", "dura", "fat", "vein")
"""What a structure is made of."""

EVIDENCE = ("measured", "derived", "illustrative")
"""Whether its size was measured, follows from measurements, or is a plausible picture."""


@dataclass(frozen=True)
class Structure:
    """One thing that can be built, shown, hidden and named.

    Parameters
    ----------
    id : str
        From general to special, e.g. ``vein.internal.anterior.L3.left``.
    name, latin : str
        English name; Latin name, empty where no terminology has one.
    ta2, ta98, fma : str or None
        Identifiers; None where unknown. A part of a plexus carries the number of its plexus.
    kind, group : str
        Tissue, and the family it is switched with.
    level, side, parent : str or None
        Level of the column, ``left`` or ``right``, and the group it hangs under in the tree.
    evidence : str
        One of `EVIDENCE`.
    sources : tuple of str
        Keys in ``sources.toml``.
    sentence : str
        What it is, in one sentence.
    synonyms : tuple of str
        Other names it is searched by.
    certainty : str
        The least certain of the core measures behind it; empty where it rests on none.
    """

    id: str
    name: str
    latin: str
    ta2: str | None
    ta98: str | None
    fma: str | None
    kind: str
    group: str
    level: str | None
    side: str | None
    parent: str | None
    evidence: str
    sources: tuple[str, ...]
    sentence: str
    synonyms: tuple[str, ...] = ()
    certainty: str = ""

    @property
    def lies_between(self) -> bool:
        """Whether it lies between its level and the next below, as ``disc.L3-L4`` does."""
        return f".{self.level}-" in self.id


@dataclass(frozen=True)
class Group:
    """An inner node of the tree: a name over structures and other groups."""

    id: str
    name: str
    latin: str
    ta2: str | None
    ta98: str | None
    fma: str | None
    kind: str
    group: str
    parent: str | None
    sentence: str
    sources: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
