"""Sessions: all a user did, as one versioned JSON file.

``{"format": "retia-session", "version": 2, "retia": "0.1.0", "scene": {…}}``, where the scene has the fields
of `SceneState` by their names. In ``looks`` stand the structures that differ from visible, solid and of their
group's colour, with what differs. ``shelf`` has the scenes kept under a name, ``{"at": 0, "scenes": [{"name":
…, "thumbnail": …, "state": {…}}]}``, each state written like the scene. Version 1 knew no shelf.

What is read is foreign: types, ranges, sizes and names are checked. Structures that this atlas does not have
are left out and reported; anything else that does not fit is refused with its place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from meshes.anatomy.catalogue import Catalogue, UnknownName
from meshes.anatomy.levels import LEVELS, require_level
from meshes.column.settable import checked, require_seed
from meshes.wording import in_one_line, parser_trouble
from viewer import __version__
from viewer.model.explosion import require_amount
from viewer.model.look import Look
from viewer.model.palette import load_palette
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.state import NO_SCENES, SceneState
from viewer.model.viewpoint import require_sound
from viewer.model.written.plain import Fault, Reader, checked_at, plain

FORMAT, VERSION = "retia-session", 2
ENDING = ".retia.json"
LARGEST_BYTES = 20_000_000

Table = dict[str, Any]
Cutting = TypeVar("Cutting", Section, SectionBox)
Migration = Callable[[Table], Table]


def _from_1(table: Table) -> Table:
    scene = table["scene"]
    # What is no object is left for the reader, which says where it stands.
    if isinstance(scene, dict):
        scene = {**scene, "shelf": plain(NO_SCENES)}
    return {**table, "version": 2, "scene": scene}


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _from_1})
"""For each older version, what turns its content into that of the next."""

_NAMED_IN_NOTES = 3


class FaultySession(ValueError):
    """A session that cannot be opened; the message says what is wrong and where."""


@dataclass(frozen=True)
class Opened:
    """A session that was read: its state, and what had to be left out."""

    state: SceneState
    notes: tuple[str, ...] = ()


def session_text(state: SceneState) -> str:
    """The session of a state; the same state gives the same text."""
    scenes = [
        {"name": kept.name, "thumbnail": kept.thumbnail, "state": _scene_table(kept.state)}
        for kept in state.shelf.scenes
    ]
    scene = {**_scene_table(state), "shelf": {"at": state.shelf.at, "scenes": scenes}}
    table = {"format": FORMAT, "version": VERSION, "retia": __version__, "scene": scene}
    return json.dumps(table, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read_session(
    content: str | bytes, catalogue: Catalogue, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Opened:
    """The state in the text of a session file.

    Raises
    ------
    FaultySession
        When it is damaged, of a newer version, or says what cannot be.
    """
    try:
        table = _migrated(_parsed(content), migrations)
        reader = Reader()
        scene = table.get("scene")
        if not isinstance(scene, dict):
            raise Fault("scene", "is missing")
        state = reader.read(SceneState, scene, "scene")
        sound, notes = _sound(state, catalogue, reader.notes, "scene")
        return Opened(_with_sound_shelf(sound, catalogue, notes), tuple(dict.fromkeys(notes)))
    except (Fault, RecursionError) as fault:
        raise FaultySession(f"damaged session: {parser_trouble(fault)}") from fault


def _scene_table(state: SceneState) -> Table:
    """A state without its shelf."""
    scene: Table = plain(replace(state, looks={}, shelf=NO_SCENES))
    scene["looks"] = {key: _difference(look) for key, look in state.looks.items() if look != Look()}
    del scene["shelf"]
    return scene


def _difference(look: Look) -> Table:
    own, usual = plain(look), plain(Look())
    return {name: value for name, value in own.items() if value != usual[name]}


def _parsed(content: str | bytes) -> Table:
    if len(content) > LARGEST_BYTES:
        raise FaultySession(f"more than {LARGEST_BYTES // 10**6} MB: this is no session")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        table = json.loads(text, object_pairs_hook=_once_each, parse_constant=_refused)
    except Fault:
        raise
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise FaultySession(
            f"damaged session: no JSON at {where}: {fault.msg.removesuffix(' at')}"
        ) from fault
    except ValueError as fault:
        raise FaultySession(f"damaged session: {parser_trouble(fault)}") from fault
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise FaultySession(f'this is no session: it does not say "format": "{FORMAT}"')
    return table


def _once_each(pairs: list[tuple[str, Any]]) -> Table:
    table = dict(pairs)
    if len(table) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise Fault(twice, "stands twice")
    return table


def _refused(word: str) -> float:
    raise Fault(word, "is no number of JSON")


def _migrated(table: Table, migrations: Mapping[int, Migration]) -> Table:
    version = table.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise Fault("version", "is missing or no whole number")
    if version > VERSION:
        raise FaultySession(
            f"this session is of version {version}; this Retia reads up to {VERSION}: use a newer Retia"
        )
    while version < VERSION:
        if version not in migrations:
            raise FaultySession(f"this session is of version {version}, which this Retia does not read")
        try:
            table = migrations[version](table)
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise FaultySession(f"damaged session of version {version}: {fault!r}") from fault
        version += 1
    return table


def _with_sound_shelf(state: SceneState, catalogue: Catalogue, notes: list[str]) -> SceneState:
    scenes = []
    for at, kept in enumerate(state.shelf.scenes):
        sound, more = _sound(kept.state, catalogue, [], f"scene.shelf.scenes[{at}].state")
        notes += more
        scenes.append(replace(kept, state=sound))
    return replace(state, shelf=replace(state.shelf, scenes=tuple(scenes)))


def _sound(
    state: SceneState, catalogue: Catalogue, notes: list[str], path: str
) -> tuple[SceneState, list[str]]:
    """The state at a place of the file as this atlas can show it, and notes on it. Raises Fault."""
    known = catalogue.structures
    named = (*state.looks, *state.selection, *sorted(state.set_aside), *(step.id for step in state.route))
    named += tuple(pin.structure for pin in state.pins if pin.structure)
    notes = [*notes, *_strangers(named, catalogue)]
    looks = {key: state.looks.get(key, Look()) for key in known}
    section = state.section and _spared(state.section, catalogue, notes, f"{path}.section")
    box = state.box and _spared(state.box, catalogue, notes, f"{path}.box")
    sound = replace(
        state,
        looks=looks,
        selection=tuple(dict.fromkeys(key for key in state.selection if key in known)),
        set_aside=frozenset(key for key in state.set_aside if key in known and not looks[key].visible),
        levels=checked_at(f"{path}.levels", _levels, state.levels),
        viewpoint=checked_at(f"{path}.viewpoint", require_sound, state.viewpoint),
        section=section,
        box=box,
        palette=checked_at(f"{path}.palette", lambda name: load_palette(name).name, state.palette),
        parameters=checked_at(f"{path}.parameters", checked, state.parameters),
        seed=checked_at(f"{path}.seed", require_seed, state.seed),
        route=tuple(step for step in state.route if step.id in known),
        pins=tuple(pin if pin.structure in known else replace(pin, structure="") for pin in state.pins),
        explosion=checked_at(f"{path}.explosion", require_amount, state.explosion),
    )
    return sound, notes


def _strangers(ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    unknown = [key for key in dict.fromkeys(ids) if key not in catalogue.structures]
    if not unknown:
        return []
    named = ", ".join(map(in_one_line, unknown[:_NAMED_IN_NOTES]))
    more = len(unknown) - _NAMED_IN_NOTES
    return [f"not in this atlas and left out: {named}{f' and {more} more' if more > 0 else ''}"]


def _spared(section: Cutting, catalogue: Catalogue, notes: list[str], path: str) -> Cutting:
    kept = []
    for pattern in section.spared:
        try:
            catalogue.select(pattern)
            kept.append(pattern)
        except UnknownName:
            notes.append(f"{path}.spared: {pattern!r} names nothing here and was left out")
    return replace(section, spared=tuple(kept))


def _levels(levels: tuple[str, str]) -> tuple[str, str]:
    first, last = (require_level(level) for level in levels)
    if LEVELS.index(first) > LEVELS.index(last):
        raise ValueError(f"{first} lies below {last}")
    return first, last
