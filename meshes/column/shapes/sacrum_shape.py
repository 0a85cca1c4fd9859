"""Size and shape of the sacrum as named numbers; `meshes.column.shapes.sacrum_table` reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.geometry.axes import Vector

SEGMENTS = ("S1", "S2", "S3", "S4", "S5")
PLACES = tuple((level, part) for level in SEGMENTS for part in ("upper", "middle")) + (("S5", "lower"),)
"""Stations of the relief along the bone: upper border and middle of each segment, and the apex."""
COLUMNS = (0.0, 7.0, 14.0, 21.0, 28.0, 36.0, 45.0, 54.0)
"""Distances from the median plane at which the surfaces are told, mm."""
DEPTHS = (-20.0, -10.0, 0.0, 10.0, 20.0)
"""Distances behind the curve of the bone at which its lateral border is told, mm."""
ALA_DEPTHS = (-24.0, -16.0, -8.0, 0.0, 8.0, 16.0, 22.0)
"""The same, for the upper surface of the ala."""


@dataclass(frozen=True, eq=False)
class SacrumRelief:
    """The mass of the fused segments: where its surfaces lie in coordinates bent along the bone, mm and
    radians.

    The coordinates are those of `meshes.sdf.bend.Bend`: x, the length s from the upper border of S1, and v
    behind the curve. `heights` and `tilts` tell the curve segment by segment; `pelvic` and `dorsal` (8,
    11) are v of the front and the back; `side` (5, 11) is x of the lateral border; `ala` (8, 7) is s of
    the upper surface lateral to the body.
    """

    start_y: float
    heights: Vector
    tilts: Vector
    columns: Vector
    pelvic: Vector
    dorsal: Vector
    side: Vector
    ala: Vector

    def stretched(self, across: float, along: float, forwards: float) -> SacrumRelief:
        """The same relief on a bone wider, longer and, before its canal, deeper by three ratios."""
        return replace(
            self,
            heights=self.heights * along,
            columns=self.columns * across,
            side=self.side * across,
            pelvic=self.pelvic * forwards,
        )

    @property
    def joints(self) -> Vector:
        """Lengths of the borders of the segments, from 0 to the apex, (6,) mm."""
        return np.concatenate([[0.0], np.cumsum(self.heights)])

    @property
    def stations(self) -> Vector:
        """Lengths of `PLACES`, (11,) mm."""
        joints = self.joints
        return np.sort(np.concatenate([joints, (joints[1:] + joints[:-1]) / 2]))


@dataclass(frozen=True)
class CanalSection:
    """Sacral canal at the upper border of one segment: half width, wall in front and roof behind, as v,
    mm.
    """

    half_width: float
    floor_y: float
    roof_y: float


@dataclass(frozen=True)
class PassageShape:
    """Foramina below one segment: where the root leaves the canal and where both mouths lie along the
    bone, mm.

    `*_offset` are lengths below the joint of the fused segments.
    """

    fork_x: float
    fork_offset: float
    anterior_offset: float
    posterior_offset: float


ROUNDED_LIP = 1.5
"""How far the rounded lip of an anterior foramen widens it towards the middle, mm."""


@dataclass(frozen=True)
class ForaminaSize:
    """Measured mouths below one segment, mm; `*_line` is the bone between the two mouths of a pair."""

    anterior_foramen_width: float
    anterior_foramen_height: float
    posterior_foramen_width: float
    posterior_foramen_height: float
    pelvic_surface_transverse_line_length: float
    dorsal_surface_transverse_line_length: float

    @property
    def anterior_x(self) -> float:
        """Distance of the middle of the left anterior mouth from the median plane."""
        return (self.pelvic_surface_transverse_line_length + self.anterior_foramen_width) / 2 + ROUNDED_LIP

    @property
    def posterior_x(self) -> float:
        """Distance of the middle of the left posterior mouth from the median plane."""
        return (self.dorsal_surface_transverse_line_length + self.posterior_foramen_width) / 2

    @property
    def anterior_radius(self) -> float:
        """Radius of the passage to the anterior mouth: half the larger way across it, so that either fits."""
        return max(self.anterior_foramen_width, self.anterior_foramen_height) / 2

    @property
    def posterior_radius(self) -> float:
        """Radius of the passage to the posterior mouth."""
        return (self.posterior_foramen_width * self.posterior_foramen_height) ** 0.5 / 2


@dataclass(frozen=True)
class Tubercle:
    """A swelling or, on the lateral border, a pit: its place, its height or depth and its reach across and
    along, mm.

    `x` is the distance from the median plane, for a pit of the lateral border the depth v; `offset` counts
    from the lower border of the segment along the bone.
    """

    x: float
    offset: float
    rise: float
    reach_across: float
    reach_along: float


@dataclass(frozen=True)
class AuricularShape:
    """Auricular surface: a bent band on the lateral border, in the depth v and the length s, mm.

    `upper`, `corner` and `lower` are the ends of its two arms' middle lines; `rise` is how far it stands out.
    """

    upper_y: float
    upper_s: float
    corner_y: float
    corner_s: float
    lower_y: float
    lower_s: float
    half_width: float
    rise: float


@dataclass(frozen=True)
class FacetShape:
    """Superior articular process of S1, on the left: base and tip in bent coordinates, and the turn of its
    facet.
    """

    base_x: float
    base_s: float
    base_y: float
    tip_x: float
    tip_offset: float
    tip_y: float
    half_width: float
    half_thickness: float
    facing_deg: float
    cup: float


@dataclass(frozen=True)
class CornuShape:
    """A horn beside the hiatus, or of the coccyx: base and tip in bent coordinates, and its thickness."""

    base_x: float
    base_offset: float
    base_y: float
    tip_x: float
    tip_offset: float
    tip_y: float
    half_width: float
    half_thickness: float


@dataclass(frozen=True)
class CrestShape:
    """Spinous tubercle of one segment on the median crest: where it stands, how far back it reaches, the
    dip below it.
    """

    peak_offset: float
    peak_y: float
    dip_y: float
    half_thickness: float


@dataclass(frozen=True)
class SacrumSize:
    """Sizes of the whole bone, mm: see the measures of the same names in `assets/anatomy/sacrum.csv`.

    Width, length and the first body are built larger or smaller than measured by the ratios ``size_*`` of
    `sacrum_shape.csv`.
    """

    sacrum_max_width: float
    sacrum_max_length: float
    body_width: float
    body_depth: float
    hiatus_length: float
    intercornual_distance: float
    foramina: tuple[ForaminaSize, ...]


@dataclass(frozen=True, eq=False)
class SacrumShape:
    """All of it; see the parts. `lamina_top` is a length s in the median plane, mm."""

    size: SacrumSize
    relief: SacrumRelief
    canal: tuple[CanalSection, ...]
    passages: tuple[PassageShape, ...]
    intermediate: tuple[Tubercle, ...]
    lateral: tuple[Tubercle, ...]
    lines: tuple[Tubercle, ...]
    pits: tuple[Tubercle, ...]
    crest: tuple[CrestShape, ...]
    auricular: AuricularShape
    facet: FacetShape
    cornu: CornuShape
    lamina_top: float
