"""What a collecting vein knows when it draws itself: the column, its bones, the outlets."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from meshes.anatomy.levels import LEVELS, region
from meshes.anatomy.measures import Measures
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import WayPoint
from meshes.network.graph import Floats
from meshes.veins.collecting.bodies import BodySize
from meshes.veins.surroundings.ground import Ground, marched
from meshes.veins.surroundings.site import way
from meshes.veins.variation import Person

Spot = tuple[float, float]
"""Angle round a body from its front, left positive, in degrees, and height over its middle, mm."""

_TOUCH_MM = 0.3
_FAR_MM = 90.0


@dataclass(frozen=True, eq=False)
class Terrain:
    """Levels, bones and outlets of one person.

    Parameters
    ----------
    levels : tuple of str
        Levels that are built, from above downwards.
    column : ColumnFrame
        Poses and landmarks of at least these.
    bodies : mapping of str to BodySize
        How large the body of each level is, where it has one.
    measures : Measures
        Calibres.
    ground : Ground
        Bones and discs.
    seed : int
        Seed of the individual.
    person : Person
        Variants the seed has chosen.
    outlets : mapping of (str, str) to (3,) array
        Where the intervertebral vein of a level and side meets the veins outside, in the world.
    gates : mapping of (str, str) to (3,) array
        Where a root vein may join it just inside the foramen.
    napes : mapping of (str, str) to (3,) array
        Where the posterior external plexus of a level of the neck may let out between the muscles.
    starts : mapping of (str, str) to (3,) array
        Where, by side and strand, the vein that comes down through the atlas goes on in those below it.
    fronts : mapping of str to (3,) array
        Where, by side, the anterior external plexus ends in front of S5.
    crowns : mapping of bool to (3,) array
        Where the marginal sinus crosses the midline in front (True) and behind, if it is built.
    ribs : mapping of str to two arrays
        Middle line of the left stub of a rib by level, (N, 3) in the world, and half its height there, mm.
    near : dict
        The part of the ground round each level, once asked for.
    """

    levels: tuple[str, ...]
    column: ColumnFrame
    bodies: Mapping[str, BodySize]
    measures: Measures
    ground: Ground
    seed: int
    person: Person
    outlets: Mapping[tuple[str, str], Vector]
    gates: Mapping[tuple[str, str], Vector]
    napes: Mapping[tuple[str, str], Vector]
    starts: Mapping[tuple[str, str], Vector] = field(default_factory=dict)
    fronts: Mapping[str, Vector] = field(default_factory=dict)
    crowns: Mapping[bool, Vector] = field(default_factory=dict)
    ribs: Mapping[str, tuple[Floats, Floats]] = field(default_factory=dict)
    near: dict[str, Ground] = field(default_factory=dict, repr=False)

    def has(self, *levels: str) -> bool:
        """Whether all of these are built."""
        return set(levels) <= set(self.levels)

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """The built levels from one to another, from above downwards."""
        low, high = LEVELS.index(first), LEVELS.index(last)
        return tuple(each for each in self.levels if low <= LEVELS.index(each) <= high)

    def radius(self, level: str, name: str) -> float:
        """Half of a calibre of a level's region, mm; `name` without its ending `_diameter`."""
        return self.measures.value(region(level), f"{name}_diameter") / 2.0

    def chance(self, structure: str) -> np.random.Generator:
        """A stream of chance for one structure, the same whichever others are drawn."""
        return np.random.default_rng([self.seed, zlib.crc32(structure.encode())])

    def world(self, level: str, x: float, y: float, z: float) -> Vector:
        """A local point of a level in the world."""
        placed: Vector = self.column.poses[level].apply(np.array([[x, y, z]]))[0]
        return placed

    @property
    def scale(self) -> float:
        """The global scale."""
        return scale_of(self.column.parameters)

    def tabled(self, level: str, x: float, y: float, z: float) -> Vector:
        """A local point of a level, told in mm of a column at a global scale of 1, in the world."""
        return self.world(level, self.scale * x, self.scale * y, self.scale * z)

    def round_body(self, level: str, spots: Sequence[Spot], gap_mm: float) -> Floats:
        """World places `gap_mm` outside the body of a level, (N, 3)."""
        body, pose = self.bodies[level], self.column.poses[level]
        turn, z = np.radians([angle for angle, _ in spots]), np.array([height for _, height in spots])
        away = np.stack([np.sin(turn), -np.cos(turn), np.zeros(len(spots))], axis=1)
        middle = np.stack([np.zeros(len(spots)), np.full(len(spots), -body.depth / 2), z], axis=1)
        reach = 1.6 * max(body.half_width, body.depth)
        struck, _ = marched(
            self._around(level),
            pose.apply(middle + reach * away),
            pose.apply_direction(-away),
            _TOUCH_MM,
            reach,
        )
        placed: Floats = struck + (gap_mm - _TOUCH_MM) * pose.apply_direction(away)
        return placed

    def before(self, level: str, spots: Sequence[tuple[float, float]], gap_mm: float) -> Floats:
        """World places `gap_mm` in front of the bone of a level at local (x, z), (N, 3)."""
        pose = self.column.poses[level]
        start = np.array([[x, -_FAR_MM, z] for x, z in spots])
        ahead = np.repeat([[0.0, 1.0, 0.0]], len(spots), axis=0)
        struck, _ = marched(
            self._around(level), pose.apply(start), pose.apply_direction(ahead), _TOUCH_MM, _FAR_MM + 30.0
        )
        placed: Floats = struck - (gap_mm - _TOUCH_MM) * pose.apply_direction(ahead)
        return placed

    def clearance(self, level: str, points: Floats) -> Floats:
        """Distance of (N, 3) world points from the bones and discs of a level and its neighbours, mm."""
        return self._around(level)(points)

    def _around(self, level: str) -> Ground:
        """Bones and discs of a level and its neighbours."""
        if level not in self.near:
            place = self.levels.index(level)
            levels = self.levels[max(place - 1, 0) : place + 2]
            found = [self.ground.posed(self.column.poses[each]) for each in levels]
            self.near[level] = Ground(tuple(piece for each in found for piece in each.pieces))
        return self.near[level]

    def outlet(self, level: str, side: str, radius: float) -> WayPoint | None:
        """The outlet of a level as a way-point; None where the plexus has none."""
        place = self.outlets.get((level, side))
        return None if place is None else way(place, radius, outlet_name(level, side))


def outlet_name(level: str, side: str) -> str:
    """The junction of an outlet of the plexuses."""
    return f"outlet.{level}.{side}"


def gate_name(level: str, side: str) -> str:
    """The junction of a root vein with an intervertebral vein."""
    return f"gate.{level}.{side}"


def front_name(side: str) -> str:
    """The junction of the lowest sacral veins with the lower end of the anterior external plexus."""
    return f"front.{side}"


def crown_name(front: bool) -> str:
    """The junction of a median vein of the cord with the marginal sinus."""
    return f"crown.{'front' if front else 'back'}"


def nape_name(level: str, side: str) -> str:
    """The junction of a vein of the nape with the posterior external plexus."""
    return f"nape.{level}.{side}"


def start_name(side: str, strand: str) -> str:
    """The junction of a strand of the vertebral vein with what comes down to it through the atlas."""
    return f"start.{side}.{strand}"


def sign_of(side: str) -> float:
    """Sign of x on a side."""
    return SIDES[side]
