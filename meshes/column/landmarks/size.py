"""The measured size of one vertebra, as its solid is built to."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, radians, tan

from meshes.column.landmarks.vertebra import VertebraLandmarks
from meshes.column.shapes.cervical_shape import CervicalSize


@dataclass(frozen=True)
class VertebraSize(CervicalSize):
    """What necks have too, and the span of the transverse processes, mm; the wedge is in degrees."""

    transverse_span: float
    wedge_deg: float

    @property
    def height_front(self) -> float:
        """Height of the front of the body, mm."""
        return self.height_back - (self.depth_upper + self.depth_lower) * tan(radians(self.wedge_deg / 2))


def size_of(landmarks: VertebraLandmarks) -> VertebraSize:
    """The size that landmarks ask for."""
    body, canal, pedicle = landmarks.body, landmarks.canal, landmarks.pedicle
    return VertebraSize(
        width_upper=2 * body.half_width_upper,
        width_lower=2 * body.half_width_lower,
        depth_upper=body.depth_upper,
        depth_lower=body.depth_lower,
        height_back=body.height_posterior,
        canal_width=2 * canal.half_width,
        canal_depth=canal.depth,
        pedicle_width=pedicle.width,
        pedicle_height=pedicle.height,
        transverse_span=2 * float(landmarks.transverse_tip[0]),
        wedge_deg=degrees(body.wedge),
    )
