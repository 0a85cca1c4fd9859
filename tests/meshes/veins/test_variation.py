"""Published shares are met over a thousand people, within their 95 % interval, without building anything."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import sqrt

import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import load_measures
from meshes.anatomy.sources import load_sources
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.geometry.pose import Pose
from meshes.veins import variation
from meshes.veins.cranial.lateral_condylar import lateral_condylar
from meshes.veins.cranial.skull import Skull
from meshes.veins.cranial.suboccipital_plexus import condylar_emissary
from meshes.veins.variation import Person, Share

SEEDS = range(1000)


def _is_met(found: int, tried: int, share: Share) -> bool:
    """Whether a count lies within the 95 % interval round a share (Wilson's, recalled)."""
    p, z = share.value, 1.96
    middle = (p + z * z / (2 * tried)) / (1 + z * z / tried)
    half = z / (1 + z * z / tried) * sqrt(p * (1 - p) / tried + z * z / (4 * tried * tried))
    return abs(found / tried - middle) <= half + 1e-9


@pytest.mark.parametrize(
    ("share", "has"),
    [
        (variation.AZYGOS_MIDLINE, lambda person: person.is_azygos_median),
        *(
            (variation.LATERAL_CONDYLAR, lambda person, side=side: side in person.lateral_condylar_sides)
            for side in ("left", "right")
        ),
        (variation.SIGMOID_RIGHT_WIDER, lambda person: person.wider_sigmoid_side == "right"),
        *(
            (share, lambda person, to=to, side=side: person.has_marginal_link(to, side))
            for side in ("", "left", "right")
            for to, share in variation.MARGINAL_LINKS.items()
        ),
        *(
            (share, lambda person, level=level: person.crosses_disc(level, "left"))
            for level, share in variation.DISC_CROSSING.items()
        ),
    ],
)
def test_a_share_of_people_has_the_variant(share: Share, has: Callable[[Person], bool]) -> None:
    assert _is_met(sum(has(Person(seed)) for seed in SEEDS), len(SEEDS), share)


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        (variation.FORAMINA, lambda person: person.foramina("L3")),
        (variation.FORAMINA, lambda person: person.foramina("T6")),
        (variation.INTERVERTEBRAL, lambda person: person.intervertebral("L2", "left")),
        (variation.AZYGOS_END, lambda person: person.azygos_end),
        (variation.HEMIAZYGOS, lambda person: person.hemiazygos_level),
        (variation.LINKS, lambda person: str(person.links)),
        (
            variation.CONDYLAR,
            lambda person: ("none", "one", "both")[len(person.condylar_sides)],
        ),
    ],
)
def test_each_kind_has_its_share(shares: dict[str, Share], kind: Callable[[Person], str]) -> None:
    found = Counter(kind(Person(seed)) for seed in SEEDS)
    total = sum(each.value for each in shares.values())
    for name, share in shares.items():
        whole = Share(round(1e6 * share.value / total), 1_000_000, share.source)
        assert _is_met(found[name], len(SEEDS), whole), name


def test_a_condylar_vein_is_present_in_as_many_as_the_bones_let_through() -> None:
    present = sum(bool(Person(seed).condylar_sides) for seed in SEEDS) / len(SEEDS)
    assert 0.66 <= present <= 0.98


def test_a_single_condylar_vein_is_on_either_side_as_often() -> None:
    single = [sides[0] for seed in SEEDS if len(sides := Person(seed).condylar_sides) == 1]
    assert _is_met(single.count("left"), len(single), Share(1, 2, "retia"))


def test_what_a_person_lacks_is_in_the_catalogue_and_not_drawn() -> None:
    skull = Skull(
        occipital_landmarks(),
        Pose(),
        1.0,
        load_measures(),
        0,
        None,
        Pose(),  # type: ignore[arg-type]
    )
    for seed in range(12):
        for family, system in (
            ("condylar-emissary", condylar_emissary),
            ("lateral-condylar", lateral_condylar),
        ):
            drawn = {each.structure for each in system(replace(skull, seed=seed))}
            listed = {key for key in load_catalogue().structures if family in key}
            assert drawn == listed - Person(seed).wanting
        drawn = {each.structure for each in condylar_emissary(replace(skull, seed=seed))}
        assert {key.rpartition(".")[2] for key in drawn} == {*Person(seed).condylar_sides}


def test_retro_aortic_veins_are_those_besides_the_ends_of_both_left_veins() -> None:
    for seed in SEEDS:
        person = Person(seed)
        levels = person.retroaortic_levels
        assert len(set(levels)) == max(person.links - 2, 0)
        last = {veins[-1] for veins in variation.left_veins(person.hemiazygos_level).values()}
        assert not last & set(levels)
        assert {variation.retroaortic_id(each) for each in variation.RETROAORTIC} - person.wanting == {
            variation.retroaortic_id(each) for each in levels
        }


def test_the_veins_of_the_left_side_have_the_levels_up_and_down_to_where_they_cross() -> None:
    listed = set(load_catalogue().structures)
    for seed in range(40):
        person = Person(seed)
        assert person.wanting <= listed
        lower, upper = (
            {key.rpartition(".")[2] for key in listed - person.wanting if key.startswith(family + ".T")}
            for family in (variation.HEMIAZYGOS_VEIN, variation.ACCESSORY)
        )
        place = LEVELS.index(person.hemiazygos_level)
        assert lower == {*LEVELS[place : LEVELS.index("T12") + 1]}
        assert upper == {*LEVELS[LEVELS.index("T5") : place]}


def test_levels_and_sides_vary_by_themselves() -> None:
    same = sum(Person(seed).foramina("L3") == Person(seed).foramina("L4") for seed in SEEDS)
    assert same < 600
    assert Person(3).foramina("L3") == Person(3).foramina("L3")


def test_every_share_has_a_source() -> None:
    tables = (
        variation.FORAMINA,
        variation.INTERVERTEBRAL,
        variation.CONDYLAR,
        variation.MARGINAL_LINKS,
        variation.DISC_CROSSING,
        variation.HEMIAZYGOS,
    )
    shares = [
        variation.AZYGOS_MIDLINE,
        variation.SIGMOID_RIGHT_WIDER,
        *(share for table in tables for share in table.values()),
    ]
    assert {share.source for share in shares} <= set(load_sources())
