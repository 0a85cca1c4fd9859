"""The face of a vertebral body that a disc lies on: its height and its outline, in the frame of its bone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from meshes.column.landmarks.body_form import BodyForm, body_bounds, endplate_height, rim_distance
from meshes.geometry.axes import Vector

Plane = Callable[[Vector, Vector], Vector]
"""A number over each point (x, y)."""


@dataclass(frozen=True, eq=False)
class BodyFace:
    """One face, its own mirror image in the median plane.

    Parameters
    ----------
    height : callable
        Height z over (x, y), mm.
    rim : callable
        Signed distance of (x, y) to the outline, negative inside, mm.
    bounds : (2, 3) array
        A box that holds the half of the body the face lies on.
    """

    height: Plane
    rim: Plane
    bounds: Vector

    def scaled(self, ratio: float) -> BodyFace:
        """The face of a bone larger or smaller by a ratio."""
        if ratio == 1.0:
            return self
        return BodyFace(
            lambda x, y: self.height(x / ratio, y / ratio) * ratio,
            lambda x, y: self.rim(x / ratio, y / ratio) * ratio,
            self.bounds * ratio,
        )


def face_of(form: BodyForm, is_upper: bool) -> BodyFace:
    """One face of a thoracic or lumbar body."""
    bounds = body_bounds(form)
    quarter = form.height_back / 4
    bounds[0 if is_upper else 1, 2] = quarter if is_upper else -quarter
    return BodyFace(
        lambda x, y: endplate_height(form, x, y, is_upper),
        lambda x, y: rim_distance(form, x, y, is_upper),
        bounds,
    )
