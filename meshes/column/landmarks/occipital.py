"""Landmarks of the skull base that bones, veins and soft tissue share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from meshes.column.landmarks.occipital_surface import bowl_normal, on_surface
from meshes.column.shapes.occipital_shape import OccipitalShape, load_occipital_shape
from meshes.geometry.axes import Vector
from meshes.geometry.curve import through


@dataclass(frozen=True, eq=False)
class Canal:
    """A bony canal on the left: its inner and its outer end, (3,), and its bore at both, mm."""

    inner: Vector
    outer: Vector
    inner_bore: float
    outer_bore: float


@dataclass(frozen=True, eq=False)
class OccipitalLandmarks:
    """Landmarks in the frame of the skull base, mm; those of a pair are given for the left.

    The origin is the middle between basion and opisthion, y runs from the one to the other, z stands
    perpendicular to the plane of the foramen magnum.

    Parameters
    ----------
    basion, opisthion : (3,) arrays
        Front and back of the foramen magnum.
    foramen_magnum : (N, 3) array
        Its rim, a closed line from the basion over the left.
    condyle_front, condyle_back, condyle_centre, condyle_normal : (3,) arrays
        Ends and lowest middle of the articular surface, and the direction it faces.
    hypoglossal, condylar : Canal
        Canals beside the foramen.
    jugular_centre, jugular_axis : (3,) arrays
        Middle of the jugular foramen and the direction through it out of the skull.
    jugular_half_axes : (2,) array
        Half its length and width.
    jugular_long : (3,) array
        Direction of its length, backwards to the side.
    clivus : (N, 3) array
        Inner face of the clivus in the median plane, from the basion upwards.
    sigmoid_groove, occipital_groove : (N, 3) arrays
        Floor of the grooves: the first ends in the jugular foramen, the second at the opisthion.
    """

    basion: Vector
    opisthion: Vector
    foramen_magnum: Vector
    condyle_front: Vector
    condyle_back: Vector
    condyle_centre: Vector
    condyle_normal: Vector
    hypoglossal: Canal
    condylar: Canal
    jugular_centre: Vector
    jugular_axis: Vector
    jugular_half_axes: Vector
    jugular_long: Vector
    clivus: Vector
    sigmoid_groove: Vector
    occipital_groove: Vector


@cache
def occipital_landmarks() -> OccipitalLandmarks:
    """The landmarks of the tables' skull base."""
    return landmarks_of(load_occipital_shape())


def landmarks_of(shape: OccipitalShape) -> OccipitalLandmarks:
    """The landmarks of a skull base."""
    size = shape.size
    half = size.foramen_magnum_AP / 2
    front, back = condyle_ends(shape)
    centre, normal = _condyle_face(shape, front, back)
    jugular, axis, long = jugular_frame(shape)
    return OccipitalLandmarks(
        basion=np.array([0.0, -half, 0.0]),
        opisthion=np.array([0.0, half, 0.0]),
        foramen_magnum=_foramen(shape),
        condyle_front=front,
        condyle_back=back,
        condyle_centre=centre,
        condyle_normal=normal,
        hypoglossal=hypoglossal_canal(shape),
        condylar=condylar_canal(shape),
        jugular_centre=jugular,
        jugular_axis=axis,
        jugular_half_axes=np.array([size.jugular_foramen_length, size.jugular_foramen_width]) / 2,
        jugular_long=long,
        clivus=_clivus(shape),
        sigmoid_groove=sigmoid_floor(shape),
        occipital_groove=occipital_floor(shape),
    )


def condyle_ends(shape: OccipitalShape) -> tuple[Vector, Vector]:
    """Front and back end of the left condyle's axis: its length and angle as measured."""
    size, form = shape.size, shape.condyle
    angle = np.radians(size.occipital_condyle_angle_to_sagittal)
    # Length and angle fix the spread of the two ends, the measured distances only their mean.
    middle = (size.intercondylar_distance_anterior + size.intercondylar_distance_posterior) / 4
    reach = size.occipital_condyle_length / 2 * np.array([np.sin(angle), np.cos(angle)])
    front = np.array([middle - reach[0], form.middle_y - reach[1], form.front_z])
    back = np.array([middle + reach[0], form.middle_y + reach[1], form.back_z])
    return front, back


def condyle_breadth(shape: OccipitalShape, front: Vector, back: Vector) -> Vector:
    """Direction of the breadth of the condyle: across it, the outer edge higher."""
    along = (back - front) / np.linalg.norm(back - front)
    roll = np.radians(shape.condyle.roll_deg)
    level = np.cross(along, [0.0, 0.0, 1.0])
    level /= np.linalg.norm(level)
    level = level if level[0] > 0 else -level
    return level * np.cos(roll) + np.array([0.0, 0.0, 1.0]) * np.sin(roll)


def hypoglossal_canal(shape: OccipitalShape) -> Canal:
    """The left hypoglossal canal: its inner end lies as far from basion and opisthion as measured."""
    size = shape.size
    half = size.foramen_magnum_AP / 2
    y = (size.HC_to_basion**2 - size.HC_to_opisthion**2) / (4 * half)
    across = np.sqrt(size.HC_to_basion**2 - (y + half) ** 2)
    rise = np.radians(22.0)
    inner = np.array([across * np.cos(rise), y, across * np.sin(rise)])
    turn, lift = (
        np.radians(size.hypoglossal_canal_angle_to_sagittal),
        np.radians(shape.opening.hypoglossal_rise_deg),
    )
    way = np.array([np.sin(turn) * np.cos(lift), -np.cos(turn) * np.cos(lift), np.sin(lift)])
    return Canal(
        inner,
        inner + way * size.hypoglossal_canal_length,
        size.hypoglossal_canal_intracranial_diameter,
        size.hypoglossal_canal_extracranial_diameter,
    )


def condylar_canal(shape: OccipitalShape) -> Canal:
    """The left condylar canal, from the end of the sigmoid groove to the condylar fossa."""
    form, bore = shape.opening, shape.size.condylar_canal_diameter
    inner = on_surface(shape, np.array([[form.condylar_inner_x, form.condylar_inner_y]]), 1.0)[0]
    outer = on_surface(shape, np.array([[form.condylar_outer_x, form.condylar_outer_y]]), 0.0)[0]
    return Canal(inner, outer, bore, bore)


def jugular_frame(shape: OccipitalShape) -> tuple[Vector, Vector, Vector]:
    """Middle of the left jugular foramen, its axis out of the skull and the direction of its length."""
    form = shape.opening
    middle = on_surface(shape, np.array([[form.jugular_x, form.jugular_y]]), 0.5)
    axis = bowl_normal(shape.bowl, middle)[0]
    turn = np.radians(form.jugular_turn_deg)
    long = np.array([np.cos(turn), np.sin(turn), 0.0])
    long = long - axis * (long @ axis)
    return middle[0], axis, long / np.linalg.norm(long)


def sigmoid_floor(shape: OccipitalShape) -> Vector:
    """Floor of the left sigmoid groove, from the cut edge to the jugular foramen."""
    places = through(shape.sigmoid, samples_a_span=4)
    floor = on_surface(shape, places, 1.0)
    return floor + bowl_normal(shape.bowl, floor) * shape.opening.groove_depth


def occipital_floor(shape: OccipitalShape) -> Vector:
    """Floor of the groove of the occipital sinus on the internal crest, down to the foramen magnum."""
    y = np.linspace(shape.bowl.centre_y + 0.8 * shape.bowl.half_y, shape.size.foramen_magnum_AP / 2 + 3.0, 10)
    return on_surface(shape, np.stack([np.zeros(10), y], axis=1), 1.0)


def clivus_ends(shape: OccipitalShape) -> tuple[Vector, Vector, Vector]:
    """Lower and upper end of the basilar part's axis, and the direction out of its inner face."""
    form = shape.clivus
    slope = np.radians(form.slope_deg)
    along = np.array([0.0, -np.cos(slope), np.sin(slope)])
    inwards = np.array([0.0, np.sin(slope), np.cos(slope)])
    basion = np.array([0.0, -shape.size.foramen_magnum_AP / 2, 0.0])
    return basion + along * 1.0, basion + along * form.length, inwards


def _clivus(shape: OccipitalShape) -> Vector:
    low, high, inwards = clivus_ends(shape)
    t = np.linspace(0.0, 1.0, 9)[:, None]
    form = shape.clivus
    half = form.half_thickness_below + (form.half_thickness_above - form.half_thickness_below) * t
    return low + (high - low) * t + inwards * half


def _foramen(shape: OccipitalShape) -> Vector:
    angle = np.linspace(0.0, 2 * np.pi, 49)[:-1]
    x = shape.size.foramen_magnum_transverse / 2 * np.sin(angle)
    y = -shape.size.foramen_magnum_AP / 2 * np.cos(angle)
    return np.stack([x, y, np.zeros(len(angle))], axis=1)


def _condyle_face(shape: OccipitalShape, front: Vector, back: Vector) -> tuple[Vector, Vector]:
    """Lowest middle of the articular surface and the direction it faces: downwards and to the side."""
    along = (back - front) / np.linalg.norm(back - front)
    normal = np.cross(along, condyle_breadth(shape, front, back))
    normal = normal if normal[2] < 0 else -normal
    normal = normal / np.linalg.norm(normal)
    form = shape.condyle
    return (front + back) / 2 + normal * (form.bow + form.half_thickness), normal
