from itertools import pairwise
from pathlib import Path

import pytest

from meshes.anatomy.catalogue import Catalogue, UnknownName, load_catalogue, read_catalogue
from meshes.anatomy.levels import BUILT_LEVELS, TRUNK_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import TableFault
from meshes.anatomy.terms import load_terms

HEADING = "role,id,name,term,kind,group,levels,sides,evidence,sources,sentence,synonyms\n"
ROOT = "group,vein,Veins,,vein,,,,illustrative,,All.,\n"


def _read(folder: Path, rows: str) -> object:
    table = folder / "structures.csv"
    table.write_text(HEADING + rows, encoding="utf-8")
    return read_catalogue(table, load_terms(), load_measures())


def test_every_level_has_its_vertebra_and_all_its_veins() -> None:
    ids = set(load_catalogue().structures)
    for level in TRUNK_LEVELS:
        wanted = {
            f"bone.vertebra.{level}",
            f"vein.internal.anterior.{level}.left",
            f"vein.internal.anterior.{level}.right",
            f"vein.internal.transverse.{level}",
            f"vein.internal.posterior.{level}.left",
            f"vein.internal.posterior.{level}.right",
            f"vein.internal.bridge.{level}",
            f"vein.internal.ring.{level}",
            f"vein.basivertebral.{level}",
            f"vein.intervertebral.{level}.left",
            f"vein.intervertebral.{level}.right",
            f"vein.external.anterior.{level}",
            f"vein.external.posterior.{level}",
        }
        assert wanted <= ids, level


def test_discs_lie_between_neighbours_only() -> None:
    discs = [name for name in load_catalogue().structures if name.startswith("disc.")]
    bodies = [level for level in BUILT_LEVELS if level not in ("C0", "C1", "Co1")]
    assert discs == [f"disc.{upper}-{lower}" for upper, lower in pairwise(bodies)]


def test_every_built_level_has_its_bone() -> None:
    assert tuple(load_catalogue().bones) == BUILT_LEVELS
    assert load_catalogue().bones["S1"] == "bone.sacrum"


def test_the_tree_reaches_every_structure_from_its_roots() -> None:
    catalogue = load_catalogue()
    found: list[str] = []
    open_nodes = list(catalogue.children(None))
    while open_nodes:
        name = open_nodes.pop()
        found.append(name)
        open_nodes += catalogue.children(name)
    assert sorted(found) == sorted([*catalogue.structures, *catalogue.groups])


def test_an_id_lies_below_its_parent_in_name_too() -> None:
    for structure in load_catalogue().structures.values():
        assert structure.parent
        assert structure.id.startswith(structure.parent + ".")


def test_every_source_key_resolves() -> None:
    catalogue = load_catalogue()
    for node in (*catalogue.groups.values(), *catalogue.structures.values()):
        assert set(node.sources) <= set(load_sources())


def test_identifiers_come_from_the_terms_and_unknown_ones_are_none() -> None:
    structures = load_catalogue().structures
    assert structures["vein.internal.anterior.L3.left"].ta2 == "4947"
    assert structures["vein.internal.posterior.L3.left"].ta2 == "4949"
    assert structures["vein.basivertebral.T8"].fma == "70891"
    assert structures["bone.vertebra.L3"].latin == "Vertebra lumbalis III"
    assert structures["vein.intervertebral.L1.left"].ta2 is None
    assert structures["vein.internal.ring.L1"].ta98 is None


def test_a_bone_tells_the_least_certain_of_its_measures() -> None:
    structures = load_catalogue().structures
    assert structures["bone.vertebra.T5"].certainty == "recalled-low"
    assert structures["disc.L3-L4"].certainty == "transcribed"
    assert structures["vein.internal.ring.L1"].evidence == "illustrative"


def test_selection_takes_ids_prefixes_families_and_levels_in_tree_order() -> None:
    catalogue = load_catalogue()
    assert catalogue.select("disc.T1-T2,bone.vertebra.L5") == ("bone.vertebra.L5", "disc.T1-T2")
    assert len(catalogue.select("vein.internal.anterior")) == 58
    assert set(catalogue.select("anterior-internal")) > set(catalogue.select("vein.internal.transverse"))
    assert {catalogue.structures[name].level for name in catalogue.select("T5")} == {"T5"}


def test_a_prefix_ends_at_a_point() -> None:
    # T1 must not select T10, T11 and T12.
    assert load_catalogue().select("bone.vertebra.T1") == ("bone.vertebra.T1",)


@pytest.mark.parametrize(
    ("wrong", "offered"), [("vein.internl", "vein.internal"), ("L6", "L5"), ("bonez", "bone")]
)
def test_an_unknown_name_offers_near_ones(wrong: str, offered: str) -> None:
    with pytest.raises(UnknownName, match=offered):
        load_catalogue().select(wrong)


@pytest.mark.parametrize("name", ["retia-venosa-vertebrarum", "Retia venosa vertebrarum"])
def test_the_rings_with_the_four_vessels_they_tie_are_one_whole(name: str) -> None:
    found = load_catalogue().select(name)
    for family in ("anterior", "posterior", "ring", "transverse", "bridge"):
        assert set(load_catalogue().under(f"vein.internal.{family}")) <= set(found)
    assert all(each.startswith("vein.internal.") for each in found)


def test_ids_go_before_names() -> None:
    assert load_catalogue().select("disc") == load_catalogue().under("disc")
    assert load_catalogue().called("no such thing") == () == load_catalogue().called("-")


def test_an_empty_selection_is_refused() -> None:
    with pytest.raises(UnknownName, match="nothing is named"):
        load_catalogue().select(" , ")


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("structure,vein.x.{level},X,,vein,x,T1,,illustrative,,X.,\n", "id", "hangs under vein.x"),
        ("group,vein,Veins,,vein,,,,illustrative,,All.,\n", "id", "stands twice"),
        ("group,vein.x,X,nonsense,vein,,,,illustrative,,X.,\n", "term", "nonsense"),
        ("group,vein.x,X,,vein,,,,illustrative,nobody-1900,X.,\n", "sources", "nobody-1900"),
        ("group,vein.x,X,,artery,,,,illustrative,,X.,\n", "kind", "artery"),
        ("group,vein.x,X,,vein,,,,certain,,X.,\n", "evidence", "certain"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, column: str, what: str) -> None:
    with pytest.raises(TableFault) as caught:
        _read(tmp_path, ROOT + row)
    assert str(caught.value).startswith(f"structures.csv, row 3, column {column}")
    assert what in str(caught.value)


def test_the_built_levels_lead_from_the_head_down_and_count_sacrum_and_coccyx_once() -> None:
    assert load_catalogue().built_levels == BUILT_LEVELS
    without = {key: each for key, each in load_catalogue().structures.items() if each.level != "T7"}
    assert "T7" not in Catalogue(without, load_catalogue().groups).built_levels
