"""How tissues answer light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vtkmodules.vtkRenderingCore import vtkActor

from viewer.render.shading import Carried, carry
from viewer.render.surfaces import HOLLOW


@dataclass(frozen=True)
class Material:
    """Shares of ambient, diffuse and mirrored light, 0 to 1, and how sharp the highlight is."""

    ambient: float
    diffuse: float
    specular: float
    specular_power: float


MATTE = Material(ambient=0.16, diffuse=0.84, specular=0.06, specular_power=12.0)
CUT_FACE = Material(ambient=1.0, diffuse=0.0, specular=0.0, specular_power=1.0)
"""Unlit, so that cut faces read as flat and their colours mean the same wherever one stands."""

RIM_MM: Mapping[str, float] = MappingProxyType(
    {"bone": 0.9, "disc": 1.6, "vein": 0.3, "nerve": 0.25, "fat": 0.15, "ligament": 0.15, "dura": 0.1}
)
"""Width of the band along the edge of a cut face: compact bone, anulus, wall, pia."""

MATERIALS: Mapping[str, Material] = MappingProxyType(
    {
        "bone": Material(ambient=0.14, diffuse=0.86, specular=0.10, specular_power=18.0),
        "disc": Material(ambient=0.16, diffuse=0.84, specular=0.16, specular_power=20.0),
        "vein": Material(ambient=0.18, diffuse=0.82, specular=0.35, specular_power=32.0),
        "ligament": Material(ambient=0.18, diffuse=0.82, specular=0.2, specular_power=16.0),
        "dura": Material(ambient=0.18, diffuse=0.82, specular=0.22, specular_power=24.0),
        "nerve": Material(ambient=0.18, diffuse=0.82, specular=0.22, specular_power=28.0),
        "fat": Material(ambient=0.2, diffuse=0.8, specular=0.12, specular_power=14.0),
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
  vec3 grey = vec3(dot(fragOutput0.rgb, vec3(0.3, 0.6, 0.1)));
  fragOutput0.rgb = mix(grey, fragOutput0.rgb, 1.0 + clear) * (1.0 - 0.12 * clear - 0.5 * rim);
  fragOutput0.a = clamp(opacity * (1.0 - 0.35 * clear) + 0.75 * rim * turned, 0.0, 1.0);
"""


# Light that comes from all around reaches hollows less: grooves, notches and the feet of processes are darker
# and warmer, edges a little lighter.
_HOLLOW = Carried(
    "//VTK::PositionVC::Dec\nin float hollowMC;\nout float hollow;\n",
    "//VTK::PositionVC::Impl\n  hollow = hollowMC;\n",
    "//VTK::PositionVC::Dec\nin float hollow;\n",
)
_HOLLOWS = """
  float depth = smoothstep(0.0, 0.7, hollow), height = smoothstep(0.3, 1.4, -hollow);
  fragOutput0.rgb *= 1.0 + 0.10 * height - depth * vec3(0.34, 0.40, 0.47);
"""

# Trabeculae: the ridges of a smooth noise in millimetres, so that they stay with the bone when it turns.
_SPOT = Carried(
    "//VTK::PositionVC::Dec\nout vec3 spotMC;\n",
    "//VTK::PositionVC::Impl\n  spotMC = vertexMC.xyz;\n",
    """//VTK::PositionVC::Dec
in vec3 spotMC;
float grain(vec3 cell) { return fract(sin(dot(cell, vec3(12.99, 78.23, 37.72))) * 43758.55); }
float noise(vec3 spot) {
  vec3 cell = floor(spot), part = fract(spot);
  part = part * part * (3.0 - 2.0 * part);
  vec2 e = vec2(0.0, 1.0);
  vec4 near = vec4(grain(cell), grain(cell + e.yxx), grain(cell + e.xyx), grain(cell + e.yyx));
  vec4 far = vec4(grain(cell + e.xxy), grain(cell + e.yxy), grain(cell + e.xyy), grain(cell + e.yyy));
  vec4 mixed = mix(near, far, part.z);
  vec2 rows = mix(mixed.xz, mixed.yw, part.x);
  return mix(rows.x, rows.y, part.y);
}
""",
)
_SPONGY = """//VTK::Light::Impl
  float web = 1.0 - abs(2.0 * noise(spotMC * 1.3) - 1.0);
  float finer = 1.0 - abs(2.0 * noise(spotMC * 2.9 + 7.0) - 1.0);
  fragOutput0.rgb *= 0.86 + 0.20 * (0.6 * web * web + 0.4 * finer * finer);
"""


def dress(actor: vtkActor, kind: str) -> None:
    """Give an actor the material of a kind, and the look of glass for whenever it is faded."""
    _coat(actor, MATERIALS.get(kind, MATTE))
    shader = actor.GetShaderProperty()
    if not has_hollows(kind):
        shader.AddFragmentShaderReplacement("//VTK::Light::Impl", True, _GLASS, False)
        return
    carry(actor, _HOLLOW, "hollowMC", HOLLOW)
    shader.AddFragmentShaderReplacement("//VTK::Light::Impl", True, _GLASS + _HOLLOWS, False)


def has_hollows(kind: str) -> bool:
    """Whether surfaces of a kind need the array of their hollows, which are drawn darker."""
    return kind == "bone"


def dress_flat(actor: vtkActor, kind: str = "") -> None:
    """Give an actor the material of cut faces; that of bone is spongy."""
    _coat(actor, CUT_FACE)
    if kind == "bone":
        carry(actor, _SPOT)
        shader = actor.GetShaderProperty()
        shader.AddFragmentShaderReplacement("//VTK::Light::Impl", True, _SPONGY, False)


def _coat(actor: vtkActor, material: Material) -> None:
    surface = actor.GetProperty()
    surface.SetAmbient(material.ambient)
    surface.SetDiffuse(material.diffuse)
    surface.SetSpecular(material.specular)
    surface.SetSpecularPower(material.specular_power)
    surface.SetInterpolationToPhong()
