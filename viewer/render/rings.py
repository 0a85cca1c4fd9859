"""Rings round vessels, painted by the graphics card."""

from __future__ import annotations

import math

from vtkmodules.vtkRenderingCore import vtkActor

from viewer.model.pattern import MOST_RINGS, Pattern
from viewer.render.appearance import rgb
from viewer.render.shading import Carried, carry
from viewer.render.surfaces import COURSE

_PITCHES_A_HEIGHT = 64.0
"""So many pitches, or down to half as many, would fill the picture from top to bottom."""

_ALONG = Carried(
    "//VTK::PositionVC::Dec\nin float courseMC;\nout float course;\n",
    "//VTK::PositionVC::Impl\n  course = courseMC;\n",
    """//VTK::PositionVC::Dec
in float course;
float ringed(float place, float soft, vec2 ends) {
  return clamp((place - ends.x) / soft + 0.5, 0.0, 1.0) - clamp((place - ends.y) / soft + 0.5, 0.0, 1.0);
}
""",
)
# Before the light falls on it, so that rings are shaded like the wall they are painted on.
_PAINT = """//VTK::Color::Impl
  float turns = course / ringPitch;
  float soft = max(fwidth(turns), 1e-5);
  float share = ringed(fract(turns), soft, ringOne) + ringed(fract(turns), soft, ringTwo);
  ambientColor = mix(ambientColor, ringColour * ambientIntensity, share);
  diffuseColor = mix(diffuseColor, ringColour * diffuseIntensity, share);
"""


def pitch_mm(height_mm: float) -> float:
    """How far apart the rings come again in a picture `height_mm` high.

    A power of two, so that rings stay where they are while one goes nearer, until every other one is due.

    Examples
    --------
    >>> pitch_mm(100.0), pitch_mm(128.0), pitch_mm(129.0)
    (2.0, 2.0, 4.0)
    """
    return float(2.0 ** math.ceil(math.log2(height_mm / _PITCHES_A_HEIGHT)))


def add_rings(actor: vtkActor) -> None:
    """Make a dressed actor, whose surfaces carry :data:`COURSE`, show rings."""
    carry(actor, _ALONG, "courseMC", COURSE)
    shader = actor.GetShaderProperty()
    shader.AddFragmentShaderReplacement("//VTK::Color::Impl", True, _PAINT, False)


def colour_rings(actor: vtkActor, pattern: Pattern) -> None:
    """Say which rings an actor shows."""
    wishes = actor.GetShaderProperty().GetFragmentCustomUniforms()
    wishes.SetUniform3f("ringColour", [channel / 255.0 for channel in rgb(pattern.colour)])
    # A ring from nowhere to nowhere is none.
    ends = (*pattern.rings, *[(2.0, 2.0)] * MOST_RINGS)
    for name, ring in zip(("ringOne", "ringTwo"), ends, strict=False):
        wishes.SetUniform2f(name, list(ring))


def space_rings(actor: vtkActor, pitch: float) -> None:
    """Say how far apart the rings come again, mm."""
    actor.GetShaderProperty().GetFragmentCustomUniforms().SetUniformf("ringPitch", pitch)


def remove_rings(actor: vtkActor) -> None:
    """Undo :func:`add_rings`, and any dress with it."""
    actor.GetMapper().RemoveVertexAttributeMapping("courseMC")
    shader = actor.GetShaderProperty()
    shader.ClearAllVertexShaderReplacements()
    shader.ClearAllFragmentShaderReplacements()
    shader.GetFragmentCustomUniforms().RemoveAllUniforms()
