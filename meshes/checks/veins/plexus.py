"""Claims on the vessel graph: what must exist at each level, and what must hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import VEIN_LEVELS, region
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking
from meshes.geometry.axes import SIDES
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import component_count

INTERNAL = "vein.internal"
ANTERIOR, TRANSVERSE, MARROW = f"{INTERNAL}.anterior", f"{INTERNAL}.transverse", "vein.basivertebral"

Fault = Callable[[Built, str], Iterable[str]]
"""Ids that fail at one level."""


def _at_levels(built: Built, fault: Fault, family: str) -> Measurement | None:
    if not built.graph.edge_count:
        return None
    listed = load_catalogue().levels_of(family)
    levels = [level for level in built.segments if level in listed]
    culprits = [name for level in levels for name in fault(built, level)]
    return none_lacking(culprits, len(levels))


def touches(graph: VesselGraph, one: str, other: str) -> bool:
    """Whether two structures share a node."""
    return bool((graph.nodes_of(one) & graph.nodes_of(other)).any())


def _columns(built: Built, level: str, which: str, pieces: int) -> Iterable[str]:
    for side in SIDES:
        name = f"{INTERNAL}.{which}.{level}.{side}"
        part = built.graph.of(name)
        if not part.edge_count or component_count(part) > pieces:
            yield name


def _transverse(built: Built, level: str) -> Iterable[str]:
    name = f"{INTERNAL}.transverse.{level}"
    part = built.graph.of(name)
    columns = [f"{INTERNAL}.anterior.{level}.{side}" for side in SIDES]
    if component_count(part) != 1 or not all(touches(built.graph, name, column) for column in columns):
        yield name


def _basivertebral(built: Built, level: str) -> Iterable[str]:
    name = f"vein.basivertebral.{level}"
    if not touches(built.graph, name, f"{INTERNAL}.transverse.{level}"):
        yield name


def _marrow_openings(built: Built, level: str) -> Iterable[str]:
    name = f"vein.basivertebral.{level}"
    if not touches(built.graph, name, f"vein.external.anterior.{level}"):
        yield name


def _ring(built: Built, level: str) -> Iterable[str]:
    name = f"{INTERNAL}.ring.{level}"
    for side in SIDES:
        columns = [f"{INTERNAL}.{which}.{level}.{side}" for which in ("anterior", "posterior")]
        if not all(touches(built.graph, name, column) for column in columns):
            yield name
            return


def _intervertebral(built: Built, level: str) -> Iterable[str]:
    for side in SIDES:
        name = f"vein.intervertebral.{level}.{side}"
        has_foramen = level != VEIN_LEVELS[-1]  # below S5 lies the hiatus
        is_out = not has_foramen or _leaves_through_foramen(built, level, side)
        if not touches(built.graph, name, INTERNAL) or not is_out:
            yield name


def _leaves_through_foramen(built: Built, level: str, side: str) -> bool:
    """Whether the vein crosses the plane of the foramen between the pedicles and in front of the facets."""
    landmarks, back = built.segments[level].landmarks, built.segments[level].pose.inverse()
    graph = built.graph.of(f"vein.intervertebral.{level}.{side}")
    foramen = landmarks.foramen
    xyz = back.apply(graph.xyz) * (SIDES[side], 1.0, 1.0) if graph.node_count else graph.xyz
    beyond = xyz[:, 0] > foramen.centre[0] if len(xyz) else np.zeros(0, bool)
    if not beyond.any() or beyond.all():
        return False
    crossing = beyond[graph.edges].any(axis=1) & ~beyond[graph.edges].all(axis=1)
    middle = xyz[graph.edges[crossing]].mean(axis=1) - foramen.centre
    return bool(((np.abs(middle[:, 2]) < foramen.height / 2) & (np.abs(middle[:, 1]) < foramen.width)).all())


def _outside_in(built: Built, level: str) -> Iterable[str]:
    """Nets without a way in: between the laminae, in the sacrum through the posterior foramina."""
    name = f"vein.external.posterior.{level}"
    inner = f"vein.intervertebral.{level}" if region(level) == "sacral" else f"{INTERNAL}.posterior"
    if not touches(built.graph, name, inner):
        yield name


def _external_ends(built: Built, level: str) -> Iterable[str]:
    """External nets of a level that do not go on in those of the next."""
    levels = list(built.segments)
    lower = levels[levels.index(level) + 1 :][:1]
    for which in ("anterior", "posterior"):
        name, names = f"vein.external.{which}.{level}", load_catalogue().levels_of(f"vein.external.{which}")
        if (
            lower
            and lower[0] in names
            and not touches(built.graph, name, f"vein.external.{which}.{lower[0]}")
        ):
            yield name


def _swings(built: Built, level: str) -> Iterable[str]:
    """Columns whose inner edge lies no nearer to the midline behind the body than behind the discs."""
    landmarks, back = built.segments[level].landmarks, built.segments[level].pose.inverse()
    rim = landmarks.body.height_posterior / 2
    for side in SIDES:
        name = f"{INTERNAL}.anterior.{level}.{side}"
        graph = built.graph.of(name)
        local = back.apply(graph.xyz) if graph.node_count else np.zeros((0, 3))
        height = np.abs(local[:, 2])
        body, disc = np.abs(local[height < 0.35 * rim, 0]), np.abs(local[height > 0.9 * rim, 0])
        if not len(body) or not len(disc) or body.min() >= disc.min():
            yield name


def _one_piece(built: Built) -> Measurement | None:
    part = built.graph.of(INTERNAL)
    if not built.graph.edge_count or not built.segments:
        return None
    pieces = component_count(part)
    return Measurement(float(pieces), pieces == 1, () if pieces == 1 else (INTERNAL,))


def _lean_foramen(built: Built, level: str) -> Iterable[str]:
    """Trunks that leave the body on the wrong side of mid-height."""
    name = f"vein.basivertebral.{level}"
    aim = built.segments[level].landmarks.basivertebral.centre[2]
    shared = built.graph.nodes_of(name) & built.graph.nodes_of(INTERNAL)
    if aim == 0.0 or not shared.any():
        return
    local = built.segments[level].pose.inverse().apply(built.graph.xyz[shared])
    if float(local[:, 2].mean()) * aim <= 0:
        yield name


def _claim(name: str, sentence: str, sources: tuple[str, ...], fault: Fault, family: str) -> Claim:
    measure = partial(_at_levels, fault=fault, family=family)
    return Claim(f"plexus.{name}", sentence, "structures", 0.0, sources, measure)


GRAY = ("gray-1918",)

CLAIMS = (
    Claim("plexus.one", "The internal plexus is one connected net", "pieces", 1.0, GRAY, _one_piece),
    _claim(
        "anterior",
        "Every level has two anterior columns, each in one piece",
        GRAY,
        partial(_columns, which="anterior", pieces=1),
        ANTERIOR,
    ),
    _claim(
        "swing",
        "The anterior columns run nearer to the midline behind bodies than behind discs",
        ("lower-cervical-1994",),
        _swings,
        "disc",
    ),
    _claim(
        "posterior",
        "Every level down to S4 has two posterior columns",
        ("gray-1918", "groen-1997"),
        partial(_columns, which="posterior", pieces=3),
        f"{INTERNAL}.posterior",
    ),
    _claim(
        "transverse",
        "One transverse anastomosis a level joins the anterior columns",
        GRAY,
        _transverse,
        TRANSVERSE,
    ),
    _claim(
        "basivertebral",
        "A basivertebral vein opens into each transverse anastomosis from C2 to S1",
        GRAY,
        _basivertebral,
        MARROW,
    ),
    _claim(
        "marrow",
        "Each basivertebral tree opens to the anterior external plexus too",
        GRAY,
        _marrow_openings,
        MARROW,
    ),
    _claim(
        "foramen-height",
        "The basivertebral vein leaves above or below mid-height as its level asks",
        ("tzika-2021",),
        _lean_foramen,
        MARROW,
    ),
    _claim(
        "ring",
        "A venous ring a level joins anterior and posterior columns on both sides",
        GRAY,
        _ring,
        f"{INTERNAL}.ring",
    ),
    _claim(
        "intervertebral",
        "An intervertebral vein leaves the canal through each foramen",
        ("gray-1918", "su-2019"),
        _intervertebral,
        "vein.intervertebral",
    ),
    _claim(
        "external",
        "Both external plexuses run on from each level to the next",
        GRAY,
        _external_ends,
        "vein.external.posterior",
    ),
    _claim(
        "posterior-external",
        "The posterior external plexus joins the internal one between laminae and through sacral foramina",
        GRAY,
        _outside_in,
        f"{INTERNAL}.posterior",
    ),
)
