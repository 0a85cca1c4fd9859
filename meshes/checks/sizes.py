"""Claims on size: every vertebra within one standard deviation of its row, the curves as asked for."""

from __future__ import annotations

from functools import partial
from math import atan, degrees

from meshes.anatomy.catalogue import load_catalogue
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.checks.vertebra_cuts import VertebraCuts
from meshes.column.parameters import measures_with
from meshes.column.posture import cobb, lean_of
from meshes.column.sacrum import sacrum_landmarks
from meshes.geometry.section import flat_loops

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
}
"""Measures that are claimed, with their names."""

SOURCES = ("panjabi-1991-cervical", "panjabi-1991-thoracic", "panjabi-1992", "zindrick-1987")

CURVES = {"kyphosis": ("T4", "T12", "vialle-2005"), "lordosis": ("L1", "L5", "vialle-2005")}
"""Curves that are claimed, with the bodies they are measured between."""


def deviation(built: Built, level: str, measure: str) -> float:
    """How far a built vertebra lies from its row, in standard deviations (tenths of it without a spread)."""
    row = built.measures.get(level, measure)
    found = built.sizes[level][measure] / built.scale
    return abs(found - row.value) / row.tolerance()


def _size(built: Built, measure: str) -> Measurement | None:
    gauged = (level for level, sizes in built.sizes.items() if measure in sizes)
    return at_most({BONE_AT[level]: deviation(built, level, measure) for level in gauged}, 1.0)


def _curve(built: Built, upper: str, lower: str) -> Measurement | None:
    if upper not in built.bones or lower not in built.bones:
        return None
    wanted = degrees(cobb(upper, lower, built.parameters))
    difference = abs(cobb_of_meshes_deg(built, upper, lower) - wanted)
    return at_most({BONE_AT[upper]: difference}, 1.0)


def cobb_of_meshes_deg(built: Built, upper: str, lower: str) -> float:
    """Angle from the upper endplate of one mesh to the lower endplate of another, kyphotic positive."""
    lean = {}
    for level, is_upper in ((upper, True), (lower, False)):
        pose = built.column.poses[level]
        cuts = VertebraCuts(built.bones[level].transformed(pose.inverse()))
        slope, _ = cuts.upper_endplate if is_upper else cuts.lower_endplate
        lean[level] = lean_of(pose) + atan(slope)
    return degrees(lean[upper] - lean[lower])


def _cervical(built: Built) -> Measurement | None:
    if not {"C2", "C7"} <= set(built.bones):
        return None
    upper, lower = (_lower_face_lean_deg(built, level) for level in ("C2", "C7"))
    wanted = measures_with(built.parameters).value("C2-C7", "lordosis")
    return at_most({BONE_AT["C2"]: abs(lower - upper - wanted)}, 1.0)


def _lower_face_lean_deg(built: Built, level: str) -> float:
    pose = built.column.poses[level]
    slope, _ = VertebraCuts(built.bones[level].transformed(pose.inverse())).lower_endplate
    return degrees(lean_of(pose) + atan(slope))


def _sacral_slope(built: Built) -> Measurement | None:
    if "S1" not in built.bones:
        return None
    wanted = measures_with(built.parameters).value("S1", "slope")
    return at_most({BONE_AT["S1"]: abs(sacral_slope_deg(built) - wanted)}, 1.0)


def sacral_slope_deg(built: Built) -> float:
    """Slope of the plane over the rim of the first sacral body, read off the mesh."""
    pose, mesh = built.column.poses["S1"], built.bones["S1"]
    outline = max(
        flat_loops(mesh.transformed(pose.inverse()), 0, 0.0), key=lambda loop: float(loop[:, 1].max())
    )
    # Front and hind third of the body's upper face: the rims stand over the hollow between them.
    depth = 2 * float(sacrum_landmarks().endplate.translation[1]) * built.scale
    share = outline[:, 0] / depth
    rims = [outline[(share > low) & (share < high)] for low, high in ((0.0, 1 / 3), (2 / 3, 1.1))]
    (hind_y, hind_z), (fore_y, fore_z) = (rim[rim[:, 1].argmax()] for rim in rims)
    return degrees(lean_of(pose) + atan((hind_z - fore_z) / (hind_y - fore_y)))


CLAIMS = (
    *(
        Claim(
            f"size.{measure}",
            f"The {name} lies within one standard deviation of its row (10 % without a spread)",
            "SD",
            1.0,
            SOURCES,
            partial(_size, measure=measure),
        )
        for measure, name in NAMES.items()
    ),
    *(
        Claim(
            f"curve.{name}",
            f"The {name} from {upper} to {lower} is what the posture asks for, within a degree",
            "deg",
            1.0,
            (source,),
            partial(_curve, upper=upper, lower=lower),
        )
        for name, (upper, lower, source) in CURVES.items()
    ),
    Claim(
        "curve.cervical",
        "The lordosis from C2 to C7 is what the posture asks for, within a degree",
        "deg",
        1.0,
        ("guo-2018",),
        _cervical,
    ),
    Claim(
        "curve.slope",
        "The sacral slope is what the posture asks for, within a degree",
        "deg",
        1.0,
        ("vialle-2005",),
        _sacral_slope,
    ),
)
