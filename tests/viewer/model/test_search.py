import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.search import Search, folded

CATALOGUE = load_catalogue()
SEARCH = Search(CATALOGUE)


def found(text: str) -> tuple[str, ...]:
    return SEARCH.find(text).ids


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("lumbar vertebra 3", "bone.vertebra.L3"),
        ("vertebra lumbalis III", "bone.vertebra.L3"),
        ("dens", "bone.vertebra.C2"),
        ("fma 13074", "bone.vertebra.L3"),
        ("FMA13074", "bone.vertebra.L3"),
        ("13074", "bone.vertebra.L3"),
        ("TA2:4951 T12", "vein.external.anterior.T12"),
        ("A12.3.07.022 l1", "vein.basivertebral.L1"),
        ("RÉTIA venosa T5", "vein.internal.ring.T5"),
        ("disc L3/L4", "disc.L3-L4"),
        ("Os sacrum", "bone.sacrum"),
        ("vein.basivertebral.T12", "vein.basivertebral.T12"),
    ],
)
def test_names_latin_synonyms_numbers_and_ids_lead_to_the_structure(typed: str, best: str) -> None:
    assert found(typed)[0] == best


def test_every_structure_is_found_by_its_name_its_id_and_its_latin_name() -> None:
    lost = [
        words
        for key, each in CATALOGUE.structures.items()
        for words in (each.name, key, f"{each.latin} {each.level or ''}")
        if key not in found(words)
    ]
    assert lost == []


def test_a_level_is_that_level_and_no_other() -> None:
    levels = {CATALOGUE.structures[key].level for key in found("vein T1")}
    assert levels == {"T1"}
    assert "bone.vertebra.T10" not in found("t1")
    assert "disc.T1-T2" in found("t1")
    assert found("S3")[0] == "bone.sacrum"
    assert all(".S3" in key for key in found("S3")[1:])


def test_a_range_of_levels_keeps_what_lies_between() -> None:
    assert set(found("vertebra l2-t12")) >= {"bone.vertebra.T12", "bone.vertebra.L1", "bone.vertebra.L2"}
    assert not {"bone.vertebra.T11", "bone.vertebra.L3"} & set(found("vertebra l2-t12"))


def test_a_group_found_by_its_own_synonym_means_all_below_it() -> None:
    result = SEARCH.find("batson")
    assert result.rows == {"vein"}
    assert set(result.ids) == set(CATALOGUE.under("vein"))


def test_the_name_of_a_vein_means_all_its_parts_and_a_level_or_a_great_family_one_structure() -> None:
    def best(typed: str) -> set[str]:
        return set(SEARCH.find(typed).best)

    azygos = best("azygos")
    assert (
        azygos == best("Vena azygos") == {key for key in CATALOGUE.structures if ".segmental.azygos." in key}
    )
    assert len(azygos) > 5
    assert best("hemiazygos") and not best("hemiazygos") & azygos
    assert best("inferior vena cava") == set(CATALOGUE.under("vein.caval.inferior"))
    assert best("azygos T7") == {"vein.segmental.azygos.T7"}
    assert best("L3") == {"bone.vertebra.L3"}
    assert len(best("vein")) == 1
    assert best("no such thing") == set()


def test_words_of_a_group_and_a_level_meet_in_its_structures() -> None:
    level_of = {key: CATALOGUE.structures[key].level for key in CATALOGUE.under("vein")}
    assert set(found("batson L1")) == {key for key, level in level_of.items() if level == "L1"}


def test_every_further_word_narrows() -> None:
    wide, narrow, none = (set(found(text)) for text in ("internal", "internal left", "internal left bone"))
    assert narrow < wide
    assert narrow
    assert not none


@pytest.mark.parametrize("text", ["", "   ", "\t", "vein " * 41])
def test_nothing_typed_finds_nothing(text: str) -> None:
    assert not SEARCH.find(text).ids


@pytest.mark.parametrize("text", ["(", "[a", "*", "\\", "fma", "ta2:", "l9", "a"])
def test_whatever_is_typed_is_no_pattern(text: str) -> None:
    assert len(found(text)) <= len(CATALOGUE.structures)


def test_folding_takes_case_and_accents() -> None:
    assert folded("Größe É") == "grosse e"
