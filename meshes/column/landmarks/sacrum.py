"""Landmarks of sacrum and coccyx that bones, veins and soft tissue share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from meshes.column.landmarks.sacral_surface import faces_chart
from meshes.column.shapes.coccyx_shape import CoccyxShape, load_coccyx_shape
from meshes.column.shapes.sacrum_shape import FacetShape, SacrumShape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.spline import spline
from meshes.sdf.bend import Bend
from meshes.sdf.relief import Chart


@dataclass(frozen=True, eq=False)
class PassagePoints:
    """A passage on the left: its root in the canal, its fork, and its anterior and posterior mouth, (3,)
    each.
    """

    root: Vector
    fork: Vector
    anterior: Vector
    posterior: Vector


@dataclass(frozen=True, eq=False)
class SacrumLandmarks:
    """Landmarks in the frame of the sacrum, mm; those of a pair are given for the left.

    Parameters
    ----------
    endplate : Pose
        Upper endplate of S1: its centre, and z perpendicular to it.
    promontory, apex : (3,) arrays
        Middle of the front rim of S1, and of the lower end of S5.
    coccyx : Pose
        Where the frame of the coccyx stands.
    canal : (N, 3) array
        Centreline of the canal, from above S1 to the end of the hiatus.
    canal_half_width, canal_half_depth : (N,) arrays
        Half axes of its section along the centreline.
    hiatus : (2, 3) array
        Apex of the hiatus and middle of its base.
    passages : tuple of PassagePoints
        Below S1 to S4.
    anterior_radius, posterior_radius : (4,) arrays
        Radius of the passages to both mouths.
    facet_centre, facet_normal : (3,) arrays
        Left superior articular facet of S1.
    """

    endplate: Pose
    promontory: Vector
    apex: Vector
    coccyx: Pose
    canal: Vector
    canal_half_width: Vector
    canal_half_depth: Vector
    hiatus: Vector
    passages: tuple[PassagePoints, ...]
    anterior_radius: Vector
    posterior_radius: Vector
    facet_centre: Vector
    facet_normal: Vector


@cache
def sacrum_landmarks() -> SacrumLandmarks:
    """The landmarks of the tables' sacrum."""
    return landmarks_of(load_sacrum_shape(), load_coccyx_shape())


def landmarks_of(shape: SacrumShape, tail: CoccyxShape) -> SacrumLandmarks:
    """The landmarks of a sacrum and its coccyx."""
    bend, faces = bend_of(shape), faces_chart(shape)
    s, sections = _canal(shape)
    half_width, floor, roof = sections.T
    end = float(shape.relief.joints[-1])
    apex = end - shape.size.hiatus_length
    top = np.array([0.0, 0.0, shape.relief.heights[0] / 2])
    centre, normal = _facet(shape, bend)
    return SacrumLandmarks(
        endplate=Pose(translation=top - [0.0, shape.size.body_depth / 2, 0.0]),
        promontory=top - [0.0, shape.size.body_depth, 0.0],
        apex=bend.place(0.0, end, 0.0)[0],
        coccyx=coccyx_pose(shape, tail),
        canal=bend.place(np.zeros(len(s)), s, (floor + roof) / 2),
        canal_half_width=half_width,
        canal_half_depth=(roof - floor) / 2,
        hiatus=bend.place(np.zeros(2), np.array([apex, end]), np.interp([apex, end], s, roof)),
        passages=tuple(_placed(passage_points(shape, index, faces), bend) for index in range(4)),
        anterior_radius=np.array([size.anterior_radius for size in shape.size.foramina]),
        posterior_radius=np.array([size.posterior_radius for size in shape.size.foramina]),
        facet_centre=centre,
        facet_normal=normal,
    )


def bend_of(shape: SacrumShape) -> Bend:
    """The curve of the bone: the front wall of its canal."""
    relief = shape.relief
    return Bend(np.array([relief.start_y, relief.heights[0] / 2]), relief.joints, relief.tilts)


def sacrum_pose(corner: Vector, slope: float, gap_mm: float, wedge: float, scale: float = 1.0) -> Pose:
    """Where the sacrum stands below the last lumbar vertebra, local to the frame of `corner`.

    Parameters
    ----------
    corner : (3,) array
        Middle of the posterior rim of the lower endplate of L5, mm.
    slope : float
        Forward lean of the upper endplate of S1, radians.
    gap_mm : float
        Height of the disc at its posterior margin.
    wedge : float
        Angle the disc adds to the lean from below upwards, radians; negative where it is higher in front.
    scale : float
        Global scale.
    """
    bisector = slope + wedge / 2
    rim = corner - gap_mm * np.array([0.0, -np.sin(bisector), np.cos(bisector)])
    turned = Pose.about_x(slope)
    top = np.array([[0.0, 0.0, scale * load_sacrum_shape().relief.heights[0] / 2]])
    return Pose(turned.rotation, rim - turned.apply(top)[0])


def coccyx_pose(shape: SacrumShape, tail: CoccyxShape) -> Pose:
    """Where the frame of the coccyx stands: below the apex, by the height of the disc.

    It is turned so that its chord, to its tip, makes the measured angle with the chord of the sacrum, to the
    middle of the upper face of S1.
    """
    relief, bend = shape.relief, bend_of(shape)
    end, deep = float(relief.joints[-1]), (relief.pelvic[0, -1] + shape.canal[-1].floor_y) / 2
    place = bend.place(0.0, end + tail.disc_height, deep)[0]
    top = np.array([0.0, -shape.size.body_depth / 2, relief.heights[0] / 2]) - place
    tip = tail.bend().curve()[1][-1]
    wanted = np.arctan2(top[1], top[2]) - np.radians(tail.sacral_angle_deg)
    return Pose.about_x(np.arctan2(tip[0], tip[1]) - wanted, place)


def passage_points(shape: SacrumShape, index: int, faces: Chart) -> PassagePoints:
    """Way points of the passage below segment `index`, in bent coordinates (x, s, v).

    Parameters
    ----------
    faces : Chart
        Depths of the pelvic and the dorsal surface; see `meshes.column.landmarks.sacral_surface.faces_chart`.
    """
    form, size = shape.passages[index], shape.size.foramina[index]
    joint, canal = float(shape.relief.joints[index + 1]), shape.canal[index + 1]
    # The channel keeps clear of the laminae, which are thin: where it is higher than the canal it deepens
    # the front wall.
    middle = min((canal.floor_y + canal.roof_y) / 2, canal.roof_y - size.anterior_radius - 1.2)
    anterior = np.array([size.anterior_x, joint + form.anterior_offset])
    posterior = np.array([size.posterior_x, joint + form.posterior_offset])
    front, _, back, _ = faces(*np.stack([anterior, posterior], axis=1))
    return PassagePoints(
        root=np.array([form.fork_x - 9.0, joint + form.fork_offset - 2.0, middle]),
        fork=np.array([form.fork_x, joint + form.fork_offset, middle]),
        anterior=np.array([*anterior, front[0]]),
        posterior=np.array([*posterior, back[1]]),
    )


def _placed(points: PassagePoints, bend: Bend) -> PassagePoints:
    bent = np.stack([points.root, points.fork, points.anterior, points.posterior])
    return PassagePoints(*bend.place(*bent.T))


def _canal(shape: SacrumShape) -> tuple[Vector, Vector]:
    """Lengths, and half width, floor and roof there."""
    s = np.arange(-4.0, shape.relief.joints[-1] + 0.1, 2.0)
    sections = np.array([[canal.half_width, canal.floor_y, canal.roof_y] for canal in shape.canal])
    return s, spline(shape.relief.joints[:5], sections, s)


def facet_axis(form: FacetShape, bend: Bend) -> tuple[Vector, Vector]:
    """Base and tip of the left superior articular process of S1."""
    base, tip = bend.place(
        np.array([form.base_x, form.tip_x]),
        np.array([form.base_s, form.tip_offset]),
        np.array([form.base_y, form.tip_y]),
    )
    return base, tip


def facet_breadth(form: FacetShape) -> Vector:
    """Direction across the left facet, level, from the middle backwards to the side."""
    turn = np.radians(form.facing_deg)
    return np.array([np.cos(turn), np.sin(turn), 0.0])


def facet_normal(form: FacetShape, bend: Bend) -> Vector:
    """Direction the left facet looks into: backwards and to the middle."""
    base, tip = facet_axis(form, bend)
    normal = np.cross(facet_breadth(form), tip - base)
    return np.asarray(normal / np.linalg.norm(normal) * np.sign(normal[1]), float)


def _facet(shape: SacrumShape, bend: Bend) -> tuple[Vector, Vector]:
    """Centre and outward normal of the left superior articular facet."""
    base, tip = facet_axis(shape.facet, bend)
    normal = facet_normal(shape.facet, bend)
    return base + (tip - base) * 0.66 + normal * shape.facet.half_thickness * 0.8, normal
