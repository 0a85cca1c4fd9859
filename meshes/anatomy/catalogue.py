"""The catalogue: every structure and every group, from one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from meshes.anatomy.levels import LEVELS, below, bone_level, parse_range
from meshes.anatomy.measures import CERTAINTIES, Measures, load_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.structure import EVIDENCE, KINDS, Group, Structure
from meshes.anatomy.tables import Row, rows
from meshes.anatomy.terms import NO_TERM, Term, load_terms
from meshes.assets import asset
from meshes.wording import in_one_line

Node = TypeVar("Node", Group, Structure)

CORE_MEASURES = ("EPWu", "EPWl", "EPDu", "EPDl", "VBHp", "SCW", "SCD", "PDW", "PDH", "TPW")
"""Measures whose origin decides how certain a vertebra is."""


class UnknownName(ValueError):
    """A name that selects nothing; the message offers the nearest valid names."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything there is; equal to itself alone, so that what is read off it can be kept.

    Parameters
    ----------
    structures : mapping of str to Structure
        The leaves, in tree order.
    groups : mapping of str to Group
        The inner nodes, in tree order.
    """

    structures: Mapping[str, Structure]
    groups: Mapping[str, Group]

    def children(self, name: str | None = None) -> tuple[str, ...]:
        """Ids of the groups and structures directly under a group, or of the roots."""
        nodes: tuple[Group | Structure, ...] = (*self.groups.values(), *self.structures.values())
        return tuple(node.id for node in nodes if node.parent == name)

    def under(self, name: str) -> tuple[str, ...]:
        """Ids of the structures that are `name` or lie below it in the tree."""
        return tuple(each for each in self.structures if each == name or each.startswith(name + "."))

    @cached_property
    def built_levels(self) -> tuple[str, ...]:
        """The levels of bones at which there is anything, from the head down."""
        levels = {bone_level(each.level) for each in self.structures.values() if each.level}
        return tuple(sorted(levels, key=LEVELS.index))

    @property
    def bones(self) -> Mapping[str, str]:
        """Id of the bone at each level that has one; ribs, of which there are two, are not among them."""
        bones = (each for each in self.structures.values() if each.kind == "bone" and each.side is None)
        return {each.level: each.id for each in bones if each.level}

    def levels_of(self, family: str) -> tuple[str, ...]:
        """Levels at which a group has structures of its own, from above downwards.

        Examples
        --------
        >>> load_catalogue().levels_of("vein.basivertebral")[0]
        'C2'
        """
        found = {each.level for each in self.structures.values() if each.parent == family}
        return tuple(level for level in LEVELS if level in found)

    def select(self, text: str) -> tuple[str, ...]:
        """Ids named by a list with commas of ids, id prefixes, levels, families or names, in tree order.

        Raises
        ------
        UnknownName
            If a part of the list selects nothing.

        Examples
        --------
        >>> load_catalogue().select("disc.T1-T2,bone.vertebra.L5")
        ('bone.vertebra.L5', 'disc.T1-T2')
        >>> load_catalogue().select("retia-venosa-vertebrarum") == load_catalogue().select("vein.internal")
        True
        """
        wanted: set[str] = set()
        for part in (each.strip() for each in text.split(",")):
            if part:
                wanted.update(self._selected(part))
        if not wanted:
            raise UnknownName("nothing is named; give ids, id prefixes or levels")
        return tuple(each for each in self.structures if each in wanted)

    def called(self, text: str) -> tuple[str, ...]:
        """Ids of the first group or structure with that name, synonym or end of its id; none if none has.

        Case does not matter, and a hyphen or a point may stand for a space.
        """
        wanted = _slug(text)
        nodes: tuple[Group | Structure, ...] = (*self.groups.values(), *self.structures.values())
        for node in nodes if wanted else ():
            if wanted in map(_slug, (node.id.rpartition(".")[2], node.name, *node.synonyms)):
                return self.under(node.id)
        return ()

    def _selected(self, part: str) -> tuple[str, ...]:
        found = self.under(part.rstrip("."))
        if not found:
            found = tuple(s.id for s in self.structures.values() if part in (s.level, s.group))
        found = found or self.called(part)
        if not found:
            offer = ", ".join(self._near(part))
            raise UnknownName(f"{in_one_line(part)!r} names no structure; did you mean {offer}?")
        return found

    def _near(self, part: str) -> list[str]:
        levels = {s.level for s in self.structures.values() if s.level}
        names = [*self.groups, *self.structures, *sorted(levels, key=LEVELS.index)]
        return get_close_matches(part, names, n=3, cutoff=0.4) or list(self.children())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of ``assets/anatomy/structures.csv``."""
    return read_catalogue(asset("anatomy", "structures.csv"), load_terms(), load_measures())


def read_catalogue(path: Path, terms: Mapping[str, Term], measures: Measures) -> Catalogue:
    """The catalogue of one table, its template rows written out for every level and side.

    Raises
    ------
    TableFault
        If a row repeats an id, has no parent, or names an unknown term, source, kind or evidence.
    """
    structures: dict[str, Structure] = {}
    groups: dict[str, Group] = {}
    for row in rows(path):
        _require_known(row, terms)
        if row.one_of("role", ("group", "structure")) == "group":
            _admit(row, _group(row, terms), groups, groups)
            continue
        for structure in _expanded(row, terms, measures, groups):
            _admit(row, structure, structures, groups)
    return Catalogue(MappingProxyType(structures), MappingProxyType(groups))


def _require_known(row: Row, terms: Mapping[str, Term]) -> None:
    row.one_of("kind", KINDS)
    row.one_of("evidence", EVIDENCE)
    if row["term"] and "{" not in row["term"] and row["term"] not in terms:
        raise row.fault("term", f"{row['term']!r} is not in terms.csv")


def _admit(row: Row, node: Node, into: dict[str, Node], groups: Mapping[str, Group]) -> None:
    if node.id in into:
        raise row.fault("id", f"{node.id} stands twice")
    if node.parent is not None and node.parent not in groups:
        raise row.fault("id", f"{node.id} hangs under {node.parent}, which has no row above it")
    for key in node.sources:
        if key not in load_sources():
            raise row.fault("sources", f"{key!r} is not in sources.toml")
    into[node.id] = node


def _parent(name: str, groups: Mapping[str, Group]) -> str | None:
    """The group a structure hangs under: what stands before its level or side, or before its own name."""
    family = name.partition(".{")[0]
    if name.startswith(family + ".{level}") or (family != name and family in groups):
        return family
    return family.rpartition(".")[0] or None


def _group(row: Row, terms: Mapping[str, Term]) -> Group:
    term = terms.get(row["term"], NO_TERM)
    return Group(
        row["id"], row["name"], term.latin, term.ta2, term.ta98, term.fma, row["kind"], row["group"],
        row["id"].rpartition(".")[0] or None, row["sentence"], row.listed("sources"), row.listed("synonyms"),
    )  # fmt: skip


def _expanded(
    row: Row, terms: Mapping[str, Term], measures: Measures, groups: Mapping[str, Group]
) -> Iterator[Structure]:
    for level in parse_range(row["levels"]):
        for side in row.listed("sides") or (None,):
            yield _structure(row, level, side, terms, measures, groups)


def _structure(
    row: Row,
    level: str,
    side: str | None,
    terms: Mapping[str, Term],
    measures: Measures,
    groups: Mapping[str, Group],
) -> Structure:
    key = row["term"].format(level=level, side=side)
    if key and key not in terms:
        raise row.fault("term", f"{key!r} is not in terms.csv")
    term = terms.get(key, NO_TERM)
    words = {"level": level, "below": below(level), "side": side, "english": term.english}
    sources, certainty = _origin(row, level, measures if side is None else None)
    return Structure(
        row["id"].format(**words), row["name"].format(**words), term.latin, term.ta2, term.ta98, term.fma,
        row["kind"], row["group"], level, side, _parent(row["id"], groups), row["evidence"],
        sources, row["sentence"].format(**words),
        tuple(each.format(**words) for each in row.listed("synonyms")), certainty,
    )  # fmt: skip


def _origin(row: Row, level: str, measures: Measures | None) -> tuple[tuple[str, ...], str]:
    """Sources and weakest certainty; unpaired bones and discs add those of the measures they are built to."""
    keys = {
        "bone": [(level, name) for name in CORE_MEASURES],
        "disc": [(f"{level}-{below(level)}", "height")],
    }.get(row["kind"], [])
    used = [measures.get(*key) for key in keys if measures.has(*key)] if measures else []
    sources = tuple(dict.fromkeys([*row.listed("sources"), *(measure.source for measure in used)]))
    return sources, max((measure.certainty for measure in used), key=CERTAINTIES.index, default="")
