"""The table of parameters: ranges that hold, names that are offered, presets that follow their sources."""

from statistics import mean

import pytest

from meshes.anatomy.measures import load_measures
from meshes.anatomy.parameters import (
    POSTURE,
    OutsideRange,
    UnknownParameter,
    load_parameters,
    load_presets,
    preset,
)
from meshes.column.settable import checked, parameter_named

# Widths of the upper endplates of T12 to L5, heights of the discs T12-L1 to L5-S1, and widths and depths of
# the canal from L1 to L5, of men and of women, re-typed from the transcribed tables.
WIDTHS = (36.99, 40.15, 42.55, 44.34, 46.42, 48.79), (34.62, 36.95, 39.49, 41.54, 43.59, 46.0)
DISCS = (5.6, 6.9, 8.1, 8.7, 9.2, 8.8), (4.8, 5.8, 6.9, 7.6, 8.5, 8.6)
CANALS = (
    (20.87, 21.19, 22.13, 24.55, 29.55, 15.46, 14.58, 14.04, 15.34, 19.67),
    (19.83, 20.13, 20.96, 22.95, 27.41, 15.58, 14.87, 14.18, 15.03, 18.12),
)


def _ratio(men: tuple[float, ...], women: tuple[float, ...]) -> float:
    return mean(woman / man for man, woman in zip(men, women, strict=True))


def test_defaults_of_the_curves_are_those_of_the_posture_table():
    for name, row in POSTURE.items():
        assert load_parameters()[name].default == load_measures().value(*row)


def test_every_parameter_says_what_it_is_and_steps_within_its_range():
    for parameter in load_parameters().values():
        assert parameter.text and parameter.note
        assert 0 < parameter.step < parameter.largest - parameter.least


def test_a_woman_is_as_much_smaller_as_the_papers_say():
    woman, scale = preset("woman").values, _ratio(*WIDTHS)
    assert woman["scale"] == pytest.approx(scale, abs=5e-4)
    assert woman["disc_height"] == pytest.approx(_ratio(*DISCS) / scale, abs=5e-4)
    assert woman["canal_size"] == pytest.approx(_ratio(*CANALS) / scale, abs=5e-4)


def test_a_man_is_what_the_tables_tell():
    rows = [load_measures().value(f"L{number}", "EPWu") for number in range(1, 6)]
    assert _ratio(tuple(rows), WIDTHS[0][1:]) == pytest.approx(preset("man").values["scale"], abs=0.005)
    assert checked(preset("man").values) == {}


def test_presets_set_the_same_parameters_so_that_one_replaces_another():
    assert len({frozenset(one.values) for one in load_presets().values()}) == 1


@pytest.mark.parametrize(
    ("name", "value", "span"),
    [
        ("lordosis", 81.0, r"lordosis is 81°; it must lie between 48 and 65°"),
        ("scale", 0.79, r"between 0\.93 and 1\.12$"),
        ("L3.EPWu", 60.0, r"between 34\.95 and 53\.25 mm"),
        ("kyphosis", float("nan"), "must lie between"),
    ],
)
def test_a_value_outside_its_range_is_refused_with_the_range(name, value, span):
    with pytest.raises(OutsideRange, match=span):
        checked({name: value})


def test_an_unknown_name_is_offered_the_nearest():
    with pytest.raises(UnknownParameter, match="did you mean canal_size"):
        parameter_named("canal_sise")
    with pytest.raises(UnknownParameter, match=r"L3\.EPWu"):
        parameter_named("L3.EPW")
    with pytest.raises(UnknownParameter, match="man, woman"):
        preset("child")


def test_a_curve_has_one_name_only():
    with pytest.raises(UnknownParameter):
        parameter_named("L1-S1.lordosis")


def test_what_changes_nothing_is_left_out_and_names_are_canonical():
    assert checked({"scale": 1, "lordosis": 50}) == {"lordosis": 50.0}
    assert checked({"l3.EPWu": 44.1}) == {"L3.EPWu": 44.1}
