"""Whether veins have valves, and which way these let blood go: sources do not agree on all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import rows
from meshes.assets import asset

STATES = ("valveless", "valved", "disputed")


@dataclass(frozen=True)
class Valves:
    """What is said of the valves of a vein.

    Parameters
    ----------
    state : str
        One of `STATES`.
    way : str
        Where valves let blood go, in words; empty where there are none.
    source : str
        Key in ``sources.toml``.
    sentence : str
        What the source found, in our own words.
    """

    state: str
    way: str
    source: str
    sentence: str


@cache
def load_valves() -> Mapping[str, Valves]:
    """The table ``valves.csv`` by beginning of ids.

    Raises
    ------
    TableFault
        If a state or a source is unknown, or a valved vein does not say which way.
    """
    found = {}
    for row in rows(asset("anatomy", "valves.csv")):
        state = row.one_of("valves", STATES)
        if row["source"] not in load_sources():
            raise row.fault("source", f"{row['source']!r} is not in sources.toml")
        if state == "valved" and not row["way"]:
            raise row.fault("way", "a valved vein needs the way its valves open")
        found[row["family"]] = Valves(state, row["way"], row["source"], row["sentence"])
    return MappingProxyType(found)


def valves_of(structure_id: str) -> Valves | None:
    """What is said of a vein, by the longest beginning of its id that has a row; None of anything else.

    >>> valves_of("vein.segmental.azygos.arch").state, valves_of("vein.segmental.azygos.T8").state
    ('valved', 'disputed')
    >>> valves_of("bone.sacrum") is None
    True
    """
    parts = structure_id.split(".")
    table = load_valves()
    for length in range(len(parts), 0, -1):
        found = table.get(".".join(parts[:length]))
        if found is not None:
            return found
    return None
