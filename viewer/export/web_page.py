"""A scene as one page that any browser turns, without a network: geometry, names and viewer all within."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from string import Template
from typing import Any

import numpy as np

import viewer
from meshes.anatomy.levels import LEVELS
from meshes.anatomy.sources import load_sources
from meshes.assets import asset
from meshes.geometry.axes import Vector
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from viewer.model.explosion import shift_mm
from viewer.model.palette import load_palette
from viewer.model.pattern import Pattern
from viewer.model.scene import Scene
from viewer.model.viewpoint import VIEW_ANGLE_DEG
from viewer.render.appearance import legend_rows, rgb
from viewer.render.course import course_mm
from viewer.render.protocol import LegendRow
from viewer.render.surfaces import polydata

PAGE_ENDINGS = (".html", ".htm")
LARGEST_PAGE_BYTES = 30_000_000
"""What a browser opens within seconds and a mail still carries."""

HONESTY = "For teaching, not medical advice. What nobody has measured is marked illustrative."
_SHORT = 65536
"""Corners that two bytes can number."""


@dataclass(frozen=True)
class Heading:
    """What a page says of itself."""

    title: str
    caption: str = ""


def heading_of(scene: Scene) -> Heading:
    """A heading for a scene that has none of its own: what it is, and its levels."""
    first, last = scene.state.levels
    return Heading(f"Vertebral venous plexuses, {first} to {last}" if first != last else f"Veins of {first}")


def web_page(scene: Scene, meshes: Mapping[str, TriMesh], heading: Heading | None = None) -> str:
    """The text of a page that shows what a scene shows; its section is left out.

    Corners are rounded to a 65535th of their structure's box, about a micrometre in a vertebra, normals to
    about a degree.

    Parameters
    ----------
    scene
        What is shown, in which colours, how clear, from where and how far apart.
    meshes
        Surfaces by id in the world frame; those shown but missing here are left out.
    heading
        Title and caption.
    """
    heading = heading or heading_of(scene)
    keys = [key for key in scene.shown if key in meshes and scene.state.looks[key].opacity > 0.0]
    blob = bytearray()
    rows = [_row(scene, key, _placed(scene, key, meshes[key]), blob) for key in keys]
    words = {
        "version": escape(viewer.__version__),
        "title": escape(heading.title),
        "caption": f"<p>{escape(heading.caption)}</p>" if heading.caption else "",
        "style": asset("web", "page.css").read_text("utf-8"),
        "script": asset("web", "viewer.js").read_text("utf-8"),
        "switches": "\n".join(_switches(scene, frozenset(keys))),
        "credits": _credits(scene, keys),
        "honesty": escape(HONESTY),
        "atlas": _embedded({"structures": rows, "view": _view(scene), "backdrop": _backdrop(scene)}),
        "geometry": base64.b64encode(blob).decode("ascii"),
    }
    return Template(asset("web", "page.html").read_text("utf-8")).substitute(words)


def _placed(scene: Scene, key: str, mesh: TriMesh) -> TriMesh:
    state, structure = scene.state, scene.catalogue.structures[key]
    return TriMesh(mesh.points + shift_mm(structure, state.levels, state.explosion), mesh.triangles)


def _row(scene: Scene, key: str, mesh: TriMesh, blob: bytearray) -> dict[str, Any]:
    """What the page knows of one structure; its numbers are added to `blob`."""
    structure = scene.catalogue.structures[key]
    low, high = mesh.bounds
    start = len(blob)
    blob += packed(mesh)
    pattern = load_palette(scene.state.palette).patterns.get(structure.group)
    rings = {} if pattern is None else {"rings": _rings(pattern, mesh, blob)}
    return {
        "id": key,
        "english": structure.name,
        "latin": _latin(structure.latin, structure.side, structure.level),
        "evidence": structure.evidence,
        "group": structure.group,
        "colour": scene.colour(key),
        "opacity": round(scene.state.looks[key].opacity, 3),
        "low": low.round(4).tolist(),
        "extent": (high - low).round(4).tolist(),
        "start": start,
        "points": len(mesh.points),
        "triangles": len(mesh.triangles),
        **rings,
    }


def _rings(pattern: Pattern, mesh: TriMesh, blob: bytearray) -> dict[str, Any]:
    """The rings of a structure; how far along its vessel each corner lies is added to `blob`."""
    course = course_mm(polydata(mesh))
    length, start = float(max(course.max(), 1e-3)), len(blob)
    along = np.rint(course / length * 65535.0).astype("<u2").tobytes()
    blob += along + bytes(-len(along) % 4)
    ends = [end for ring in pattern.rings for end in ring]
    return {"colour": pattern.colour, "ends": ends, "start": start, "length": round(length, 3)}


def packed(mesh: TriMesh) -> bytes:
    """Corners as three numbers of 16 bits within the mesh's box and two bytes of normal, then the triangles.

    Triangles have 16 bits a corner where these suffice, else 32; the end is filled to four bytes.
    """
    low, high = mesh.bounds
    corners = np.zeros(len(mesh.points), [("place", "<u2", 3), ("facing", "i1", 2)])
    corners["place"] = np.rint((mesh.points - low) / np.maximum(high - low, 1e-9) * 65535.0)
    corners["facing"] = np.rint(folded(vertex_normals(mesh)) * 127.0)
    triangles = mesh.triangles.astype("<u2" if len(mesh.points) <= _SHORT else "<u4").tobytes()
    content = corners.tobytes() + triangles
    return content + bytes(-len(content) % 4)


def folded(normals: Vector) -> Vector:
    """Unit vectors as two numbers from -1 to 1: on an octahedron with its lower half folded up."""
    flat = normals / np.abs(normals).sum(axis=1, keepdims=True)
    x, y, z = flat.T
    sign_x, sign_y = np.where(x >= 0.0, 1.0, -1.0), np.where(y >= 0.0, 1.0, -1.0)
    over = np.stack([(1.0 - np.abs(y)) * sign_x, (1.0 - np.abs(x)) * sign_y], axis=1)
    return np.where(z[:, None] < 0.0, over, flat[:, :2])


def _switches(scene: Scene, keys: frozenset[str]) -> Iterator[str]:
    """A box for each group, veins first."""
    for row in legend_rows(scene, keys):
        english, latin = escape(row.name, quote=True), escape(_group_latin(scene, row.name), quote=True)
        kind = "swatch ringed" if row.pattern else "swatch"
        yield (
            f'<label><input type="checkbox" data-group="{row.family}" checked>'
            f'<span class="{kind}" style="background:{_swatch(row)}"></span>'
            f'<span data-english="{english}" data-latin="{latin}">{english}</span></label>'
        )


def _swatch(row: LegendRow) -> str:
    """What a swatch is filled with: a colour, or one that is ringed twice."""
    if row.pattern is None:
        return row.colour
    stops, at = [], 0.0
    for start, end in (*row.pattern.rings, (1.0, 1.0)):
        stops.append(f"{row.colour} {at:.0%} {start:.0%}")
        stops.append(f"{row.pattern.colour} {start:.0%} {end:.0%}")
        at = end
    return f"linear-gradient(90deg,{','.join(stops[:-1])}) 0 0/50% 100%"


def _group_latin(scene: Scene, name: str) -> str:
    """The Latin name of what a legend calls by an English one."""
    nodes = scene.catalogue.groups.values()
    return next((node.latin for node in nodes if node.name.partition(":")[0] == name), "")


def _latin(latin: str, side: str | None, level: str | None) -> str:
    """The Latin name, which all pieces of a kind share, with side and level; empty where none is known."""
    if not latin:
        return ""
    sides = {"left": "sin.", "right": "dext."}
    return " ".join(part for part in (latin, sides.get(side or "", ""), level or "") if part)


def _view(scene: Scene) -> dict[str, Any]:
    view = scene.state.viewpoint
    return {
        "direction": view.direction,
        "up": view.up,
        "centre": view.centre,
        "height": view.height_mm if view.centre else None,
        "aspect": view.aspect,
        "zoom": view.zoom,
        "parallel": view.is_parallel,
        "angle": VIEW_ANGLE_DEG,
    }


def _backdrop(scene: Scene) -> list[float]:
    return [round(channel / 255.0, 4) for channel in rgb(load_palette(scene.state.palette).background[0])]


def _credits(scene: Scene, keys: list[str]) -> str:
    structures, sources = scene.catalogue.structures, load_sources()
    named = dict.fromkeys(key for each in keys for key in structures[each].sources)
    cited = (sources[key] for key in named)
    lines = (f"<li>{escape(each.citation)}{_doi(each.doi)}</li>" for each in cited)
    levels = {str(structures[key].level) for key in keys} & set(LEVELS)
    return (
        f"<p>Made by Retia {escape(viewer.__version__)}: {len(keys)} structures of {len(levels)} levels, "
        "generated from published measurements. Retia and the script of this page are free software under "
        f"the GNU General Public License, version 3 or later.</p><ul>{''.join(lines)}</ul>"
    )


def _doi(doi: str | None) -> str:
    return f", doi:{escape(doi)}" if doi else ""


def _embedded(value: Any) -> str:
    """JSON that can stand in a page: nothing in it ends the element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
