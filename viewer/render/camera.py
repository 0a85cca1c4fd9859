"""Between a viewpoint and VTK's camera."""

from __future__ import annotations

import math

import numpy as np
import pyvista as pv

from viewer.model.viewpoint import VIEW_ANGLE_DEG, Viewpoint, rounded


def place(camera: pv.Camera, viewpoint: Viewpoint) -> None:
    """Put a camera where a viewpoint is. Raises ValueError on a fitted viewpoint."""
    camera.SetPosition(viewpoint.eye)
    camera.SetFocalPoint(viewpoint.centre)
    camera.SetViewUp(viewpoint.up)
    camera.SetViewAngle(VIEW_ANGLE_DEG)
    camera.SetParallelProjection(viewpoint.is_parallel)
    if viewpoint.height_mm is not None:
        camera.SetParallelScale(viewpoint.height_mm / 2.0)


def viewpoint_of(camera: pv.Camera) -> Viewpoint:
    """Where a camera is, however it came there."""
    eye, centre = np.array(camera.GetPosition()), np.array(camera.GetFocalPoint())
    distance = float(np.linalg.norm(eye - centre))
    toward_eye = (eye - centre) / distance
    up = np.array(camera.GetViewUp())
    up = up - toward_eye * float(up @ toward_eye)
    is_parallel = bool(camera.GetParallelProjection())
    height = 2.0 * distance * math.tan(math.radians(camera.GetViewAngle()) / 2.0)
    if is_parallel:
        height = 2.0 * camera.GetParallelScale()
    return Viewpoint(
        rounded(toward_eye), rounded(up / np.linalg.norm(up)), rounded(centre), round(height, 9),
        is_parallel=is_parallel,
    )  # fmt: skip
