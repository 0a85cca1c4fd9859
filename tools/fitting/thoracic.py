"""Shape numbers of the thoracic vertebrae, from their measures and a few rules that run smoothly down the
column.

    python -m tools.fitting.thoracic

No real thoracic vertebra was measured for them: sizes, facets, tips and laminae come from the tables, and
what the tables do not tell follows the textbook picture: bodies heart-shaped in the middle, laminae broad
and shingled, spinous processes long and steepest from T5 to T8, transverse processes stout, pointing
backwards and upwards, with a facet for the rib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import atan2, cos, degrees, radians, sin, tan

import numpy as np

from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.landmarks.vertebra import FacetLandmarks, VertebraLandmarks
from meshes.geometry.axes import Vector
from tools.fitting.shape_table import write_column

Numbers = dict[str, float]

SPINE = {
    1: (-1.0, 34.0, 24.5),
    2: (-2.0, 35.0, 28.5),
    3: (-2.5, 34.0, 36.0),
    4: (-3.0, 34.0, 43.0),
    5: (-3.5, 34.5, 52.5),
    6: (-3.5, 34.5, 57.5),
    7: (-3.5, 34.0, 55.0),
    8: (-3.5, 33.0, 50.0),
    9: (-3.5, 32.0, 42.0),
    10: (-3.5, 30.0, 33.5),
    11: (-3.5, 28.0, 21.5),
    12: (-4.0, 28.0, 12.0),
}
"""Height of the spinous process's base, its length (mm) and its slope (degrees), by number of the level.

From the hind rim of the upper endplate to the tip it is about 54 mm: the 50 of the tables on bodies built
8 % taller than theirs.
"""

PEDICLE_WIDTH = (1.12, 1.09, 1.08, 1.06, 1.05, 1.04, 1.05, 1.03, 1.02, 1.02, 1.0, 1.02)
"""Ratio to the measured width that makes the built pedicle, measured askew, as wide as the measure."""

PEDICLE_HEIGHT = (1.02, 1.05, 1.08, 1.05, 1.02, *(1.0,) * 7)
"""The same for its height; what is added is added below."""

STRAIGHT = {"twist_deg": 0.0, "bow_broad": 0.0, "bow_thin": 0.0, "cup": 0.0}


def ramp(i: int, at: Sequence[float], values: Sequence[float]) -> float:
    """Value at level number i, linear between the numbers given."""
    return float(np.interp(i, at, values))


def thoracic(i: int, column: ColumnFrame) -> Numbers:
    """Every number of the i-th thoracic vertebra by dotted name."""
    mark = column.landmarks[f"T{i}"]
    parts = {
        "body": _body(i),
        "canal": {
            "widest": 0.47,
            "roof": ramp(i, [1, 3, 10, 12], [0.86, 0.96, 0.96, 0.88]),
            "lean": ramp(i, [1, 6, 12], [0.15, 0.2, 0.2]),
        },
        "pedicle": _pedicle(i, mark),
        "lamina": _lamina(i, mark),
        "superior": _superior(i, mark, column),
        "inferior": _inferior(i, mark) if i < 12 else _lumbar_inferior(),
        "transverse": _transverse(i, mark),
        "mammillary": _mammillary(i, mark),
        "accessory": _accessory(i, mark),
        "spinous": _spinous(i, mark),
        "costal": _costal(i, mark),
    }
    numbers = {f"{part}.{name}": value for part, given in parts.items() for name, value in given.items()}
    sizes = {
        "PDW": PEDICLE_WIDTH[i - 1],
        "PDH": PEDICLE_HEIGHT[i - 1],
        "VBHp": ramp(i, [1, 2, 11, 12], [1.08, 1.09, 1.09, 1.1]),
        "SCD": 0.985,
    }
    return {**numbers, **{f"size.{name}": value for name, value in sizes.items()}}


def pedicle_place(i: int, mark: VertebraLandmarks) -> tuple[float, float]:
    """Distance of the pedicle's centre from the median plane, and its height before what was added."""
    x, _, z = mark.pedicle.centre
    return float(x), float(z) + mark.pedicle.height * (1.0 - 1.0 / PEDICLE_HEIGHT[i - 1]) / 2


def _body(i: int) -> Numbers:
    return {
        "waist_side": ramp(i, [1, 6, 12], [1.8, 2.1, 2.9]),
        "waist_front": ramp(i, [1, 12], [1.2, 2.0]),
        "rim_back": 0.9,
        "front_corner": ramp(i, [1, 2, 5, 8, 11, 12], [1.0, 0.985, 0.945, 0.945, 0.985, 0.995]),
        "back_corner_upper": ramp(i, [1, 6, 12], [1.08, 1.04, 1.04]),
        "back_corner_lower": ramp(i, [1, 6, 12], [1.06, 1.04, 1.04]),
        "back_dip": ramp(i, [1, 6, 12], [0.1, 0.14, 0.12]),
        "dish_upper": ramp(i, [1, 12], [0.9, 1.4]),
        "dish_lower": ramp(i, [1, 12], [1.0, 1.6]),
        "dish_span": 0.85,
        "dish_shift": 0.1,
        "lip_upper": 0.2,
        "lip_lower": 0.15,
        "lip_side": ramp(i, [1, 2, 3], [1.8, 0.7, 0.0]),
        "rim_radius": ramp(i, [10, 11, 12], [1.7, 1.8, 2.0]),
        "flare": 1.5,
    }


def _pedicle(i: int, mark: VertebraLandmarks) -> Numbers:
    x, z = pedicle_place(i, mark)
    outwards = ramp(i, [1, 2, 3], [4.6, 5.6, 7.0]) * tan(mark.pedicle.transverse_angle)
    return {
        "reach": ramp(i, [1, 2], [5.2, 6.0]),
        "flare": ramp(i, [1, 2, 3], [1.12, 1.08, 1.04]),
        "front_z": z - ramp(i, [1, 2, 3], [3.0, 1.2, 0.3]),
        "back_x": x + 0.3 + outwards,
        "back_y": 12.0,
        "back_z": z + 0.4,
        "melt": ramp(i, [1, 3], [3.8, 4.5]),
    }


def _lamina(i: int, mark: VertebraLandmarks) -> Numbers:
    """A broad, shingled plate; that of T12 rises to its side, over the processes it stands between."""
    lamina, thick = mark.lamina, mark.lamina.thickness / 2
    half = (lamina.top - lamina.bottom) / 2 * ramp(i, [1, 3, 11, 12], [1.03, 1.056, 1.06, 1.07])
    middle = (lamina.top + lamina.bottom) / 2
    start = (mark.pedicle.centre[0] + 0.5, 11.5, middle + ramp(i, [11, 12], [1.5, 2.0]))
    end = (0.0, mark.canal.depth + thick - 0.6, middle - 0.5)
    widths = (ramp(i, [11, 12], [0.8, 0.4]) * half, ramp(i, [11, 12], [0.9, 0.8]) * half, 0.86 * half)
    thicknesses = (thick, 0.92 * thick, 0.9 * thick)
    return {**_ends(start, end), **_sizes(widths, thicknesses), **STRAIGHT} | {
        "roll_deg": -12.0,
        "corner": 0.45,
        "lens": 0.35,
        "melt": 3.5,
    }


def _superior(i: int, mark: VertebraLandmarks, column: ColumnFrame) -> Numbers:
    """A leaf whose hind face is the facet; its tip stays clear of the pedicle above."""
    facet, (x, z) = _planned(i, mark.superior_facet), pedicle_place(i, mark)
    thick = (3.0, 2.3, 1.84)
    up = _steepest(facet.normal)
    high = facet.height / 2 + 0.8
    if i > 1:
        over = f"T{i - 1}"
        ceiling = column.landmarks[over].pedicle.bottom - 2.2 - column.relative(f"T{i}", over).translation[2]
        high = min(high, (ceiling - facet.centre[2] + facet.normal[2] * thick[2]) / up[2])
    else:
        # Under the wide pillars of C7, no higher than they leave room for.
        high -= 1.0
    low = -(facet.centre[2] - z + 3.0) / up[2]
    start, end, roll = _leaf(facet, up * low, up * high, thick, x + ramp(i, [1, 2], [3.3, 0.3]), "y")
    half = facet.width / 2
    return {
        **_ends(start, end),
        **_sizes((half + 0.2, half + 0.4, 0.82 * half), thick),
        **STRAIGHT,
    } | {"roll_deg": roll, "corner": 1.0, "lens": 0.25, "melt": 2.5}


def _inferior(i: int, mark: VertebraLandmarks) -> Numbers:
    """A leaf whose front face is the facet."""
    facet, thick = _planned(i + 1, mark.inferior_facet), (3.0, 2.8, 1.96)
    down, half = -_steepest(facet.normal), facet.width / 2
    # It springs from the pillar, no further forward than that reaches.
    reach = min(ramp(i, [1, 12], [11, 14]), (facet.centre[1] - thick[0] * facet.normal[1] - 11.5) / down[1])
    start, end, roll = _leaf(
        facet, -down * reach, down * (facet.height / 2 + 0.8), thick, mark.pedicle.centre[0] + 0.2, "x"
    )
    return {
        **_ends(start, end),
        **_sizes((half + 0.5, half + 0.7, 0.72 * half), thick),
        **STRAIGHT,
    } | {"roll_deg": roll, "corner": 1.0, "lens": 0.25, "melt": 4.5}


def _steepest(normal: Vector) -> Vector:
    """The unit direction in the plane with this normal that rises most."""
    up = np.array([0.0, 0.0, 1.0]) - normal * normal[2]
    return np.asarray(up / np.linalg.norm(up))


def _planned(i: int, facet: FacetLandmarks) -> FacetLandmarks:
    """The facet as it is planned: steeper and more to the side, since its lower end runs out into the lamina.

    So its joint face, as built, looks about where the tables say.
    """
    steeper, aside = (
        radians(ramp(i, [1, 5, 9, 12], values)) for values in ([11.0, 11.0, 6.0, 4.0], [14.0, 16.0, 4.0, 3.0])
    )
    steeper *= float(np.sign(facet.normal[1]))
    x, y, z = cos(steeper) * facet.normal - sin(steeper) * _steepest(facet.normal)
    turned = (x * cos(aside) + y * sin(aside), y * cos(aside) - x * sin(aside), z)
    return replace(facet, normal=np.array(turned))


def _leaf(
    facet: FacetLandmarks,
    start: Vector,
    end: Vector,
    thick: tuple[float, float, float],
    start_x: float,
    broad: str,
) -> tuple[Vector, Vector, float]:
    """Ends of the axis and roll of a plate one face of which lies in the plane of a facet.

    The face runs from `start` to `end` past the facet's centre; where the plate begins it is shifted across
    to `start_x`. The plate tapers away from the facet, on its far side alone.
    """
    across = np.cross(facet.normal, _steepest(facet.normal))
    first = facet.centre + start - facet.normal * thick[0]
    first = first + across * (start_x - first[0]) / across[0]
    last = facet.centre + end - facet.normal * thick[2]
    along = (last - first) / np.linalg.norm(last - first)
    usual, wanted = (each - along * (each @ along) for each in (np.eye(3)["xyz".index(broad)], across))
    roll = degrees(atan2(float(np.cross(usual, wanted) @ along), float(usual @ wanted)))
    # A plate is the same turned by half a turn.
    return first, last, (roll + 135.0) % 180.0 - 135.0


def _lumbar_inferior() -> Numbers:
    """T12 embraces L1 as L1 embraces L2: blunt, slender pillars between its superior processes."""
    return {
        **_ends((10.5, 11.32, 1.321), (7.2, 19.0, -30.7)),
        **_sizes((4.5, 4.4, 4.6), (3.0, 4.531, 6.0)),
        "roll_deg": 15.7,
        "twist_deg": 20.0,
        "bow_broad": -1.958,
        "bow_thin": -3.5,
        "cup": -0.1948,
        "corner": 0.85,
        "lens": 0.05,
        "melt": 5.0,
    }


def _transverse(i: int, mark: VertebraLandmarks) -> Numbers:
    """A bar, stout at its root, with a clubbed tip; the end's x is told from the measured half span."""
    x, z = pedicle_place(i, mark)
    tip = mark.transverse_tip
    widths = (
        ramp(i, [1, 6, 10, 12], [5.6, 6.4, 5.9, 4.7]),
        ramp(i, [1, 6, 10, 12], [4.2, 4.2, 3.9, 3.4]),
        ramp(i, [1, 6, 9, 10, 12], [5.0, 5.5, 5.2, 4.8, 4.0]),
    )
    thicknesses = (
        ramp(i, [1, 10, 12], [4.8, 4.8, 4.2]),
        ramp(i, [1, 6, 10, 12], [3.3, 3.4, 3.1, 2.8]),
        ramp(i, [1, 6, 9, 10, 12], [4.2, 4.4, 4.1, 3.8, 3.0]),
    )
    ends = _ends((x + 1.0, 11.5, z - 0.5), (0.0, tip[1], tip[2]))
    return {**ends, **_sizes(widths, thicknesses), **STRAIGHT} | {
        "roll_deg": 0.0,
        "corner": 0.9,
        "lens": 0.3,
        "melt": ramp(i, [10, 12], [5.0, 4.0]),
    }


def _mammillary(i: int, mark: VertebraLandmarks) -> Numbers:
    x, z = pedicle_place(i, mark)
    out, back, high = (
        ramp(i, [10, 11, 12], values) for values in ([2.0, 2.2, 3.6], [15.0, 15.6, 17.2], [0.0, 1.5, 3.6])
    )
    return {
        "x": x + out,
        "y": back,
        "z": z + high,
        "half_x": 2.2,
        "half_y": 2.2,
        "half_z": 2.5,
        "melt": 3.0,
    }


def _accessory(i: int, mark: VertebraLandmarks) -> Numbers:
    """Below the root of the transverse process, which in T12 is but the lateral of three tubercles."""
    x, z = pedicle_place(i, mark)
    size = 1.9 if i == 12 else 0.0
    return {"x": x + 4.2, "y": 19.0, "z": z - 7.0, "size": size, "melt": 2.5}


def _spinous(i: int, mark: VertebraLandmarks) -> Numbers:
    base, length, slope = SPINE[i]
    return {
        "base_y": mark.canal.depth + 1.5,
        "base_z": base,
        "length": length,
        "slope_deg": slope,
        "top_0": ramp(i, [1, 5], [5.5, 6.0]),
        "top_1": ramp(i, [1, 5, 9, 11, 12], [4.6, 4.6, 4.9, 5.6, 6.3]),
        "top_2": ramp(i, [1, 5, 9, 11, 12], [3.6, 3.1, 3.6, 5.2, 6.6]),
        "top_3": ramp(i, [1, 4, 8, 10, 12], [3.8, 2.9, 2.8, 3.6, 6.5]),
        "bottom_0": ramp(i, [1, 5, 9, 12], [6.0, 8.0, 8.0, 7.0]),
        "bottom_1": ramp(i, [1, 5, 9, 12], [5.2, 6.4, 6.8, 7.2]),
        "bottom_2": ramp(i, [1, 5, 9, 10, 12], [4.2, 4.0, 4.8, 5.2, 7.6]),
        "bottom_3": ramp(i, [1, 4, 8, 10, 12], [4.8, 3.6, 3.6, 4.8, 7.4]),
        "tip_round": ramp(i, [1, 4, 8, 10, 12], [3.2, 2.4, 2.4, 3.0, 4.0]),
        "half_base": ramp(i, [1, 5, 9, 12], [4.6, 4.8, 4.4, 3.8]),
        "half_middle": ramp(i, [1, 5], [2.2, 1.9]),
        "half_tip": ramp(i, [1, 4, 9, 11, 12], [4.2, 2.9, 2.8, 2.9, 3.3]),
        "lower_edge": ramp(i, [1, 5, 9], [1.2, 1.6, 1.4]),
        "melt": 6.0,
    }


def _costal(i: int, mark: VertebraLandmarks) -> Numbers:
    """Two half facets a side from T2 to T8, one from T10 on, in the lowest two on the pedicle."""
    half = mark.body.height_posterior / 2
    on_pedicle = i >= 11
    below_rim = ramp(i, [1, 2, 3, 4, 9, 10], [5.0, 1.6, 1.6, 1.5, 1.5, 6.8])
    upper_y = ramp(i, [1, 2, 4, 5, 7, 9, 10], [-7.6, -5.8, -5.4, -5.4, -5.0, -5.0, -4.0])
    upper_depth = ramp(i, [1, 2, 3, 4, 7, 8, 9, 10], [0.75, 1.4, 1.4, 1.5, 1.5, 1.6, 1.6, 1.3])
    return {
        "upper_y": -1.5 if on_pedicle else upper_y,
        "upper_z": pedicle_place(i, mark)[1] + 0.5 if on_pedicle else half - below_rim,
        "upper_depth": 0.0 if on_pedicle else upper_depth,
        "lower_y": ramp(i, [1, 2, 3, 8, 9], [-5.5, -3.5, -2.8, -2.8, -4.0]),
        "lower_z": ramp(i, [1, 2], [1.4, 2.0]) - half,
        "lower_depth": ramp(i, [1, 2, 3], [0.75, 1.1, 1.2]) if i <= 8 else 0.0,
        "pedicle_depth": 1.2 if on_pedicle else 0.0,
        "transverse_depth": ramp(i, [6, 7, 9, 10], [1.0, 0.8, 0.7, 0.6]) if i <= 10 else 0.0,
        "transverse_up_deg": ramp(i, [1, 5, 7, 10], [10.0, 15.0, 40.0, 55.0]),
    }


def _ends(start: Sequence[float] | Vector, end: Sequence[float] | Vector) -> Numbers:
    named = {f"start_{axis}": float(value) for axis, value in zip("xyz", start, strict=True)}
    return named | {f"end_{axis}": float(value) for axis, value in zip("xyz", end, strict=True)}


def _sizes(widths: Sequence[float], thicknesses: Sequence[float]) -> Numbers:
    places = ("start", "middle", "end")
    named = {f"width_{place}": float(value) for place, value in zip(places, widths, strict=True)}
    return named | {
        f"thickness_{place}": float(value) for place, value in zip(places, thicknesses, strict=True)
    }


def main() -> None:
    """Write the columns T1 to T12."""
    column = column_frame()
    for i in SPINE:
        write_column("shape.csv", f"T{i}", thoracic(i, column))


if __name__ == "__main__":
    main()
