"""Finding structures by what one types: names in English or Latin, synonyms, numbers, levels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.levels import LEVELS
from meshes.anatomy.structure import Group, Structure
from viewer.model.visibility import levels_of

_LEVEL_OF = {level.casefold(): level for level in LEVELS}
_REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral", "Co": "coccygeal"}
_NUMBER = re.compile(r"(ta2|ta98|fma):?(a?\d.*)")
_NO_NAME = 3
_MOST_MEANT = 60
"""A group of more is no vein with parts: who searches its name does not want all of it at once."""
_MOST_WORDS = 40
"""Nothing is called by more; a text pasted by mistake must not hold up the window."""
_RANGE = re.compile(r"(\w+)[-–/:](\w+)")


@dataclass(frozen=True)
class Found:
    """What a search came to.

    Parameters
    ----------
    rows
        Ids of the groups and structures that match themselves.
    ids
        The structures meant, best first: those that match, then those of the groups that match.
    best
        What the nearest name stands for: one structure, or all of a group that is called so.
    """

    rows: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    best: tuple[str, ...] = ()


class Search:
    """The words of a catalogue, ready to be looked through at every key press.

    A structure is found when every word typed fits its own words or those of the groups above it, and at
    least one fits its own; so ``batson L1`` finds the veins of that level.

    Parameters
    ----------
    catalogue
        What is searched.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    # Gathered at the first search: the first picture does not wait for it.
    @cached_property
    def _entries(self) -> Mapping[str, _Words]:
        groups = {key: _Words(entry) for key, entry in self._catalogue.groups.items()}
        return groups | {key: _Words(entry) for key, entry in self._catalogue.structures.items()}

    @cached_property
    def _above(self) -> Mapping[str, Sequence[str]]:
        return {key: self._groups_above(each.entry) for key, each in self._entries.items()}

    def find(self, text: str) -> Found:
        """What fits all words of `text`, in any order, whatever the case and the accents; nothing without."""
        words = folded(text).split()
        if not 0 < len(words) <= _MOST_WORDS:
            return Found()
        tests = [_test_of(word) for word in words]
        own = {key: [fits(entry) for fits in tests] for key, entry in self._entries.items()}
        rows = [key for key in own if any(own[key]) and self._is_whole(key, own)]
        typed = " ".join(words)
        best = sorted(rows, key=lambda key: (self._entries[key].distance(typed), own[key].count(False)))
        structures = self._catalogue.structures
        ids = [key for key in best if key in structures]
        ids += [leaf for key in rows if key not in structures for leaf in self._catalogue.under(key)]
        return Found(frozenset(rows), tuple(dict.fromkeys(ids)), self._meant(typed, best, ids[:1]))

    def _meant(self, typed: str, best: Sequence[str], first: Sequence[str]) -> tuple[str, ...]:
        """All of the group that is called as typed, no farther off than the nearest structure; else that."""
        groups = [key for key in best if key not in self._catalogue.structures]
        farthest = min([_NO_NAME - 1, *(self._entries[key].distance(typed) for key in first)])
        if groups and self._entries[groups[0]].distance(typed) <= farthest:
            leaves = tuple(self._catalogue.under(groups[0]))
            return leaves if len(leaves) <= _MOST_MEANT else tuple(first)
        return tuple(first)

    def _is_whole(self, key: str, own: Mapping[str, Sequence[bool]]) -> bool:
        """Whether each word that does not fit an entry itself fits one of the groups above it."""
        above = self._above[key]
        return all(fits or any(own[group][at] for group in above) for at, fits in enumerate(own[key]))

    def _groups_above(self, entry: Group | Structure) -> tuple[str, ...]:
        above: list[str] = []
        while entry.parent is not None and entry.parent in self._entries:
            above.append(entry.parent)
            entry = self._entries[entry.parent].entry
        return tuple(above)


class _Words:
    """Everything one entry can be found by."""

    def __init__(self, entry: Group | Structure) -> None:
        self.entry = entry
        self.levels = frozenset(levels_of(entry)) if isinstance(entry, Structure) else frozenset()
        regions = {_REGIONS[level.rstrip("0123456789")] for level in self.levels}
        self.names = folded(entry.name), folded(entry.latin)
        self.numbers = {
            system: {number.casefold() for number in (numbers or "").split(";") if number}
            for system, numbers in (("ta2", entry.ta2), ("ta98", entry.ta98), ("fma", entry.fma))
        }
        known = [system for system, numbers in self.numbers.items() if numbers]
        self.text = folded(" ".join((entry.name, entry.latin, *entry.synonyms, entry.id, *regions, *known)))
        self.tokens = set(re.split(r"[^\w.]+", self.text)).union(*self.numbers.values())

    def distance(self, typed: str) -> int:
        """How near its names are to what was typed: 0 the same, 1 begins so, 2 has it, else `_NO_NAME`."""
        if typed in self.names or typed in self.tokens:
            return 0
        if any(name.startswith(typed) for name in self.names):
            return 1
        return 2 if any(typed in name for name in self.names) else _NO_NAME


def _test_of(word: str) -> Callable[[_Words], bool]:
    """Whether an entry fits one word typed: what the word is, is asked once for all entries."""
    if level := _LEVEL_OF.get(word):
        return lambda entry: level in entry.levels or word in entry.tokens
    if between := _levels_between(word):
        return lambda entry: bool(entry.levels) and entry.levels <= between
    if number := _NUMBER.fullmatch(word):
        system, start = number[1], number[2]
        return lambda entry: any(each.startswith(start) for each in entry.numbers[system])
    if word[0].isdigit() or re.fullmatch(r"a\d[\d.]*", word):
        return lambda entry: any(token.startswith(word) for token in entry.tokens)
    return lambda entry: word in entry.text


def folded(text: str) -> str:
    """Text without case and accents, for comparing."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _levels_between(word: str) -> frozenset[str]:
    match = _RANGE.fullmatch(word)
    if match is None or not {match[1], match[2]} <= _LEVEL_OF.keys():
        return frozenset()
    ends = sorted(LEVELS.index(_LEVEL_OF[end]) for end in match.groups())
    return frozenset(LEVELS[ends[0] : ends[1] + 1])
