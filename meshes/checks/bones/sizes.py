"""Claims on size: every vertebra within one standard deviation of its row."""

from __future__ import annotations

from functools import partial

from meshes.anatomy.catalogue import load_catalogue
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

NAMES = {
    "EPWu": "width of the upper endplate",
    "EPWl": "width of the lower endplate",
    "EPDu": "depth of the upper endplate",
    "EPDl": "depth of the lower endplate",
    "VBHp": "posterior height of the body",
    "SCW": "width of the canal",
    "SCD": "depth of the canal",
    "PDW": "width of the pedicles",
    "PDH": "height of the pedicles",
    "TPW": "span of the transverse processes",
    "SPL": "length from the hind rim of the upper endplate to the tip of the spinous process",
    "spinous_slope": "slope of the spinous process against the upper endplate",
    "anterior_arch_height": "height of the anterior arch of the atlas",
    "posterior_arch_height": "height of the posterior arch of the atlas",
    "artery_groove_thickness": "height of the posterior arch of the atlas under the groove of the artery",
    "transverse_foramen_width": "width of the transverse foramen of the atlas",
    "transverse_foramen_depth": "depth of the transverse foramen of the atlas",
    "dens_neck_width": "width of the dens at its neck",
    "dens_width": "width of the dens",
    "dens_depth": "depth of the dens",
    "dens_height": "height of the dens over the upper joint faces",
    "height": "height of the axis with its dens",
}
"""Measures that are claimed, with their names."""

SOURCES = (
    "panjabi-1991-cervical",
    "panjabi-1991-thoracic",
    "panjabi-1992",
    "zindrick-1987",
    "patel-2013",
    "kaur-2017",
    "kaur-2023",
    "dry-axis",
    "yousuf-2023",
    "thoracic-slopes",
)


def deviation(built: Built, level: str, measure: str) -> float:
    """How far a built vertebra lies from its row, in standard deviations (tenths of it without a spread)."""
    row = built.row(level, measure)
    if row is None:
        raise KeyError(f"{level} has no row of {measure}")
    return abs(built.sizes[level][measure] / built.scale - row.value) / row.tolerance()


def _size(built: Built, measure: str) -> Measurement | None:
    gauged = (level for level, sizes in built.sizes.items() if measure in sizes and built.row(level, measure))
    return at_most({BONE_AT[level]: deviation(built, level, measure) for level in gauged}, 1.0)


CLAIMS = tuple(
    Claim(
        f"size.{measure}",
        f"The {name} lies within one standard deviation of its row (10 % without a spread)",
        "SD",
        1.0,
        SOURCES,
        partial(_size, measure=measure),
    )
    for measure, name in NAMES.items()
)
