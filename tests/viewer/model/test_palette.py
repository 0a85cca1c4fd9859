import colorsys
import itertools
import re

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.palette import IN_DARK, UnknownPalette, is_dark_ground, load_palette, palettes
from viewer.model.pattern import Pattern
from viewer.render.appearance import SELECTED_GLOW, mixed
from viewer.render.painted.ink import ink_on

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
# A printer without colour keeps the luminance alone.
EYES["grey"] = np.tile(TO_XYZ[1], (3, 1))
JUST_TOLD_APART = 2.3
CLEARLY_APART = 24.0
NOTICEABLY_APART = 10.0
BLIND = ("protanopia", "deuteranopia", "tritanopia")


DARK = [name + IN_DARK for name in palettes() if load_palette(name).dark]
"""Palettes as they are worn before a dark backdrop, where that is another way."""
WORN = [*palettes(), *DARK]


def backdrops(palette):
    """What a palette is worn before."""
    light, dark = palette.backdrop(is_dark=False), palette.backdrop(is_dark=True)
    return {*dark} if palette.name in DARK else {*light} if palette.dark else {*light, *dark}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(channels: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(channels, 0.0, 1.0) / (TO_XYZ @ np.ones(3))
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16.0 / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def test_lab_of_known_colours():
    np.testing.assert_allclose(lab(linear("#ffffff")), [100.0, 0.0, 0.0], atol=0.01)
    np.testing.assert_allclose(lab(linear("#ff0000")), [53.24, 80.09, 67.20], atol=0.05)


CLAIMS = [(name, eye) for name in WORN for eye in load_palette(name).apart]
COLOURED = [name for name in WORN if "usual" in load_palette(name).apart]


@pytest.mark.parametrize(("name", "eye"), CLAIMS)
def test_any_two_groups_are_as_far_apart_as_the_palette_claims(name, eye):
    palette = load_palette(name)
    seen = {group: lab(EYES[eye] @ linear(colour)) for group, colour in palette.groups.items()}
    near = {
        (one, other): float(np.linalg.norm(seen[one] - seen[other]))
        for one, other in itertools.combinations(seen, 2)
    }
    assert min(near.values()) > palette.apart[eye], min(near, key=near.__getitem__)


@pytest.mark.parametrize(
    ("name", "eyes", "least"),
    [
        ("atlas", ("usual", *BLIND), CLEARLY_APART),
        ("atlas-dark", ("usual",), CLEARLY_APART),
        ("atlas-dark", BLIND, 16.0),
        ("colour-blind", ("usual", *BLIND), 30.0),
        ("colour-blind-dark", ("usual",), 30.0),
        ("colour-blind-dark", BLIND, CLEARLY_APART),
        ("high-contrast", ("usual",), CLEARLY_APART),
        ("high-contrast", BLIND, NOTICEABLY_APART),
        ("print", ("grey",), NOTICEABLY_APART),
    ],
)
def test_palettes_claim_what_they_are_for(name, eyes, least):
    assert all(load_palette(name).apart[eye] >= least for eye in eyes)


def test_the_print_palette_has_no_colour_a_printer_would_have_to_guess():
    palette = load_palette("print")
    for colour in (*palette.groups.values(), *palette.tissues.values(), *palette.background):
        assert colour[1:3] == colour[3:5] == colour[5:7]


def contrast(one: str, other: str) -> float:
    """Ratio of luminances, as WCAG 2 counts it."""
    light, dark = sorted((float(TO_XYZ[1] @ linear(each)) for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_high_contrast_is_high_against_bone_disc_and_backdrop():
    palette = load_palette("high-contrast")
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    for group, colour in palette.groups.items():
        if group not in ("vertebra", "disc"):
            assert min(contrast(colour, behind) for behind in backdrops(palette)) > 8.0, group
            assert contrast(colour, palette.groups["vertebra"]) > 1.5, group
            assert contrast(colour, palette.groups["disc"]) > 2.5, group


@pytest.mark.parametrize("name", WORN)
def test_what_is_written_over_the_view_is_readable_on_either_backdrop(name):
    for behind in backdrops(load_palette(name)):
        line = "#" + "".join(f"{channel:02x}" for channel in ink_on(behind).line[:3])
        assert contrast(line, behind) > 7.0


@pytest.mark.parametrize(("name", "eye"), CLAIMS)
def test_a_tissue_round_the_veins_is_like_no_other_group(name, eye):
    palette = load_palette(name)
    least = NOTICEABLY_APART if name in COLOURED else JUST_TOLD_APART * 2
    colours = {**palette.groups, **palette.tissues}
    seen = {group: lab(EYES[eye] @ linear(colour)) for group, colour in colours.items()}
    for tissue in palette.tissues:
        away = {group: float(np.linalg.norm(seen[tissue] - seen[group])) for group in seen if group != tissue}
        assert min(away.values()) > least, (tissue, min(away, key=away.__getitem__))


@pytest.mark.parametrize("name", WORN)
def test_every_group_of_the_catalogue_has_a_colour(name):
    palette = load_palette(name)
    groups = {structure.group for structure in load_catalogue().structures.values()}
    assert groups == {*palette.groups, *palette.tissues, *palette.alike}
    assert palette.colour("rib") == palette.colour("vertebra")


@pytest.mark.parametrize("name", WORN)
def test_veins_stand_out_from_the_backdrop(name):
    palette = load_palette(name)
    for group, colour in palette.groups.items():
        for behind in backdrops(palette):
            away = float(np.linalg.norm(lab(linear(colour)) - lab(linear(behind))))
            assert away > (10.0 if group in ("vertebra", "disc") else CLEARLY_APART), group


@pytest.mark.parametrize("name", WORN)
def test_a_cut_face_differs_from_its_rim_and_its_surface_where_not_the_same_on_purpose(name):
    palette = load_palette(name)
    for group, colour in {**palette.groups, **palette.tissues}.items():
        face, rim = palette.cut_colour(group, colour), palette.rim_colour(group, colour)
        assert np.linalg.norm(lab(linear(face)) - lab(linear(rim))) > 4 * JUST_TOLD_APART, group


@pytest.mark.parametrize("eye", ("usual", *BLIND))
@pytest.mark.parametrize("name", WORN)
def test_a_selected_structure_differs_from_an_unselected_one_for_every_eye(name, eye):
    palette = load_palette(name)
    for group, colour in palette.groups.items():
        chosen = mixed(colour, palette.highlight, SELECTED_GLOW)
        away = np.linalg.norm(lab(EYES[eye] @ linear(chosen)) - lab(EYES[eye] @ linear(colour)))
        assert away > 4 * JUST_TOLD_APART, group


@pytest.mark.parametrize("name", WORN)
def test_every_colour_is_written_out(name):
    palette = load_palette(name)
    told = palette.groups, palette.tissues, palette.cut, palette.rim
    colours = [colour for table in told for colour in table.values()]
    colours += [*palette.background, palette.highlight]
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


@pytest.mark.parametrize("name", palettes())
def test_before_a_dark_backdrop_no_vein_sinks_into_it(name):
    palette = load_palette(name).before(is_dark=True)
    veins = {each.group for each in load_catalogue().structures.values() if each.kind == "vein"}
    ground = palette.backdrop(is_dark=True)[0]
    for group in veins if is_dark_ground(ground) else ():
        assert contrast(palette.colour(group), ground) > 2.8, group


@pytest.mark.parametrize("name", DARK)
def test_a_group_keeps_its_hue_before_a_dark_backdrop(name):
    light, dark = load_palette(name.removesuffix(IN_DARK)), load_palette(name)
    assert light.before(is_dark=True) == dark
    assert light.before(is_dark=False) is light
    for group in dark.groups:
        hues = [colorsys.rgb_to_hls(*linear(palette.colour(group)))[0] for palette in (light, dark)]
        away = abs(hues[0] - hues[1])
        assert min(away, 1.0 - away) < 0.09, group


def test_a_picture_stands_on_white_unless_its_veins_are_bright():
    assert [load_palette(name).paper for name in ("atlas", "print")] == ["#ffffff", "#ffffff"]
    assert load_palette("high-contrast").paper == "#000000"


def test_an_unknown_palette_offers_those_there_are():
    with pytest.raises(UnknownPalette, match="atlas"):
        load_palette("neon")
    with pytest.raises(UnknownPalette, match="atlas"):
        load_palette("print-dark")


@pytest.mark.parametrize("name", WORN)
def test_veins_that_share_a_colour_are_told_apart_by_rings(name):
    palette = load_palette(name)
    veins = {each.group for each in load_catalogue().structures.values() if each.kind == "vein"}
    for one, other in itertools.combinations(sorted(veins), 2):
        if palette.colour(one) == palette.colour(other):
            rings = [p.rings if (p := palette.patterns.get(each)) else () for each in (one, other)]
            assert rings[0] != rings[1], (one, other)
    assert set(palette.patterns) <= veins


@pytest.mark.parametrize(("name", "eye"), CLAIMS)
def test_rings_are_as_far_from_the_wall_as_groups_are_from_each_other(name, eye):
    palette = load_palette(name)
    for group, pattern in palette.patterns.items():
        wall, ring = (lab(EYES[eye] @ linear(each)) for each in (palette.colour(group), pattern.colour))
        assert np.linalg.norm(wall - ring) > max(palette.apart[eye], CLEARLY_APART), group


@pytest.mark.parametrize("rings", [(), ((0.2, 0.1),), ((0.0, 0.5),), ((0.5, 1.0),), ((0.1, 0.4), (0.3, 0.6))])
def test_rings_that_cannot_be_are_refused(rings):
    with pytest.raises(ValueError, match=r"ring"):
        Pattern("#000000", rings)
