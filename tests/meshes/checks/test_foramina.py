"""Basivertebral foramina: counted in the bone, and found wanting where they are not the person's."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.builders import made
from meshes.checks.bones.foramina import counted
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.veins.variation import Person
from tests.meshes.checks.small import ball

CLAIM = "contact.foramina"


def _bone(level: str, seed: int) -> Built:
    """One bone of one person."""
    assembly = Assembly(Recipe(seed=seed))
    name = load_catalogue().bones[level]
    mesh = made(assembly, load_catalogue().structures[name])
    part = Part(name, mesh, assembly.column.poses[level])
    return built([part], assembly.column, person=Person(seed))


def _seed_with(level: str, number: str) -> int:
    return next(seed for seed in range(1, 4000) if Person(seed).foramina(level) == number)


@pytest.mark.parametrize("level", ["C4", "T3", "L3"])
@pytest.mark.parametrize(("number", "many"), [("one", 1), ("two", 2), ("three", 3), ("four", 4), ("many", 5)])
def test_a_bone_has_as_many_openings_as_its_person(level: str, number: str, many: int) -> None:
    bone = _bone(level, _seed_with(level, number))
    assert counted(bone, level) == many
    name = "contact.basivertebral-small" if number == "many" else "contact.basivertebral"
    for claim in (CLAIM, name):
        measurement = CLAIMS[claim].measure(bone)
        assert measurement is not None and measurement.passed


def test_a_bone_with_another_number_of_openings_is_found(pair: Built) -> None:
    """Every bone of the pair is told to be somebody else's."""
    (claim,) = [CLAIMS[CLAIM]]
    measured = claim.measure(pair)
    assert measured is not None and measured.passed
    other = {"one": "two", "two": "one"}
    for level, name in (("T7", "bone.vertebra.T7"), ("T8", "bone.vertebra.T8")):
        wrong = replace(pair, foramina={**pair.foramina, level: other[pair.foramina[level]]})
        measured = claim.measure(wrong)
        assert measured is not None and measured.culprits == (name,)


@pytest.mark.parametrize("claim", [CLAIM, "contact.basivertebral"])
def test_a_body_without_its_basivertebral_foramen_is_found(pair: Built, claim: str) -> None:
    part = pair.parts["bone.vertebra.T8"]
    closed = replace(part, mesh=ball(np.array([0.0, -11.0, 0.0]), 11.0).transformed(part.pose))
    measured = CLAIMS[claim].measure(replace(pair, parts={**pair.parts, part.id: closed}))
    assert measured is not None and part.id in measured.culprits
