"""Read off the built bones how the neck stands: faces of the cervical bodies, places of atlas and skull.

    python -m tools.fitting.neck

The shapes of the cervical bones and the skull base are fitted or told, so where their endplates and joint
faces lie is a result. The atlas is set on the axis, and the skull on the atlas, so that their joint faces lie
an even gap apart; the dens stands behind the anterior arch; the bodies bend and slide on each other as their
facets ask. The numbers go to `neck.csv`: run this whenever one of those bones has changed.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.optimize import least_squares

from meshes.anatomy.measures import Measure, Measures, load_measures
from meshes.assets import asset
from meshes.bones.articulated import articulated_bone
from meshes.bones.atlas import atlas
from meshes.bones.axis import axis
from meshes.bones.bone import bone
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.bones.occipital import occipital
from meshes.checks.measures.vertebra_cuts import VertebraCuts
from meshes.column.frame import column_frame
from meshes.column.neck import BODIES, face, set_on
from meshes.detail import Detail
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract

STEP_MM = Detail.NORMAL.bone_step_mm
JOINT_MM = 1.9
"""Gap of the joints of the head, before both faces are trimmed to be parallel."""
CONDYLE_MM = 1.2
"""The same of the condyles, which fit less well: where they come too near, both faces are trimmed."""
DENS_MM = 2.8
"""Gap between dens and anterior arch."""
SPAN = (0.15, 0.85)
"""Share of the depth of a body over which the mean line of a face is drawn."""
HIND = 0.6
"""The hind end of a face is sought in this share of its half of the body."""
FACET_MM, HALF_FACET_MM2 = 1.0, 50.0
"""Gap wished for in the joints of the neck, over half of a facet."""
THORACIC_SLIDE_MM = 1.8
"""How far C7 stands behind T1, whose superior processes reach up in front of its arch."""
EASY_BEND_DEG, EASY_SLIDE_MM = 3.5, 1.3
"""How far a segment bends more or slides for a gap a millimetre nearer to that."""
HEADING = "level,measure,value,unit,spread,spread_kind,n,source,certainty,note"
UNITS = {"lean": "deg", "lordosis": "deg", "y": "mm", "z": "mm", "offset": "mm"}

Places = dict[str, float]


def body_places(level: str) -> Places:
    """Lean, middle and hind end of the faces of one body in its median plane."""
    column = column_frame()
    cuts = VertebraCuts(extract(bone(level, column), STEP_MM))
    # Curves are measured on the bone as it stands, parted from the next: run the tool twice to settle.
    slope, _ = VertebraCuts(extract(articulated_bone(level, column), STEP_MM)).lower_endplate
    found = _face("lower", cuts.body, -1.0) | {"lower_face_lean": float(np.degrees(np.arctan(slope)))}
    return found if level == "C2" else found | _face("upper", cuts.body, 1.0)


def _face(side: str, body: Vector, sign: float) -> Places:
    """The mean line of a face; a cervical one is too round for a line over its rims."""
    y, z = body[:, 0], sign * body[:, 1]
    share = (y - y.min()) / np.ptp(y)
    # The dens stands on the body of the axis: its lower face is told by what lies under the middle.
    half = z > 0
    on = half & (share > SPAN[0]) & (share < SPAN[1])
    slope, height = np.polyfit(y[on], sign * z[on], 1)
    middle = (y.min() + y.max()) / 2
    back = float(y[half & (z > HIND * z[half].min() + (1 - HIND) * z[half].max())].max())
    return {
        f"{side}_face_lean": float(np.degrees(np.arctan(slope))),
        f"{side}_face_middle_y": float(middle),
        f"{side}_face_middle_z": float(slope * middle + height),
        f"{side}_face_back_y": back,
        f"{side}_face_back_z": float(slope * back + height),
    }


def segment_places(bodies: dict[str, Places]) -> dict[str, Places]:
    """How each body bends and slides on the next, so that the facets face each other across a joint gap."""
    table = load_measures()
    table = table.replaced({
        (level, name): Measure(value, UNITS[name.rpartition("_")[2]], None, "retia", "illustrative")
        for level, places in bodies.items()
        for name, value in places.items()
    })  # fmt: skip
    segments = {f"{level}-{under}": _segment(level, under, table) for under, level in pairwise(BODIES)}
    # Together they make up the tabled lordosis: what a person's is more or less is shared out otherwise.
    over = sum(each["segment_lordosis"] for each in segments.values()) - table.value("C2-C7", "lordosis")
    for each in segments.values():
        each["segment_lordosis"] -= over / len(segments)
    return segments | {"C7-T1": {"slide_offset": THORACIC_SLIDE_MM}}


def _segment(level: str, under: str, table: Measures) -> Places:
    disc, column = f"{level}-{under}", column_frame()
    even = table.value("C2-C7", "lordosis") / (len(BODIES) - 1)
    points, areas = _pillar_face(bone(under, column))
    upper, roof = bone(level, column), face(level, "lower", table, 1.0)
    floor, base = face(under, "upper", table, 1.0), face(under, "lower", table, 1.0).lean

    def misfit(way: Vector) -> Vector:
        lean = base - np.radians(way[0]) - roof.lean
        pose = set_on(floor, roof, lean, table.value(disc, "height"), way[1])
        gap = _gap(upper(pose.inverse().apply(points)), areas)
        return np.array([gap - FACET_MM, (way[0] - even) / EASY_BEND_DEG, way[1] / EASY_SLIDE_MM])

    bend, slide = least_squares(misfit, np.array([even, 0.0]), diff_step=0.02).x
    return {"segment_lordosis": float(bend), "slide_offset": float(slide)}


def _pillar_face(lower: Solid) -> tuple[Vector, Vector]:
    """Middles and areas of the triangles of the left half that look up and back behind the canal's front."""
    middle, normal, area = _triangles(extract(lower, STEP_MM))
    on = (middle[:, 0] > 9.0) & (middle[:, 1] > 2.0) & (middle[:, 2] > -3.0)
    on &= normal[:, 1:].sum(axis=1) > 0.85
    return middle[on], area[on]


def _gap(gaps: Vector, areas: Vector) -> float:
    """Mean gap of the nearest half of a facet."""
    order = np.argsort(gaps)
    within = order[: np.searchsorted(np.cumsum(areas[order]), HALF_FACET_MM2)]
    return float(gaps[within].mean())


def atlas_places() -> Places:
    """The atlas in the frame of the axis: its facets an even gap away, the dens behind its arch."""
    bone, peg = extract(atlas(), STEP_MM), axis()
    down = _facing_down(bone)
    across, along = down[:, 0], down[:, 1]
    facets = down[(across > 11.0) & (across < 24.0) & (along > 3.0) & (along < 17.0)]
    arch = bone.points[(np.abs(bone.points[:, 0]) < 3.0) & (np.abs(bone.points[:, 1]) < 2.0)]
    arch = arch[np.abs(arch[:, 2]) < 3.5]

    def misfit(place: Vector) -> Vector:
        gaps = peg(_posed(*place).apply(facets)) - JOINT_MM
        behind = peg(_posed(*place).apply(arch)).min() - DENS_MM
        return np.asarray(np.concatenate([gaps / np.sqrt(len(gaps)), [behind]]))

    y, z, lean = least_squares(misfit, np.array([-17.0, 15.0, 0.0]), diff_step=1e-3).x
    return {"on_axis_y": y, "on_axis_z": z, "on_axis_lean": float(np.degrees(lean))}


def skull_places() -> Places:
    """Middle of the condyles in the frame of the skull base, and where it rests in the frame of the atlas."""
    seat = atlas()
    down = _facing_down(extract(occipital(), STEP_MM))
    condyles = down[down[:, 2] < CONDYLES_Z_MM]
    pivot = np.array([0.0, *condyles.mean(axis=0)[1:]])

    def misfit(place: Vector) -> Vector:
        return np.asarray(seat(_posed(*place).apply(condyles)) - CONDYLE_MM)

    y, z, lean = least_squares(misfit, np.array([17.0, 19.0, 0.0]), diff_step=1e-3, loss="soft_l1").x
    rest = _posed(y, z, lean).apply(pivot[None])[0]
    return {"pivot_y": pivot[1], "pivot_z": pivot[2], "seat_y": rest[1], "seat_z": rest[2]}


CONDYLES_Z_MM = -3.0
"""What lies lower on the skull base is condyle."""


def _facing_down(bone: TriMesh) -> Vector:
    """Middles of the triangles of the left half that face down."""
    middle, normal, _ = _triangles(bone)
    return np.asarray(middle[(normal[:, 2] < -0.6) & (middle[:, 0] > 0)])


def _triangles(bone: TriMesh) -> tuple[Vector, Vector, Vector]:
    """Middle, outward direction and area of each triangle."""
    a, b, c = np.moveaxis(bone.corners(), 1, 0)
    normal = np.cross(b - a, c - a)
    length = np.linalg.norm(normal, axis=1)
    return (a + b + c) / 3, normal / np.maximum(length, 1e-12)[:, None], length / 2


def _posed(y: float, z: float, lean: float) -> Pose:
    return Pose.about_x(float(lean), np.array([0.0, y, z]))


def main() -> None:
    """Write the table."""
    found = {"C0": skull_places(), "C1": atlas_places()}
    bodies = {level: body_places(level) for level in ("C2", *TYPICAL_LEVELS)}
    found |= bodies | segment_places(bodies)
    lines = [HEADING]
    for level, places in found.items():
        for name, value in places.items():
            unit = UNITS[name.rpartition("_")[2]]
            lines.append(f"{level},{name},{value:.2f},{unit},,,,retia,illustrative,read off the built bone")
    asset("anatomy", "neck.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
