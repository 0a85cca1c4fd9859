"""Claims on sac, cord and roots: their sizes, where they end, and what lies in what."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, none_lacking, within
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import SEGMENTS, segment_place
from meshes.column.canal.spinal_nerves import CAUDAL, NERVES
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.section import cut_loops, signed_area_mm2
from meshes.part import Part
from meshes.sdf.primitives import polygon_distance
from meshes.surface.nearness import Nearness

DURA, CORD, ROOT = "dura.", "nerve.cord.", "nerve.root."

MR_LEVELS = ("C2", "C4", "C7")
"""Vertebrae behind which the cord was measured on MR."""

ROOM_MM = (0.3, 15.0)
"""Least and largest space between the dura of a level and the bone nearest to it."""

CONUS_LEVELS = (0.17, 0.5)
"""Where the conus ends below the middle of L1, in levels: the published mean is its lower third."""

SAC_END_LEVELS = (-1 / 6, 1 / 6)
"""Where the sac ends round the middle of S2, in levels: most often in its middle third."""

NARROW_MM2 = 80.0
"""Cross-section below which a lumbar sac is called narrow."""

HANGING_MM = 0.15
"""Largest gap between the upper end of a root and the cord it comes from."""

BESIDE_MM = 12.0
"""How far from the midline a root is looked for in its foramen."""

PAIRLESS = ("S5", "Co1")
"""Nerves that leave through the sacral hiatus and no foramen."""


def outlines_mm(built: Built, part: Part, s: float) -> list[Vector]:
    """Outlines (K, 2) of a part in the plane across the canal's line at a length on it: to the left and
    behind the line; the largest first.
    """
    line = canal_course(built.column).line
    loops = cut_loops(part.mesh, line.place(0.0, s, 0.0)[0], line.direction(s)[0])
    flat = [line.coordinates(loop)[:, [0, 2]] for loop in loops]
    return sorted(flat, key=lambda loop: -abs(signed_area_mm2(loop)))


def _part_at(built: Built, prefix: str, s: float) -> Part | None:
    """The part of a tube that belongs to a length on the canal's line."""
    level = LEVELS[round(float(canal_course(built.column).level_of(np.array([s]))[0]))]
    return built.parts.get(prefix + level)


def _cord_sizes(built: Built) -> Measurement | None:
    """Deviation of the cord from each measured size, in standard deviations or tenths of the value."""
    course = canal_course(built.column)
    rows = [(name, "cord_segment_", segment_place(name, course, built.measures)) for name in SEGMENTS]
    rows += [(level, "cord_", course.places[level]) for level in MR_LEVELS]
    off: dict[str, float] = {}
    for place, prefix, s in rows:
        part = _part_at(built, CORD, s)
        if part is not None:
            sizes = np.ptp(outlines_mm(built, part, s)[0], axis=0) / built.scale
            tabled = [built.measures.get(place, prefix + name) for name in ("width", "depth")]
            away = [abs(size - row.value) / row.tolerance() for size, row in zip(sizes, tabled, strict=True)]
            off[part.id] = max(off.get(part.id, 0.0), *away)
    return at_most(off, 1.0)


def _cord_in_sac(built: Built) -> Measurement | None:
    """How far the cord stands out of the bore of the sac where both are cut across; negative inside."""
    out = {}
    for part in built.of(CORD):
        level = part.id.removeprefix(CORD)
        dura = built.parts.get(DURA + level)
        if dura is not None:
            places = _inner_places(built, level, part)
            out[part.id] = max(_standing_out_mm(built, part, dura, s) for s in places)
    return at_most(out, 0.0)


def _inner_places(built: Built, level: str, part: Part) -> Vector:
    """Lengths on the canal's line at which a part is cut, its ends left out."""
    low, high = canal_course(built.column).span(level)
    s = canal_course(built.column).line.coordinates(part.mesh.points)[:, 1]
    return np.linspace(max(low, s.min()) + 1.0, min(high, s.max()) - 1.0, 5)


def _standing_out_mm(built: Built, cord: Part, dura: Part, s: float) -> float:
    bore, inner = outlines_mm(built, dura, s)[-1], outlines_mm(built, cord, s)
    return max(float(polygon_distance(loop, bore).max()) for loop in inner)


def _sac_area(built: Built) -> Measurement | None:
    course = canal_course(built.column)
    areas = {
        part.id: abs(signed_area_mm2(outlines_mm(built, part, course.places[part.id.removeprefix(DURA)])[0]))
        for part in built.of(f"{DURA}L")
    }
    narrow = [name for name, area in areas.items() if area < NARROW_MM2 * built.scale**2]
    return Measurement(min(areas.values()), not narrow, tuple(narrow)) if areas else None


def _sac_in_canal(built: Built) -> Measurement | None:
    """Least space between the dura of each level and the bones round it."""
    if not built.bones:
        return None
    room = {
        part.id: min(float(near(part.mesh.points).min()) for near in _bones_round(built, part))
        for part in built.of(DURA)
        if _bones_round(built, part)
    }
    return within(room, ROOM_MM)


def _bones_round(built: Built, part: Part) -> list[Nearness]:
    low, high = part.mesh.bounds + np.array([[-2.0], [2.0]])
    met = [
        level
        for level, mesh in built.bones.items()
        if (mesh.bounds[0] < high).all() and (mesh.bounds[1] > low).all()
    ]
    return [built.nearness[level] for level in met]


def _conus(built: Built) -> Measurement | None:
    part = built.parts.get(f"{CORD}L1")
    return within({part.id: _end_below(built, part, "L1")}, CONUS_LEVELS) if part else None


def _sac_end(built: Built) -> Measurement | None:
    part = built.parts.get(f"{DURA}S1")
    return within({part.id: _end_below(built, part, "S2")}, SAC_END_LEVELS) if part else None


def _end_below(built: Built, part: Part, level: str) -> float:
    """Where a part ends, in levels below the middle of one."""
    course = canal_course(built.column)
    end = course.line.coordinates(part.mesh.points)[:, 1].max()
    return float(course.level_of(np.array([end]))[0]) - LEVELS.index(level)


def _roots_in_foramina(built: Built) -> Measurement | None:
    """Foramina through which no root, or only that of one side, leaves between the two bones round them."""
    roots = [part.id for part in built.of(ROOT)]
    names = [name for name in NERVES if any(each.startswith(f"{ROOT}{name}.") for each in roots)]
    lacking = [f"{ROOT}{name}.{side}" for name in names for side in SIDES if not _leaves(built, name, side)]
    return none_lacking(lacking, len(names))


def _root_origins(built: Built) -> Measurement | None:
    """How far from the cord each root begins whose strand is drawn with it; below the cord's end none is."""
    line = canal_course(built.column).line
    near: dict[str, Nearness] = {}
    away = {}
    for part in built.of(ROOT):
        s = line.coordinates(part.mesh.points)[:, 1]
        cord = _part_at(built, CORD, float(s.min()))
        if cord is not None and part.id.split(".")[2] not in CAUDAL:
            if cord.id not in near:
                near[cord.id] = Nearness(cord.mesh)
            away[part.id] = float(near[cord.id](part.mesh.points[s < s.min() + HANGING_MM]).min())
    return at_most(away, HANGING_MM)


def _leaves(built: Built, name: str, side: str) -> bool:
    part = built.parts.get(f"{ROOT}{name}.{side}")
    if part is None:
        return False
    course = canal_course(built.column)
    x, s, _ = course.line.coordinates(part.mesh.points).T
    from_sac = dural_sac(built.column).distance(part.mesh.points)
    starts_at_sac = bool((np.abs(from_sac) < 1.0).any())
    if name in PAIRLESS:
        return starts_at_sac and bool((SIDES[side] * x > -0.1).all())
    beside = s[np.abs(SIDES[side] * x - BESIDE_MM) < 1.5]
    upper, lower = _bounds_of(name)
    is_between = len(beside) > 0 and course.at(upper) < beside.mean() < course.at(lower)
    return starts_at_sac and is_between and float((SIDES[side] * x).max()) > BESIDE_MM + 3.0


def _bounds_of(name: str) -> tuple[str, str]:
    """Levels of the bones, or segments, above and below the foramen of a nerve."""
    if name == "C8":
        return "C7", "T1"
    at = LEVELS.index(name)
    return (LEVELS[at - 1], name) if name.startswith("C") else (name, LEVELS[at + 1])


CLAIMS = (
    Claim(
        "soft.cord.size",
        "The cord keeps within a standard deviation of each measured size",
        "1",
        1.0,
        ("frostell-2016", "cord-mr-1990"),
        _cord_sizes,
    ),
    Claim("soft.cord.sac", "The cord lies in the bore of the dural sac", "mm", 0.0, ("retia",), _cord_in_sac),
    Claim(
        "soft.cord.conus",
        "The conus ends in the lower third of L1 (levels below its middle)",
        "1",
        CONUS_LEVELS,
        ("saifuddin-1998",),
        _conus,
    ),
    Claim(
        "soft.sac.end",
        "The dural sac ends in the middle third of S2 (levels below its middle)",
        "1",
        SAC_END_LEVELS,
        ("thecal-end-141",),
        _sac_end,
    ),
    Claim(
        "soft.sac.area",
        "No lumbar sac is narrow: its smallest cross-section, square millimetres at least",
        "1",
        (NARROW_MM2, 400.0),
        ("sac-ratio-604",),
        _sac_area,
    ),
    Claim(
        "soft.sac.canal",
        "The dura lies in the canal and leaves room between itself and bone",
        "mm",
        ROOM_MM,
        ("retia",),
        _sac_in_canal,
    ),
    Claim(
        "soft.roots",
        "A root leaves through each foramen on each side, between the bones that bound it",
        "roots",
        0.0,
        ("retia",),
        _roots_in_foramina,
    ),
    Claim(
        "soft.roots.origin",
        "A root that is no part of the cauda equina begins at the cord",
        "mm",
        HANGING_MM,
        ("retia",),
        _root_origins,
    ),
)
