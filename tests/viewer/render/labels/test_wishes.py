from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.overlays import Overlays
from viewer.model.scene import Scene
from viewer.render.labels.choice import chosen_labels
from viewer.render.labels.lines import lines_of, width_of
from viewer.render.labels.sight import Sighting
from viewer.render.labels.wish import label_wishes

POINT = np.zeros((1, 3))


@pytest.fixture
def scene() -> Scene:
    scene = Scene(load_catalogue())
    scene.set_levels("T12", "L1")
    scene.set_overlays(replace(scene.state.overlays, labels=True))
    return scene


def seen(**shares: float) -> dict[str, Sighting]:
    return {key.replace("_", "."): Sighting(share, POINT) for key, share in shares.items()}


def names(scene: Scene, sight: dict[str, Sighting]) -> list[str]:
    return [names[0] for _, names, *_ in chosen_labels(label_wishes(scene), sight)]


def test_there_is_a_wish_for_each_structure_drawn_and_none_when_labels_are_off(scene: Scene) -> None:
    scene.hide(["disc.T12-L1"])
    scene.set_opacity(["bone.vertebra.L1"], 0.0)
    assert {wish.id for wish in label_wishes(scene)} == set(scene.shown) - {"bone.vertebra.L1"}
    scene.set_overlays(replace(scene.state.overlays, labels=False))
    assert label_wishes(scene) == ()


def test_one_of_a_family_stands_for_it_until_a_second_is_large(scene: Scene) -> None:
    sight = seen(vein_basivertebral_T12=0.004, vein_basivertebral_L1=0.006)
    assert names(scene, sight) == ["Basivertebral veins"]
    sight |= seen(vein_basivertebral_T12=0.05, vein_basivertebral_L1=0.03)
    assert names(scene, sight) == ["Basivertebral veins", "Basivertebral vein, L1"]


def test_a_plexus_of_many_pieces_is_as_large_as_they_are_together(scene: Scene) -> None:
    pieces = seen(vein_basivertebral_T12=0.004, vein_basivertebral_L1=0.006)
    assert names(scene, pieces | {"disc.T12-L1": Sighting(0.009, POINT)}) == [
        "Basivertebral veins",
        "Intervertebral disc T12–L1",
    ]
    discs = {key: Sighting(0.001, POINT) for key in ("disc.T11-T12", "disc.T12-L1")}
    scene.set_levels("T11", "L1")
    assert names(scene, discs) == ["Intervertebral disc T11–T12"]


def test_veins_with_names_of_their_own_are_called_by_them_and_pieces_of_one_by_its_own(scene: Scene) -> None:
    scene.set_levels("C0", "Co1")
    scene.show_all()
    cranial = ("marginal-sinus", "occipital-sinus.left", "occipital-sinus.right", "sigmoid-sinus.left")
    sight = {f"vein.craniocervical.{each}": Sighting(0.001, POINT) for each in cranial}
    assert names(scene, sight) == ["Occipital sinus", "Marginal sinus", "Sigmoid sinus and jugular bulb"]
    pieces = seen(
        vein_segmental_azygos_T8=0.003, vein_segmental_azygos_T9=0.002, vein_segmental_azygos_arch=0.001
    )
    assert names(scene, pieces) == ["Azygos vein", "Arch of azygos vein"]
    cavae = seen(vein_caval_brachiocephalic_left=0.003, vein_caval_superior_T4=0.002)
    assert names(scene, cavae) == ["Brachiocephalic vein", "Superior vena cava"]
    below = seen(vein_intervertebral_L1_left=0.003, vein_intervertebral_L2_right=0.002)
    assert names(scene, below) == ["Intervertebral veins"]
    assert names(scene, seen(bone_sacrum=0.1, bone_coccyx=0.001)) == ["Sacrum", "Coccyx"]


def test_a_name_of_a_family_may_point_at_any_of_it_that_has_no_name_of_its_own(scene: Scene) -> None:
    scene.set_levels("T10", "L2")
    pieces = {f"vein.basivertebral.{level}": 0.001 * at for at, level in enumerate(("T10", "T11", "T12"), 3)}
    sight = {key: Sighting(share, POINT) for key, share in pieces.items()}
    sight["vein.basivertebral.L1"] = Sighting(0.04, POINT)
    sight["vein.basivertebral.L2"] = Sighting(0.03, POINT)
    family, own = chosen_labels(label_wishes(scene), sight)
    assert family.id == "vein.basivertebral.L1"
    assert family.kin == tuple(f"vein.basivertebral.{level}" for level in ("T12", "T11", "T10"))
    assert (own.id, own.kin) == ("vein.basivertebral.L2", ())
    scene.select(["vein.basivertebral.T11"])
    assert [one.is_wished for one in chosen_labels(label_wishes(scene), sight)] == [True, False, False]


def test_the_largest_come_first_and_the_selected_before_all(scene: Scene) -> None:
    sight = seen(bone_vertebra_L1=0.2, vein_basivertebral_L1=0.01, disc_T12_L1=0.0) | {
        "disc.T12-L1": Sighting(0.1, POINT)
    }
    del sight["disc.T12.L1"]
    assert names(scene, sight) == ["Lumbar vertebra 1", "Intervertebral disc T12–L1", "Basivertebral veins"]
    scene.select(["vein.basivertebral.L1"])
    assert names(scene, sight)[0] == "Basivertebral vein, L1"
    assert len(names(scene, sight)) == 3


def test_what_is_not_in_sight_gets_no_name_though_it_is_selected(scene: Scene) -> None:
    scene.select(["vein.basivertebral.T12"])
    assert names(scene, seen(vein_basivertebral_L1=0.01)) == ["Basivertebral veins"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("english", ("Lumbar vertebra 1",)),
        ("latin", ("Vertebra lumbalis I",)),
        ("both", ("Lumbar vertebra 1", "Vertebra lumbalis I")),
    ],
)
def test_names_are_in_the_language_asked_for(scene: Scene, language: str, said: tuple[str, ...]) -> None:
    scene.set_overlays(replace(scene.state.overlays, label_names=language))
    assert next(wish for wish in label_wishes(scene) if wish.id == "bone.vertebra.L1").names == said


def test_shadows_come_last_and_what_lies_under_others_has_no_name_unless_it_is_chosen(scene: Scene) -> None:
    sight = {
        "bone.vertebra.L1": Sighting(0.2, POINT, opacity=0.14),
        "disc.T12-L1": Sighting(0.1, POINT, is_distinct=False),
        "vein.basivertebral.L1": Sighting(0.004, POINT),
    }
    assert names(scene, sight) == ["Basivertebral veins", "Lumbar vertebra 1"]
    scene.select(["disc.T12-L1"])
    assert names(scene, sight)[0] == "Intervertebral disc T12–L1"


def test_no_name_is_written_twice(scene: Scene) -> None:
    scene.set_overlays(replace(scene.state.overlays, label_names="latin"))
    sight = seen(vein_external_anterior_L1=0.1, vein_external_anterior_T12=0.1)
    assert names(scene, sight) == ["Plexus venosus vertebralis externus anterior"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="english, latin, both"):
        Overlays(label_names="greek")


def test_a_name_is_broken_into_lines_of_about_one_length() -> None:
    lines = lines_of("Thoracic vertebra 11", width_of("Thoracic vertebra") + 1.0)
    assert lines == ["Thoracic", "vertebra 11"]
    assert lines_of("Sacrum", 1.0) == ["Sacrum"]


def test_veins_along_nerves_that_are_told_at_another_level_are_named_as_one(scene: Scene) -> None:
    nerves = ("T12", "L1", "L2", "L3")
    sight = {f"vein.spinal.radicular.{nerve}.left": Sighting(0.004, POINT) for nerve in nerves}
    assert names(scene, sight) == ["Radicular veins"]
