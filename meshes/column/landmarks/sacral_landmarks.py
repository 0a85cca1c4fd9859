"""Landmarks of the sacral levels, S1 to S5, as veins see them: each a segment of the sacrum.

A segment has a frame of its own: its origin lies on the front wall of the canal at mid-height of the segment,
z runs up along the bone. What holds true of a vertebra is said of the segment where it has a counterpart: its
body lies before the canal, its pedicle between two passages, its lamina is the roof of the canal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.column.landmarks.sacral_surface import faces_chart
from meshes.column.landmarks.sacrum import PassagePoints, bend_of, passage_points
from meshes.column.landmarks.vertebra import (
    BasivertebralLandmarks,
    BodyLandmarks,
    CanalLandmarks,
    FacetLandmarks,
    ForamenLandmarks,
    LaminaLandmarks,
    PedicleLandmarks,
    VertebraLandmarks,
)
from meshes.column.shapes.sacrum_shape import SEGMENTS, SacrumShape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.spline import spline

_BACK_EXPONENT = 1.6
_LAMINA_MM = 4.0
_BESIDE_CORNU_MM = 3.0
_REACH = (0.32, 0.32, 0.3, 0.22, 0.12)
"""How far to the side the back of each segment counts, in widths of the bone."""


@dataclass(frozen=True, eq=False)
class SacralSegment:
    """One segment.

    Parameters
    ----------
    landmarks : VertebraLandmarks
        In the frame of the segment.
    pose : Pose
        From there to the frame of the sacrum.
    passage : PassagePoints or None
        The passage below it in the frame of the segment; None below the last.
    """

    landmarks: VertebraLandmarks
    pose: Pose
    passage: PassagePoints | None


def sacral_segment(level: str, measures: Measures, scale: float = 1.0) -> SacralSegment:
    """The segment of one sacral level, lengths scaled."""
    shape, index = load_sacrum_shape(), SEGMENTS.index(level)
    strip = _Strip(shape, index, scale)
    pose = strip.pose
    passage = _passage(strip, pose)
    return SacralSegment(_landmarks(strip, passage, measures), pose, passage)


@dataclass(frozen=True, eq=False)
class _Strip:
    """One segment of the shape: sizes at its mid-height."""

    shape: SacrumShape
    index: int
    scale: float

    @property
    def middle(self) -> float:
        """Length along the bone of its mid-height."""
        joints = self.shape.relief.joints
        return float(joints[self.index] + joints[self.index + 1]) / 2

    @property
    def canal(self) -> Vector:
        """Half width, front wall and roof of the canal."""
        sections = np.array([[each.half_width, each.floor_y, each.roof_y] for each in self.shape.canal])
        found: Vector = spline(self.shape.relief.joints[:5], sections, np.array([self.middle]))[0]
        return found

    @property
    def pose(self) -> Pose:
        """From its frame to that of the bone, scaled."""
        bend = bend_of(self.shape)
        length, _, tilts = bend.curve()
        tilt = float(np.interp(self.middle, length, tilts))
        return Pose.about_x(tilt, self.scale * bend.place(0.0, self.middle, float(self.canal[1]))[0])

    def along(self, place: float) -> float:
        """Height in the segment's frame of a length along the bone, mm."""
        return self.scale * (self.middle - place)

    def edges(self) -> tuple[float, float]:
        """Heights of the lower edge of the passage above and of the upper edge of the one below."""
        joints, forms, size = self.shape.relief.joints, self.shape.passages, self.shape.size.foramina
        above, under = self.index - 1, self.index
        top = float(joints[0]) + 4.0
        if above >= 0:
            top = float(joints[above + 1]) + forms[above].fork_offset + size[above].anterior_radius
        bottom = float(joints[-1]) - 4.0
        if under < len(forms):
            bottom = float(joints[under + 1]) + forms[under].fork_offset - size[under].anterior_radius
        return self.along(top), self.along(bottom)


def _passage(strip: _Strip, pose: Pose) -> PassagePoints | None:
    if strip.index >= len(strip.shape.passages):
        return None
    points = passage_points(strip.shape, strip.index, faces_chart(strip.shape))
    bend, back = bend_of(strip.shape), pose.inverse()
    bent = np.stack([points.root, points.fork, points.anterior, points.posterior])
    return PassagePoints(*back.apply(strip.scale * bend.place(*bent.T)))


def _landmarks(strip: _Strip, passage: PassagePoints | None, measures: Measures) -> VertebraLandmarks:
    scale, shape, index = strip.scale, strip.shape, strip.index
    half, floor, roof = (scale * strip.canal).tolist()
    relief, level = shape.relief, SEGMENTS[index]
    height = scale * float(relief.heights[index])
    top, bottom = strip.edges()
    front = floor - scale * float(relief.pelvic[0, 2 * index + 1])
    wide = scale * _half_body(shape, index)
    behind = scale * float(relief.dorsal[0, 2 * index + 1]) - floor
    centre = np.array([half + 4.0 * scale, 0.4 * (roof - floor), (top + bottom) / 2])
    outlet = passage.anterior if passage else _beside_hiatus(strip)
    foramen = passage.fork if passage else outlet - [_BESIDE_CORNU_MM, 0.0, 0.0]
    facet = FacetLandmarks(np.array([1.3 * half, roof - floor, 0.0]), np.array([0.0, 0.7, 0.7]), 10.0, 10.0)
    return VertebraLandmarks(
        level=level,
        body=BodyLandmarks(wide, wide, wide, front, front, front, 0.92 * height, 0.0),
        canal=CanalLandmarks(half, roof - floor, 0.4 * (roof - floor), _BACK_EXPONENT),
        pedicle=PedicleLandmarks(centre, 8.0 * scale, top - bottom, 8.0 * scale, 0.0, 0.0),
        lamina=LaminaLandmarks(
            roof - floor, _lamina_top(strip), -height / 2 + 2.0 * scale, _LAMINA_MM * scale, 0.0
        ),
        superior_facet=facet,
        inferior_facet=facet,
        facet_gap=1.6 * scale,
        spinous_tip=np.array([0.0, behind, 0.0]),
        spinous_height=0.6 * height,
        transverse_tip=np.array(
            [scale * _REACH[index] * shape.size.sacrum_max_width, behind - 6.0 * scale, 0.0]
        ),
        foramen=ForamenLandmarks(
            foramen, 2.0 * _bore(shape, index) * scale, 2.0 * _bore(shape, index) * scale
        ),
        basivertebral=_marrow(level, measures, scale),
        outlet=np.asarray(outlet),
    )


def _marrow(level: str, measures: Measures, scale: float) -> BasivertebralLandmarks:
    """The basivertebral foramen of S1; the segments below it have none, and a place alone."""
    if level != "S1":
        return BasivertebralLandmarks(np.zeros(3), 0.0, 0.0, 0.0)
    z, width, height, depth = (
        scale * measures.value(level, f"basivertebral_foramen_{side}")
        for side in ("z", "width", "height", "depth")
    )
    return BasivertebralLandmarks(np.array([0.0, 0.0, z]), width, height, depth)


def _lamina_top(strip: _Strip) -> float:
    """Upper end of the roof of the canal: that of S1 begins lower than its body."""
    start = float(strip.shape.relief.joints[strip.index]) + 2.0
    return strip.along(max(start, strip.shape.lamina_top) if strip.index == 0 else start)


def _half_body(shape: SacrumShape, index: int) -> float:
    """Half of the bone between the anterior foramina, or of the apex."""
    if index < len(shape.size.foramina):
        return shape.size.foramina[index].pelvic_surface_transverse_line_length / 2
    return 9.0


def _bore(shape: SacrumShape, index: int) -> float:
    return shape.size.foramina[min(index, len(shape.size.foramina) - 1)].anterior_radius


def _beside_hiatus(strip: _Strip) -> Vector:
    """Where the lowest veins come out: at the side of the hiatus, under the cornu."""
    half, floor, roof = strip.scale * strip.canal
    end = strip.along(float(strip.shape.relief.joints[-1]) + 4.0)
    return np.array([half + _BESIDE_CORNU_MM, roof - floor, end])
