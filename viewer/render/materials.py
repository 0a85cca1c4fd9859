"""How tissues answer light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vtkmodules.vtkRenderingCore import vtkActor


@dataclass(frozen=True)
class Material:
    """Shares of ambient, diffuse and mirrored light, 0 to 1, and how sharp the highlight is."""

    ambient: float
    diffuse: float
    specular: float
    specular_power: float


MATTE = Material(ambient=0.16, diffuse=0.84, specular=0.06, specular_power=12.0)
CUT_FACE = Material(ambient=0.55, diffuse=0.45, specular=0.0, specular_power=1.0)
"""Nearly unlit, so that cut faces read as flat."""

MATERIALS: Mapping[str, Material] = MappingProxyType(
    {
        "bone": Material(ambient=0.14, diffuse=0.86, specular=0.10, specular_power=18.0),
        "disc": Material(ambient=0.16, diffuse=0.84, specular=0.16, specular_power=20.0),
        "vein": Material(ambient=0.18, diffuse=0.82, specular=0.35, specular_power=32.0),
    }
)
"""By kind of structure; other kinds are :data:`MATTE`."""

# A clear body shows its outline more than its face, as glass does: where the surface turns away from the eye
# it is denser and darker. At opacity 1 and 0 the formula leaves the opacity as it is, and one layer seen
# square on has a little less than the opacity asked for, so that veins behind keep their colour.
_GLASS = """//VTK::Light::Impl
  float turned = 1.0 - abs(normalVCVSOutput.z);
  float clear = 1.0 - opacity;
  float rim = clear * min(1.0, 4.0 * opacity) * turned * turned;
  fragOutput0.rgb *= 1.0 - 0.5 * rim;
  fragOutput0.a = clamp(opacity * (1.0 - 0.35 * clear) + 0.6 * rim * turned, 0.0, 1.0);
"""


def dress(actor: vtkActor, kind: str) -> None:
    """Give an actor the material of a kind, and the look of glass for whenever it is faded."""
    _coat(actor, MATERIALS.get(kind, MATTE))
    actor.GetShaderProperty().AddFragmentShaderReplacement("//VTK::Light::Impl", True, _GLASS, False)


def dress_flat(actor: vtkActor) -> None:
    """Give an actor the material of cut faces."""
    _coat(actor, CUT_FACE)


def _coat(actor: vtkActor, material: Material) -> None:
    surface = actor.GetProperty()
    surface.SetAmbient(material.ambient)
    surface.SetDiffuse(material.diffuse)
    surface.SetSpecular(material.specular)
    surface.SetSpecularPower(material.specular_power)
    surface.SetInterpolationToPhong()
