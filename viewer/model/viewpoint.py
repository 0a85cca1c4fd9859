"""Where the eye is, as a value without a window."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from meshes.geometry.axes import ANTERIOR, INFERIOR, LEFT, POSTERIOR, RIGHT, SUPERIOR

Triple = tuple[float, float, float]

AXIAL_COSINE = math.cos(math.radians(15.0))
"""Within 15 degrees of its axis the column is too foreshortened for it to say where up is."""

VIEW_ANGLE_DEG = 24.0
"""Vertical angle of the perspective views: long-lensed, so that near levels do not dwarf far ones."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A direction to look from, and what fills the picture.

    Without a centre and a height the viewpoint is *fitted*: whoever draws it frames what is shown.

    Parameters
    ----------
    direction
        Unit vector from the centre of the picture to the eye.
    up
        Unit vector that points up in the picture, square to `direction`.
    centre
        Point in the middle of the picture, mm; ``None`` when fitted.
    height_mm
        Height of the picture in the plane through the centre; ``None`` when fitted.
    zoom
        How much closer than all-in-sight a fitted viewpoint comes.
    is_parallel
        Parallel projection, in which lengths can be measured, instead of perspective.
    aspect
        Width by height of the view it was chosen in, as far as that is to be remembered: what was seen at
        the sides stays in sight in a narrower picture.
    """

    direction: Triple
    up: Triple
    centre: Triple | None = None
    height_mm: float | None = None
    zoom: float = 1.0
    is_parallel: bool = False
    aspect: float | None = None

    @property
    def is_fitted(self) -> bool:
        """Whether whoever draws it decides on centre and height."""
        return self.centre is None or self.height_mm is None

    @property
    def distance_mm(self) -> float:
        """From the eye to the centre. Raises ValueError on a fitted viewpoint."""
        if self.height_mm is None:
            raise ValueError("a fitted viewpoint has no distance yet")
        return self.height_mm / 2.0 / math.tan(math.radians(VIEW_ANGLE_DEG) / 2.0)

    @property
    def eye(self) -> Triple:
        """Position of the eye, mm. Raises ValueError on a fitted viewpoint."""
        if self.centre is None:
            raise ValueError("a fitted viewpoint has no eye yet")
        return rounded(np.array(self.centre) + self.distance_mm * np.array(self.direction))

    @property
    def axes(self) -> np.ndarray:
        """Unit vectors to the right and upwards in the picture and towards the eye, (3, 3), one a row."""
        toward_eye, up = np.array(self.direction), np.array(self.up)
        return np.array([np.cross(up, toward_eye), up, toward_eye])

    def in_shape(self, aspect: float) -> Viewpoint:
        """What shows at least the same in a picture of another shape: a narrower one more above and below.

        `aspect` is width by height. A fitted viewpoint is framed by whoever draws it.
        """
        height = self.height_mm
        if height is not None and self.aspect is not None:
            height *= max(self.aspect / aspect, 1.0)
        return replace(self, height_mm=height, aspect=None)

    def fitted(self) -> Viewpoint:
        """The same direction, framing whatever is shown."""
        return replace(self, centre=None, height_mm=None, aspect=None)


def require_sound(viewpoint: Viewpoint) -> Viewpoint:
    """The viewpoint, if one can look from it.

    Raises
    ------
    ValueError
        When direction and up are not of length one and square to each other, or the centre, the zoom, the
        height or the aspect is beyond what can be drawn.
    """
    direction, up = np.array(viewpoint.direction), np.array(viewpoint.up)
    if any(abs(float(np.linalg.norm(each)) - 1.0) > 1e-4 for each in (direction, up)):
        raise ValueError("direction and up have a length of one")
    if abs(float(direction @ up)) > 1e-3:
        raise ValueError("up is not square to direction")
    if not 1e-3 <= viewpoint.zoom <= 1e3:
        raise ValueError(f"zoom {viewpoint.zoom:g} is outside 0.001 to 1000")
    if viewpoint.height_mm is not None and not 1e-2 <= viewpoint.height_mm <= 1e5:
        raise ValueError(f"height_mm {viewpoint.height_mm:g} is outside 0.01 to 100000")
    if viewpoint.aspect is not None and not 1e-2 <= viewpoint.aspect <= 1e2:
        raise ValueError(f"aspect {viewpoint.aspect:g} is outside 0.01 to 100")
    if not math.isfinite(sum(viewpoint.centre or (0.0,))):
        raise ValueError("centre is no point")
    return viewpoint


ROUNDING = 4e-9
"""Most that rounding to nine digits takes two unit vectors from being square to each other."""


def looking_from(direction: ArrayLike, up: ArrayLike | None = None, zoom: float = 1.0) -> Viewpoint:
    """A fitted viewpoint; lengths are set to one and `up` is made square to `direction`.

    Without `up` the column stands upright; seen along its axis, the front of the patient is on top.

    Raises
    ------
    ValueError
        When a vector has no length or both point the same way.
    """
    toward_eye = _unit(np.asarray(direction, float))
    is_axial = bool(abs(toward_eye @ SUPERIOR) > AXIAL_COSINE)
    upward = np.asarray((ANTERIOR if is_axial else SUPERIOR) if up is None else up, float)
    lean = float(upward @ toward_eye)
    if abs(lean) > ROUNDING:
        # Vectors that a viewpoint has rounded already are left alone, so that one written out comes back.
        upward = upward - toward_eye * lean
    return Viewpoint(rounded(toward_eye), rounded(_unit(upward)), zoom=zoom)


def framing(viewpoint: Viewpoint, bounds: ArrayLike, aspect: float) -> Viewpoint:
    """`viewpoint` with centre and height chosen so that a box fills the picture.

    Parameters
    ----------
    viewpoint
        Fitted or not; its direction, projection and zoom are kept.
    bounds : (2, 3) array
        Lowest and highest corner of the box, mm.
    aspect
        Width of the picture divided by its height.
    """
    corners = np.array(list(itertools.product(*np.asarray(bounds, float).T)))
    return framing_points(viewpoint, corners, aspect)


LEAST_FREE = 0.4
"""Share of a picture's width, and of its height, left to the anatomy however small the picture."""


def framing_points(
    viewpoint: Viewpoint,
    points: ArrayLike,
    aspect: float,
    margin: float = 1.06,
    taken_left: float = 0.0,
    taken_right: float = 0.0,
    taken_below: float = 0.0,
) -> Viewpoint:
    """`viewpoint` with centre and height chosen so that all `points` are just in sight.

    Shares `taken_left` and `taken_right` of the picture's width, where legend and names lie, are kept clear,
    and `taken_below` of its height, where a caption stands; what would reach into one moves aside, and only
    as far as needed. In a picture too small for them they lie over the anatomy, which keeps a share of
    `LEAST_FREE`.

    The middle of the points' extent in the picture's own axes becomes the centre; in perspective the nearer
    points ask for more height than the farther ones.
    """
    axes = viewpoint.axes
    across = np.asarray(points, float) @ axes.T
    middle = (across.min(axis=0) + across.max(axis=0)) / 2.0
    offsets = across - middle
    narrowed = min(1.0, (1.0 - LEAST_FREE) / max(taken_left + taken_right, 1e-9))
    taken_left, taken_right = narrowed * taken_left, narrowed * taken_right
    taken_below = min(taken_below, 1.0 - LEAST_FREE)
    free = np.array([aspect * (1.0 - taken_left - taken_right), 1.0 - taken_below])
    needed = (np.abs(offsets[:, :2]) / free).max(axis=1)
    if not viewpoint.is_parallel:
        needed = needed + offsets[:, 2] * math.tan(math.radians(VIEW_ANGLE_DEG) / 2.0)
    height = max(2.0 * float(needed.max()) * margin / viewpoint.zoom, 1.0)
    if viewpoint.zoom <= 1.0:
        size = np.array([aspect * height, height])
        spare = size / 2.0 - np.abs(offsets[:, :2]).max(axis=0) * margin
        low = np.maximum(np.array([taken_left, taken_below]) * size - spare, 0.0)
        high = np.maximum(np.array([taken_right, 0.0]) * size - spare, 0.0)
        middle[:2] -= low - high
    return replace(viewpoint, centre=rounded(middle @ axes), height_mm=height)


def _unit(vector: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(vector))
    if length < 1e-9:
        raise ValueError("a viewpoint needs two different directions")
    return vector / length


def triple(vector: np.ndarray) -> Triple:
    """A vector (3,) as plain numbers."""
    # Adding zero turns -0.0 into 0.0, so that equal viewpoints also print equal.
    x, y, z = (float(value) + 0.0 for value in vector)
    return x, y, z


def rounded(vector: np.ndarray) -> Triple:
    """A vector (3,) as plain numbers of nine decimals, so that reckoning leaves no trace in them."""
    x, y, z = (round(float(value), 9) + 0.0 for value in vector)
    return x, y, z


OBLIQUE = 0.75 * LEFT + POSTERIOR + 0.45 * SUPERIOR
"""From behind, the patient's left and somewhat above."""

NAMED_VIEWS: Mapping[str, Viewpoint] = MappingProxyType(
    {
        "anterior": looking_from(ANTERIOR),
        "posterior": looking_from(POSTERIOR),
        "left": looking_from(LEFT),
        "right": looking_from(RIGHT),
        "superior": looking_from(SUPERIOR),
        "inferior": looking_from(INFERIOR),
        "oblique": looking_from(OBLIQUE),
    }
)
"""The standard views by the side one looks from; axial ones show the front of the patient on top."""


def require_view(name: str) -> str:
    """The name of a standard view, if it is one. Raises ValueError."""
    if name not in NAMED_VIEWS:
        raise ValueError(f"there is no view {name!r}; there are {', '.join(NAMED_VIEWS)}")
    return name


def named_sides(names: Iterable[str], is_parallel: bool) -> tuple[Viewpoint, ...]:
    """Some of `NAMED_VIEWS`, in the order asked for, all with one projection; KeyError on others."""
    return tuple(replace(NAMED_VIEWS[name], is_parallel=is_parallel) for name in names)
