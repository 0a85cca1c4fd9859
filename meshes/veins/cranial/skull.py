"""The skull base with the atlas under it, as the craniocervical veins see them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.column.landmarks.neck_landmarks import artery_bed
from meshes.column.landmarks.occipital import OccipitalLandmarks
from meshes.column.landmarks.occipital_surface import bowl_normal, on_surface
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.network.builder import WayPoint
from meshes.veins.surroundings.site import Site, stream, way

PREFIX = "vein.craniocervical"

_PLACE = "C0"


@dataclass(frozen=True, eq=False)
class Skull:
    """Everything a craniocervical system needs to draw itself.

    Parameters
    ----------
    landmarks : OccipitalLandmarks
        In the frame of the skull base, unscaled.
    pose : Pose
        From there to the world.
    scale : float
        Global scale.
    measures : Measures
        Calibres.
    seed : int
        Seed of the individual.
    atlas : Site
        The level below.
    atlas_pose : Pose
        The pose of the atlas' bone.
    """

    landmarks: OccipitalLandmarks
    pose: Pose
    scale: float
    measures: Measures
    seed: int
    atlas: Site
    atlas_pose: Pose

    def radius(self, name: str) -> float:
        """Half of a calibre of the tables, mm; `name` without its ending `_diameter`."""
        return self.measures.value(_PLACE, f"{name}_diameter") / 2.0

    def value(self, name: str) -> float:
        """A measure of the skull base."""
        return self.measures.value(_PLACE, name)

    def chance(self, what: str) -> np.random.Generator:
        """A stream of chance for one thing: the same whichever others are drawn."""
        return stream(self.seed, what)

    def way(self, point: Vector, radius: float, junction: str | None = None) -> WayPoint:
        """A way-point at a place of the skull's frame, unscaled mm."""
        return way(self.pose.apply(self.scale * np.asarray(point, float)[None])[0], radius, junction)

    def inner(self, x: float, y: float, lift_mm: float) -> Vector:
        """A place over (x, y) that stands off the inner surface towards the brain."""
        shape = load_occipital_shape()
        floor = on_surface(shape, np.array([[x, y]]), 1.0)
        place: Vector = (floor - lift_mm * bowl_normal(shape.bowl, floor))[0]
        return place

    def artery_bed(self) -> Vector:
        """Where the left vertebral artery lies on the atlas, in the frame of the bone, (N, 3) mm."""
        return artery_bed(self.measures, self.scale)

    def atlas_way(self, point: Vector, radius: float, junction: str | None = None) -> WayPoint:
        """A way-point at a place of the atlas' bone, mm."""
        return way(self.atlas_pose.apply(np.asarray(point, float)[None])[0], radius, junction)


def mirrored(point: Vector, sign: float) -> Vector:
    """A place of the left on the side of a sign of x."""
    return np.asarray(point, float) * np.array([sign, 1.0, 1.0])


def marginal(side: str, place: str) -> str:
    """A junction of the marginal sinus: `fore`, `side`, `hind` of each side."""
    return f"{PREFIX}.marginal-sinus.{side}.{place}"


def bulb(side: str) -> str:
    """The junction where the sigmoid sinus turns into the jugular bulb."""
    return f"jugular-bulb.{side}"


def confluent(side: str) -> str:
    """The middle of the anterior condylar confluent."""
    return f"anterior-condylar-confluent.{side}"
