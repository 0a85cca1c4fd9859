"""Individuals with the same bones, which are sampled and meshed once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.build import buildable
from meshes.builders import made
from meshes.checks import (
    calibre,
    cranial,
    drainage,
    folds,
    ligaments,
    nerves,
    nets,
    plexus,
    regions,
    room,
    soundness,
    walls,
)  # fmt: skip
from meshes.checks.built import DISC, ROOT, SOLID_LIGAMENTS, VEIN, Built, built
from meshes.checks.claim import Verdict
from meshes.checks.claims import tried
from meshes.checks.walls import FLAVUM
from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.veins.variation import Person

TABLES = (soundness, plexus, nets, walls, ligaments, regions, cranial, room, nerves, drainage, folds, calibre)
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

    def verdicts(self, seed: int, has_skins: bool = True) -> Iterator[Verdict]:
        """Every claim on the veins of one seed; without skins those alone that ask for lines and calibres."""
        person = self._assembly.with_seed(seed)
        veins = _parts(person, VEIN) if has_skins else []
        names = tuple(claim.id for table in TABLES for claim in table.CLAIMS)
        build = self._skeleton.with_veins(veins, person.graph(), Person(seed).wanting)
        return tried(build, names)

    @cached_property
    def _skeleton(self) -> Built:
        beside = *load_catalogue().bones.values(), DISC, FLAVUM, *SOLID_LIGAMENTS, ROOT, nerves.CORD
        solids = _parts(self._assembly, *beside)
        return built(solids, self._assembly.column, parameters=self._assembly.recipe.parameters)


def _parts(assembly: Assembly, *prefixes: str) -> list[Part]:
    """Structures whose id starts with one of the prefixes; claims on veins do not ask for their frames."""
    known = load_catalogue().structures
    ids = [each for each in buildable(assembly.recipe) if each.startswith(prefixes)]
    return [Part(each, made(assembly, known[each]), Pose()) for each in ids]
