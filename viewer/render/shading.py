"""What shaders of ours have in common: a value at each corner, carried to every pixel of a surface."""

from __future__ import annotations

from typing import NamedTuple

from vtkmodules.vtkCommonDataModel import vtkDataObject
from vtkmodules.vtkRenderingCore import vtkActor


class Carried(NamedTuple):
    """Pieces of shader text, each put in at VTK's mark for positions in its half.

    `out` declares the value where corners are reckoned, `set` gives it, `inward` declares it for pixels.
    """

    out: str
    set: str
    inward: str


def carry(actor: vtkActor, value: Carried, attribute: str = "", array: str = "") -> None:
    """Let an actor's shader carry a value; with `array` from that array of its surfaces, as `attribute`."""
    if array:
        on_points = vtkDataObject.FIELD_ASSOCIATION_POINTS
        actor.GetMapper().MapDataArrayToVertexAttribute(attribute, array, on_points, -1)
    shader = actor.GetShaderProperty()
    shader.AddVertexShaderReplacement("//VTK::PositionVC::Dec", True, value.out, False)
    shader.AddVertexShaderReplacement("//VTK::PositionVC::Impl", True, value.set, False)
    shader.AddFragmentShaderReplacement("//VTK::PositionVC::Dec", True, value.inward, False)
