"""The atlas, C1: two lateral masses joined by two arches; it has no body."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.bones.passages import cervical_canal, transverse_foramen
from meshes.bones.processes import knob
from meshes.bones.vertebral_arch import plate
from meshes.column.shapes.atlas_shape import (
    AtlasShape,
    AtlasSize,
    FaceShape,
    GrooveShape,
    HollowShape,
    MassShape,
    atlas_size,
)
from meshes.column.shapes.following import following
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.blend import smooth_union, subtract
from meshes.sdf.loft import Loft, loft
from meshes.sdf.primitives import ball, ellipsoid, round_cone
from meshes.sdf.solid import Solid, placed
from meshes.sdf.warp import folded

_UP = (0.0, 0.0, 1.0)
_BACK = (0.0, 1.0, 0.0)
FOVEA_RADIUS_MM = 9.0
"""Radius of the hollow for the dens on the back of the anterior arch."""
FOVEA_DEPTH_MM = 0.7
"""Depth of that hollow."""


def atlas(measures: Measures | None = None, shape: AtlasShape | None = None) -> Solid:
    """The bone in its own frame: origin on the back of the anterior arch, y towards the posterior arch.

    Parameters
    ----------
    measures : Measures, optional
        Measures in place of the tables'.
    shape : AtlasShape, optional
        Shape in place of the tabled one.
    """
    shape = shape or tabled(AtlasShape, "atlas_shape.csv", "C1")
    return shaped_atlas(atlas_size(shape, measures), following(shape, "C1", measures))


def shaped_atlas(size: AtlasSize, shape: AtlasShape) -> Solid:
    """The bone from the size of its canal and its shape."""
    whole = smooth_union(
        lateral_mass(shape),
        (_anterior_arch(shape), shape.anterior_arch.melt),
        (_posterior_arch(size, shape), shape.posterior_arch.melt),
        (_transverse_process(shape), shape.transverse.melt),
        (knob(shape.ligament_tubercle), shape.ligament_tubercle.melt),
    )
    return folded(subtract(whole, transverse_foramen(shape.foramen), radius_mm=1.0))


def lateral_mass(shape: AtlasShape) -> Solid:
    """The block between the cupped superior and the flat inferior facet."""
    cupped = subtract(_block(shape.mass), facet_hollow(shape.superior_facet), radius_mm=1.2)
    return subtract(cupped, below_face(shape.inferior_facet), radius_mm=shape.inferior_facet.rim)


def facet_hollow(shape: HollowShape) -> Solid:
    """The ellipsoid in which a condyle of the skull rocks."""
    bowl = ellipsoid(np.zeros(3), np.array([shape.half_x, shape.half_y, shape.half_z]))
    pose = Pose(_about_z(shape.yaw_deg) @ _about_y(shape.roll_deg), np.array([shape.x, shape.y, shape.z]))
    return placed(bowl, pose)


def below_face(shape: FaceShape) -> Solid:
    """Everything under the plane of the inferior facet."""
    roll, pitch = np.radians(shape.roll_deg), np.radians(shape.pitch_deg)
    normal = np.array([np.sin(roll), np.sin(pitch), np.cos(roll) * np.cos(pitch)])
    normal /= np.linalg.norm(normal)
    through = np.array([shape.x, shape.y, shape.z])
    return Solid(lambda p: (p - through) @ normal, np.array([[-60.0] * 3, [60.0] * 3]))


def artery_groove(shape: GrooveShape) -> Solid:
    """What the vertebral artery takes away from the posterior arch."""
    start = np.array([shape.start_x, shape.start_y, shape.start_z])
    end = np.array([shape.end_x, shape.end_y, shape.end_z])
    return round_cone(start, end, shape.radius, shape.radius * 0.95)


@lru_cache(maxsize=64)
def _block(shape: MassShape) -> Solid:
    stations = [
        [getattr(shape, f"{place}_{number}") for number in ("z", "y", "half_x", "half_y")]
        for place in ("low", "middle", "high")
    ]
    pose = Pose(_about_z(shape.yaw_deg) @ _about_y(shape.roll_deg), np.array([shape.x, shape.y, 0.0]))
    return placed(loft(Loft(np.array(stations), shape.dome, shape.rim, shape.squareness)), pose)


def _anterior_arch(shape: AtlasShape) -> Solid:
    arch = smooth_union(
        plate(shape.anterior_arch, _UP), (knob(shape.anterior_tubercle), shape.anterior_tubercle.melt)
    )
    fovea = ball(np.array([0.0, FOVEA_RADIUS_MM - FOVEA_DEPTH_MM, 0.0]), FOVEA_RADIUS_MM)
    return subtract(arch, fovea, radius_mm=0.8)


def _posterior_arch(size: AtlasSize, shape: AtlasShape) -> Solid:
    arch = smooth_union(
        plate(shape.posterior_arch, _UP),
        (plate(shape.posterior_middle, _UP), shape.posterior_middle.melt),
        (knob(shape.posterior_tubercle), shape.posterior_tubercle.melt),
    )
    grooved = subtract(arch, artery_groove(shape.groove), radius_mm=1.2)
    return subtract(grooved, cervical_canal(size.canal_width, size.canal_depth, shape.canal), radius_mm=1.5)


def _transverse_process(shape: AtlasShape) -> Solid:
    return smooth_union(
        plate(shape.transverse, _BACK),
        (plate(shape.anterior_root, _UP), shape.anterior_root.melt),
        (plate(shape.posterior_root, _UP), shape.posterior_root.melt),
    )


def _about_z(angle_deg: float) -> Vector:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _about_y(angle_deg: float) -> Vector:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
