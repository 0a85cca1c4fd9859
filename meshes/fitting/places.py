"""Places of landmarks read off a built thoracic or lumbar bone, by the names of `vertebrae.csv`.

Where the facets, laminae, pedicles and tips of a fitted bone lie is a result of the fit. What else needs
those places (veins, checks) reads them from the measures; this keeps the measures true. The bone itself does
not use them. The angles of facets stay the published ones.
"""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.articulated import articulated_bone
from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.body_form import body_form
from meshes.column.landmarks.size import size_of
from meshes.column.shapes.level_shape import trunk_shape
from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract

FACET_MM = 2.0
"""What lies nearer than this to the neighbour is joint face."""

_FEWEST = 12
"""So few corners near the neighbour make no face to read."""

WIDTHS_MM, HEIGHTS_MM = (9.6, 16.3), (10.2, 18.4)
"""Ranges of facets measured from C3 to L5 (panjabi-1993)."""


def spinous_places(level: str, column: ColumnFrame) -> dict[str, float]:
    """Tip and height of the spinous process, from its outline."""
    spinous = trunk_shape(level, column.parameters).spinous
    slope = np.radians(spinous.slope_deg)
    q = (spinous.top_3 - spinous.bottom_3) / 2
    return {
        "spinous_tip_y": spinous.base_y + spinous.length * np.cos(slope) + q * np.sin(slope),
        "spinous_tip_z": spinous.base_z - spinous.length * np.sin(slope) + q * np.cos(slope),
        "spinous_height": spinous.top_3 + spinous.bottom_3,
    }


def bone_places(level: str, column: ColumnFrame) -> dict[str, float]:
    """Every place read off one bone."""
    bone = articulated_bone(level, column)
    found = _pedicle(bone, level, column) | _lamina(bone, column.landmarks[level].canal.depth)
    found |= _facet(bone, level, column, above=True)
    transverse = trunk_shape(level, column.parameters).transverse
    found |= {"transverse_tip_y": transverse.end_y, "transverse_tip_z": transverse.end_z}
    return found | _waist(level, column)


def _waist(level: str, column: ColumnFrame) -> dict[str, float]:
    size, form = (
        size_of(column.landmarks[level]),
        body_form(size_of(column.landmarks[level]), trunk_shape(level, column.parameters)),
    )
    width, depth = (size.width_upper + size.width_lower) / 2, (size.depth_upper + size.depth_lower) / 2
    drawn = form.waist_front + form.rim_back
    return {"waist_width_ratio": 1 - 2 * form.waist_side / width, "waist_depth_ratio": 1 - drawn / depth}


def _pedicle(bone: Solid, level: str, column: ColumnFrame) -> dict[str, float]:
    """Height of the pedicle where it is narrowest, from its isthmus out."""
    pedicle = column.landmarks[level].pedicle
    z = np.arange(-15.0, 20.0, 0.1)
    spans = []
    for y in np.arange(3.0, 8.0, 0.5):
        inside = z[bone(np.column_stack([np.full_like(z, pedicle.centre[0]), np.full_like(z, y), z])) < 0]
        spans.append((np.ptp(inside), inside.max()))
    _, top = min(spans)
    return {"pedicle_drop": max(column.landmarks[level].body.height_posterior / 2 - top, 0.2)}


def _lamina(bone: Solid, depth: float) -> dict[str, float]:
    """Margins and slope of the laminae close to the midline."""
    z, y = np.arange(-25.0, 15.0, 0.25), np.arange(depth - 4.0, depth + 12.0, 0.25)
    grid = np.stack(np.meshgrid(y, z, indexing="xy"), axis=-1).reshape(-1, 2)
    inside = (bone(np.column_stack([np.full(len(grid), 1.5), grid])) < 0).reshape(len(z), len(y))
    front = np.where(inside.any(axis=1), y[inside.argmax(axis=1)], np.nan)
    lamina = np.isfinite(front) & (front < depth + 5.0)
    slope = np.polyfit(z[lamina], front[lamina], 1)[0]
    return {
        "lamina_top": float(z[lamina].max()),
        "lamina_bottom": float(z[lamina].min()),
        "lamina_slope": float(np.degrees(np.arctan(max(-slope, 0.0)))),
    }


def _facet(bone: Solid, level: str, column: ColumnFrame, above: bool) -> dict[str, float]:
    """Centre, direction and size of the left superior joint face: where the bone above is near."""
    other = TRUNK_LEVELS[TRUNK_LEVELS.index(level) + (-1 if above else 1)]
    mesh = extract(bone, 0.7)
    points = mesh.points[mesh.points[:, 0] > 0]
    near = articulated_bone(other, column)(column.relative(level, other).apply(points)) < FACET_MM
    face = points[near]
    if len(face) < _FEWEST:
        return {}
    normal = _normals(bone, face).mean(axis=0)
    normal /= np.linalg.norm(normal)
    across = np.cross([0.0, 0.0, 1.0], normal)
    across /= np.linalg.norm(across)
    along = np.cross(normal, across)
    centre = np.median(face, axis=0)
    # Scattered patches of the laminae come near the neighbour too; the middle four fifths are joint face.
    width, height = (np.ptp(np.quantile(face @ axis, [0.1, 0.9])) / 0.8 for axis in (across, along))
    return {
        **{f"superior_facet_{axis}": value for axis, value in zip("xyz", centre, strict=True)},
        "facet_width": float(np.clip(width, *WIDTHS_MM)),
        "facet_height": float(np.clip(height, *HEIGHTS_MM)),
    }


def _normals(bone: Solid, points: Vector) -> Vector:
    step = 0.2
    slopes = [bone(points + step * axis) - bone(points - step * axis) for axis in np.eye(3)]
    gradient = np.stack(slopes, axis=1)
    return gradient / np.linalg.norm(gradient, axis=1, keepdims=True)
