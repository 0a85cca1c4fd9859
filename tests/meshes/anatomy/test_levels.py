import pytest

from meshes.anatomy.levels import (
    BUILT_LEVELS,
    LEVELS,
    UnknownLevel,
    above,
    below,
    joined_to,
    parse_range,
    region,
)


def test_the_built_column_runs_from_the_skull_base_to_the_coccyx() -> None:
    assert BUILT_LEVELS[0] == "C0"
    assert BUILT_LEVELS[-2:] == ("S1", "Co1")
    assert len(BUILT_LEVELS) == 1 + 7 + 12 + 5 + 2


def test_a_bone_is_joined_to_the_next_built_ones() -> None:
    assert joined_to("C0") == ("C1",)
    assert joined_to("L5") == ("L4", "S1")
    assert joined_to("Co1") == ("S1",)


def test_a_range_holds_both_ends_in_order_from_above() -> None:
    assert parse_range("T11:L2") == ("T11", "T12", "L1", "L2")
    assert parse_range("l3") == ("L3",)


def test_a_range_upside_down_tells_the_right_order() -> None:
    with pytest.raises(UnknownLevel, match="T5:T7"):
        parse_range("T7:T5")


@pytest.mark.parametrize(("wrong", "offered"), [("T13", "T1"), ("L7", "L5"), ("D4", "T4")])
def test_an_unknown_level_offers_near_ones(wrong: str, offered: str) -> None:
    with pytest.raises(UnknownLevel, match=offered):
        parse_range(wrong)


@pytest.mark.parametrize("half", ["T1:", ":L3", ":", "T1: "])
def test_half_a_range_is_no_range(half: str) -> None:
    with pytest.raises(UnknownLevel, match="T11:L2"):
        parse_range(half)


def test_neighbours_cross_the_borders_of_regions() -> None:
    assert below("T12") == "L1"
    assert above("T1") == "C7"
    assert above(LEVELS[0]) is None
    assert below(LEVELS[-1]) is None


def test_every_level_has_a_region() -> None:
    assert [region(level) for level in ("C3", "T9", "L5", "S2", "Co1")] == [
        "cervical",
        "thoracic",
        "lumbar",
        "sacral",
        "coccygeal",
    ]
