"""A cut at once: the graphics card leaves out what is beyond the planes, and insides pass for cut faces.

What looks into an opened body sees its far wall from within, flat in the colour of its cut faces: nearly the
picture that cutting and closing gives, for no more than drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPlane
from vtkmodules.vtkRenderingCore import vtkActor, vtkProperty

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import Triple
from viewer.render.protocol import Cut

MOST_PLANES = 6
"""What graphics cards take."""


def cut_roughly(actor: vtkActor, cuts: Sequence[Cut], shift_mm: Triple, inside: vtkProperty) -> None:
    """Draw only what cuts leave of an actor, and its inside as told.

    Parameters
    ----------
    actor
        Drawn with its back faces culled as long as it is whole.
    cuts
        Where the surface lies before it is shifted; of more than six the first six.
    shift_mm
        The actor's position.
    inside
        How the back of its surface looks.
    """
    mapper = actor.GetMapper()
    mapper.RemoveAllClippingPlanes()
    for cut in cuts[:MOST_PLANES]:
        plane = vtkPlane()
        plane.SetOrigin(*(np.array(cut.point) + shift_mm))
        plane.SetNormal(*(-value for value in cut.normal))
        mapper.AddClippingPlane(plane)
    actor.SetBackfaceProperty(inside)
    actor.GetProperty().BackfaceCullingOff()


def make_whole(actor: vtkActor) -> None:
    """Draw all of an actor again."""
    actor.GetMapper().RemoveAllClippingPlanes()
    actor.SetBackfaceProperty(None)  # type: ignore[arg-type]  # its stub knows no way back
    actor.GetProperty().BackfaceCullingOn()


def straddled(bounds: Vector, cuts: Sequence[Cut]) -> NDArray[np.bool_]:
    """Which boxes a cut runs through while no other takes them away whole, (N,); spared or not.

    Parameters
    ----------
    bounds : (N, 6) array
        Least and greatest x, y and z of each, mm.
    """
    low, high = bounds[:, ::2], bounds[:, 1::2]
    is_met, is_gone = np.zeros(len(bounds), bool), np.zeros(len(bounds), bool)
    for cut in cuts:
        normal = np.array(cut.normal)
        middle = ((low + high) / 2.0 - cut.point) @ normal
        half = (high - low) @ np.abs(normal) / 2.0
        is_met |= np.abs(middle) < half
        is_gone |= middle >= half
    return is_met & ~is_gone


def are_left_by(points: Vector, cuts: Sequence[Cut]) -> NDArray[np.bool_]:
    """Which of some points, (N, 3) mm, no cut takes away, (N,)."""
    are_left = np.ones(len(points), bool)
    for cut in cuts:
        are_left &= (points - cut.point) @ np.array(cut.normal) <= 0.0
    return are_left
