"""A sentence speaks of a neighbour only at the levels that have it."""

import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import below
from meshes.anatomy.structure import Structure
from meshes.anatomy.valves import valves_of

STRUCTURES = load_catalogue().structures


def _family(start: str) -> list[Structure]:
    return [each for key, each in STRUCTURES.items() if key.startswith(start + ".")]


@pytest.mark.parametrize(
    ("family", "words", "neighbour"),
    [
        ("vein.internal.anterior", "the disc", "disc.{level}-{below}"),
        ("vein.internal.transverse", "takes up the basivertebral vein", "vein.basivertebral.{level}"),
        ("vein.external.anterior", "basivertebral tree", "vein.basivertebral.{level}"),
        ("vein.external.posterior", "ligamenta flava", "ligament.flavum.{level}-{below}.left"),
    ],
)
def test_what_a_sentence_leans_on_is_there(family: str, words: str, neighbour: str) -> None:
    told = [each for each in _family(family) if words in each.sentence]
    lacking = [
        each.id
        for each in told
        if neighbour.format(level=each.level, below=below(each.level)) not in STRUCTURES
    ]
    assert told and lacking == []


def _saying(family: str, words: str) -> set[str]:
    return {str(each.level) for each in _family(family) if words in each.sentence}


def test_the_ligament_and_the_veins_that_cross_it_tell_the_same() -> None:
    behind = _saying("vein.internal.transverse", "behind the posterior longitudinal")
    before = _saying("vein.internal.transverse", "before the posterior longitudinal")
    assert _saying("ligament.longitudinal.posterior", "run behind it") == behind
    assert _saying("ligament.longitudinal.posterior", "between it and the bone") == before
    assert {"C2", "C7"} <= behind and {"T1", "S1"} <= before


def test_the_height_of_a_basivertebral_vein_is_that_of_its_foramen() -> None:
    told = {each.level: each.sentence for each in _family("vein.basivertebral")}
    assert {level for level, words in told.items() if "above mid-height" in words} == {
        *("T10", "T11", "T12", "L1", "L2", "L3", "L4")
    }
    assert {level for level, words in told.items() if "below mid-height" in words} == {
        *("C7", "T1", "T2", "T3", "T4", "T6", "T7", "T8", "L5")
    }


def test_lumbar_sources_are_cited_for_lumbar_levels_alone() -> None:
    for source in ("he-2023", "su-2019", "shchukin-2014"):
        levels = {
            each.level for each in STRUCTURES.values() if source in each.sources and each.kind == "vein"
        }
        assert levels and all(level.startswith("L") for level in levels)


def test_the_first_intercostal_vein_has_its_own_name_and_no_valves_of_the_azygos() -> None:
    first = STRUCTURES["vein.segmental.intercostal.T1.left"]
    valves = valves_of(first.id)
    assert first.latin == "Vena intercostalis suprema" and "brachiocephalic" in first.sentence
    assert valves is not None and valves.way is not None and "azygos" not in valves.way


def test_veins_of_the_cord_and_the_veins_along_its_roots_have_each_their_term() -> None:
    groups = load_catalogue().groups
    assert groups["vein.spinal"].latin == "Venae medullae spinalis"
    assert groups["vein.spinal.radicular"].latin == "Vena spinalis"
