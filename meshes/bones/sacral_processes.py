"""What stands out of the back of the sacrum: median crest, superior articular process, cornua."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.sacrum import facet_axis, facet_breadth, facet_normal
from meshes.column.shapes.sacrum_shape import CornuShape, SacrumShape
from meshes.geometry.axes import Vector
from meshes.geometry.curve import through
from meshes.sdf.bend import Bend
from meshes.sdf.primitives import polygon_distance, rounded_edge
from meshes.sdf.relief import Chart
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade

_ROOM = 6.0
"""Half the depth of the room cut behind the facet of S1, mm."""


def median_crest(shape: SacrumShape, place: Chart, bounds: Vector) -> Solid:
    """The fused spinous processes: a median plate with a tubercle a segment, sinking towards the hiatus."""
    outline = crest_outline(shape)
    thick = np.array([crest.half_thickness for crest in shape.crest])
    peaks = _peaks(shape)

    def distance(points: Vector) -> Vector:
        s, v = place(points[:, 1], points[:, 2])
        rim = polygon_distance(np.stack([s, v], axis=1), outline)
        half = np.interp(s, peaks, thick)
        return rounded_edge(rim, np.abs(points[:, 0]) - half, half * 0.9)

    low, high = bounds.copy()
    low[0], high[0] = -thick.max(), thick.max()
    low[1] = -4.0
    return Solid(distance, np.array([low, high]), 1.3)


def crest_outline(shape: SacrumShape) -> Vector:
    """Outline of the crest in the median plane, (M, 2): s and v, mm."""
    end = float(shape.relief.joints[-1]) - shape.size.hiatus_length
    points = [(shape.lamina_top + 1.0, _above_roof(shape, shape.lamina_top))]
    for crest, peak in zip(shape.crest, _peaks(shape), strict=True):
        points += [(peak - 6.0, crest.peak_y - 1.5), (peak, crest.peak_y), (peak + 4.5, crest.peak_y - 1.5)]
        points += [(peak + 10.0, crest.dip_y)]
    points += [(end - 1.0, _above_roof(shape, end) + 1.5)]
    points += [(s, _above_roof(shape, s)) for s in np.linspace(end - 2.0, shape.lamina_top + 6.0, 5)]
    return through(np.array(points), closed=True, samples_a_span=4)


def _above_roof(shape: SacrumShape, s: float) -> float:
    """Depth v just behind the roof of the canal, where the crest is rooted in the laminae."""
    return float(np.interp(s, shape.relief.joints[:5], [canal.roof_y for canal in shape.canal])) + 0.6


def _peaks(shape: SacrumShape) -> Vector:
    joints = shape.relief.joints[1:4]
    return np.array([joint + crest.peak_offset for joint, crest in zip(joints, shape.crest, strict=True)])


def articular_process(shape: SacrumShape, bend: Bend) -> Solid:
    """The left superior articular process of S1, its facet turned backwards and towards the middle."""
    form = shape.facet
    base, tip = facet_axis(form, bend)
    wide, thick = form.half_width, form.half_thickness
    return blade(
        Blade(
            start=base,
            end=tip,
            # The facet looks back; the more it is turned to the middle, the more its breadth runs backwards.
            broad=facet_breadth(form),
            half_width=np.array([wide, wide, wide * 0.8]),
            half_thickness=np.array([thick * 1.2, thick, thick * 0.8]),
            corner=0.9,
            lens=0.3,
        )
    )


def facet_room(shape: SacrumShape, bend: Bend) -> Solid:
    """The room in front of the facet that the inferior process of L5 fills; cutting it leaves the facet."""
    form = shape.facet
    base, tip = facet_axis(form, bend)
    normal = facet_normal(form, bend)
    out = normal * (form.half_thickness * 0.8 + _ROOM)
    wide = form.half_width
    return blade(
        Blade(
            start=base + (tip - base) * 0.22 + out,
            end=tip + (tip - base) * 0.5 + out,
            broad=facet_breadth(form),
            half_width=np.array([wide, wide, wide]) * 1.05,
            half_thickness=np.full(3, _ROOM),
            corner=0.6,
            # Convex towards the process: the facet is a shallow trough.
            lens=form.cup / _ROOM,
        )
    )


def cornu(shape: SacrumShape, bend: Bend) -> Solid:
    """The left sacral cornu: the lower end of the arch of S5 beside the hiatus."""
    return horn(shape.cornu, float(shape.relief.joints[-1]), bend)


def horn(form: CornuShape, joint: float, bend: Bend) -> Solid:
    """A small rounded process from its base to its tip; offsets count from the length `joint`."""
    base, tip = bend.place(
        np.array([form.base_x, form.tip_x]),
        np.array([joint + form.base_offset, joint + form.tip_offset]),
        np.array([form.base_y, form.tip_y]),
    )
    wide, thick = form.half_width, form.half_thickness
    return blade(
        Blade(
            start=base,
            end=tip,
            broad=np.array([0.0, 1.0, 0.0]),
            half_width=np.array([wide * 1.3, wide, wide * 0.75]),
            half_thickness=np.array([thick * 1.2, thick, thick * 0.85]),
        )
    )
