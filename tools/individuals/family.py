"""Individuals whose bones differ in their basivertebral foramina alone: each is sampled and meshed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import bone_level
from meshes.assembly import Assembly
from meshes.bones.foramina import PIERCED_LEVELS
from meshes.build import buildable
from meshes.builders import made
from meshes.checks import soundness
from meshes.checks.bones import foramina
from meshes.checks.built import DISC, ROOT, SOLID_LIGAMENTS, VEIN, Built, built
from meshes.checks.claim import Verdict
from meshes.checks.claims import CLAIMS, tried
from meshes.checks.veins import (
    azygos,
    calibre,
    cranial,
    drainage,
    folds,
    joints,
    ligaments,
    nerves,
    nets,
    open_ways,
    plexus,
    regions,
    room,
    strangers,
    through,
    walls,
)
from meshes.checks.veins.walls import FLAVUM
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.veins.variation import Person

TABLES = (
    soundness, plexus, nets, walls, ligaments, regions, cranial, room, nerves, drainage, azygos, open_ways,
    strangers, through, joints, folds, calibre, foramina,
)  # fmt: skip
"""Files of claims that speak of veins."""


class Family:
    """Everybody whose bones have the same parameters.

    Parameters
    ----------
    parameters : mapping of str to float
        Those that differ from the tables.
    """

    def __init__(self, parameters: Mapping[str, float]) -> None:
        self._assembly = Assembly(Recipe(parameters=parameters))
        self._bones: dict[tuple[str, str], Part] = {}

    def verdicts(self, seed: int, has_skins: bool = True) -> Iterator[Verdict]:
        """Every claim on the veins of one seed; without skins those alone that ask for lines and calibres."""
        return self._tried(seed, self._beside_veins, has_skins, _OF_VEINS)

    def all_verdicts(self, seed: int) -> Iterator[Verdict]:
        """Every claim there is on one seed, those on bones and soft tissue, too."""
        return self._tried(seed, self._all_solids, True, tuple(CLAIMS))

    def _tried(self, seed: int, solids: Built, has_skins: bool, names: tuple[str, ...]) -> Iterator[Verdict]:
        person = self._assembly.with_seed(seed)
        veins = _parts(person, VEIN) if has_skins else []
        solids = solids.with_bones(self._own_bones(person))
        return tried(solids.with_veins(veins, person.graph(), Person(seed)), names)

    def _own_bones(self, person: Assembly) -> Iterator[Part]:
        """The bones of a person, those with as many foramina as somebody else had before made for them."""
        for level, name in load_catalogue().bones.items():
            key = level, person.foramina(level) if level in PIERCED_LEVELS else ""
            if key not in self._bones:
                self._bones[key] = _part(person, name)
            yield self._bones[key]

    @cached_property
    def _beside_veins(self) -> Built:
        """What the claims on veins ask for."""
        bones = load_catalogue().bones.values()
        return self._built(*bones, DISC, FLAVUM, *SOLID_LIGAMENTS, ROOT, nerves.CORD)

    @cached_property
    def _all_solids(self) -> Built:
        known = load_catalogue().structures
        return self._built(*(name for name, each in known.items() if each.kind != "vein"))

    def _built(self, *prefixes: str) -> Built:
        solids = _parts(self._assembly, *prefixes)
        return built(solids, self._assembly.column, parameters=self._assembly.recipe.parameters)


_OF_VEINS = tuple(claim.id for table in TABLES for claim in table.CLAIMS)


def _parts(assembly: Assembly, *prefixes: str) -> list[Part]:
    """Structures whose id starts with one of the prefixes."""
    ids = [each for each in buildable(assembly.recipe) if each.startswith(prefixes)]
    return [_part(assembly, each) for each in ids]


def _part(assembly: Assembly, name: str) -> Part:
    structure = load_catalogue().structures[name]
    pose = assembly.column.poses[bone_level(structure.level or "")]
    return Part(name, made(assembly, structure), pose)
