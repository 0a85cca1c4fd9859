"""Which structures a group or a kind stands for."""

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.visibility import ids_in_group, ids_of_kind

CATALOGUE = load_catalogue()
ORDER = list(CATALOGUE.structures)


def test_several_groups_are_mixed_as_the_tree_mixes_them_whatever_their_order():
    both = ids_in_group(CATALOGUE, "disc", "vertebra")
    assert both == ids_in_group(CATALOGUE, "vertebra", "disc")
    assert list(both) == sorted(both, key=ORDER.index)
    assert set(both) == {*ids_in_group(CATALOGUE, "disc"), *ids_in_group(CATALOGUE, "vertebra")}


def test_a_kind_holds_several_groups_and_what_is_none_holds_nothing():
    assert {CATALOGUE.structures[key].group for key in ids_of_kind(CATALOGUE, "bone")} >= {"vertebra", "rib"}
    assert ids_in_group(CATALOGUE, "tail") == ids_of_kind(CATALOGUE) == ()
