"""Each claim passes on a small sound build and fails, by name, on a planted fault."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.sources import load_sources
from meshes.checks.bones.contact import FACET_REACH_MM
from meshes.checks.bones.sizes import deviation
from meshes.checks.built import Built, built
from meshes.checks.claim import Measurement
from meshes.checks.claims import CLAIMS, asked_at, tried
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.geometry.axes import SIDES
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh, merged
from meshes.network.graph import VesselGraph
from meshes.part import Part
from tests.meshes.checks.small import ball

UP = np.array([0.0, 0.0, 1.0])


def _measured(name: str, build: Built) -> Measurement:
    measurement = CLAIMS[name].measure(build)
    assert measurement is not None
    return measurement


def _fails(name: str, build: Built, culprit: str) -> None:
    measurement = _measured(name, build)
    assert not measurement.passed
    assert culprit in measurement.culprits


def _with_mesh(build: Built, name: str, mesh: TriMesh) -> Built:
    return replace(build, parts={**build.parts, name: replace(build.parts[name], mesh=mesh)})


def _moved(build: Built, name: str, step: np.ndarray) -> Built:
    return _with_mesh(build, name, build.parts[name].mesh.transformed(Pose(translation=step)))


def _without(build: Built, *names: str) -> Built:
    graph = build.graph
    return replace(build, graph=graph.restricted(~graph.edges_of(*names)))


def _vein(build: Built, name: str, level: str, local: tuple[float, float, float], radius: float) -> Part:
    pose = build.column.poses[level]
    return Part(name, ball(pose.apply(np.array([local]))[0], radius), pose)


def test_every_claim_says_what_it_is_about() -> None:
    for name, claim in CLAIMS.items():
        assert claim.id == name
        assert claim.claim[0].isupper()
        assert claim.unit
        assert set(claim.sources) <= set(load_sources())


def test_a_verdict_has_the_fields_scripts_rely_on(pair: Built) -> None:
    (verdict,) = tried(pair, ("mesh.closed",))
    assert set(verdict.row()) == {"id", "claim", "passed", "measured", "limit", "unit", "sources", "culprits"}


def test_draft_is_asked_what_its_grid_can_tell_and_the_other_details_everything() -> None:
    assert asked_at(Detail.NORMAL) == asked_at(Detail.FINE) == tuple(CLAIMS)
    draft = asked_at(Detail.DRAFT)
    assert {"mesh.closed", "plexus.one", "room.dura", "drainage.batson", "soft.sac.canal"} <= set(draft)
    left_out = set(CLAIMS) - set(draft)
    assert {"size.EPWu", "room.bone", "contact.discs", "soft.overlap", "opening.sacral"} <= left_out
    assert all(CLAIMS[name].unit != "structures" for name in left_out)


def test_claims_that_speak_of_nothing_built_are_left_out() -> None:
    assert list(tried(built([], column_frame(("T7", "T8"))))) == []


@pytest.mark.parametrize(
    ("measure", "axis"),
    [
        *[
            ("EPWu", 0),
            ("EPWl", 0),
            ("EPDu", 1),
            ("EPDl", 1),
            ("VBHp", 2),
            ("SCW", 0),
            ("SCD", 1),
            ("TPW", 0),
        ],
        ("spinous_slope", 2),
    ],
)
def test_a_vertebra_stretched_along_an_axis_breaks_the_claim_on_that_size(
    pair: Built, measure: str, axis: int
) -> None:
    factor = np.ones(3)
    factor[axis] = 1.35
    part = pair.parts["bone.vertebra.T7"]
    mesh = TriMesh(part.local.points * factor, part.mesh.triangles).transformed(part.pose)
    _fails(f"size.{measure}", _with_mesh(pair, part.id, mesh), "bone.vertebra.T7")


@pytest.mark.parametrize("measure", ["PDW", "PDH"])
def test_thick_pedicles_break_their_claims(pair: Built, measure: str) -> None:
    part = pair.parts["bone.vertebra.T7"]
    mesh = TriMesh(part.local.points * 1.5, part.mesh.triangles).transformed(part.pose)
    _fails(f"size.{measure}", _with_mesh(pair, part.id, mesh), "bone.vertebra.T7")


def test_the_scale_parameter_is_taken_out_before_sizes_are_compared(pair: Built) -> None:
    part = pair.parts["bone.vertebra.T7"]
    mesh = TriMesh(part.local.points * 1.2, part.mesh.triangles).transformed(part.pose)
    scaled = Built({part.id: replace(part, mesh=mesh)}, pair.column, parameters={"scale": 1.2})
    assert deviation(scaled, "T7", "EPWu") == pytest.approx(deviation(pair, "T7", "EPWu"), abs=0.05)


def test_a_vertebra_without_an_arch_fails_the_claims_on_the_canal(pair: Built) -> None:
    part = pair.parts["bone.vertebra.T7"]
    body = ball(np.array([0.0, -14.0, 0.0]), 13.0).transformed(part.pose)
    _fails("size.SCW", _with_mesh(pair, part.id, body), part.id)


def test_a_nodding_vertebra_breaks_the_kyphosis(parts: dict[str, Part]) -> None:
    ends = [parts["bone.vertebra.T4"], parts["bone.vertebra.T12"]]
    column = column_frame()
    upright = _measured("curve.kyphosis", built(ends, column)).measured
    nodded = ends[0].local.transformed(Pose.about_x(np.radians(4.0))).transformed(ends[0].pose)
    build = built([replace(ends[0], mesh=nodded), ends[1]], column)
    assert abs(_measured("curve.kyphosis", build).measured - upright) > 2.0
    assert not _measured("curve.kyphosis", build).passed


def test_a_lost_triangle_opens_a_mesh(pair: Built) -> None:
    assert _measured("mesh.closed", pair).passed
    mesh = pair.parts["disc.T7-T8"].mesh
    _fails(
        "mesh.closed", _with_mesh(pair, "disc.T7-T8", TriMesh(mesh.points, mesh.triangles[1:])), "disc.T7-T8"
    )


def test_a_mesh_turned_inside_out_is_found(pair: Built) -> None:
    assert _measured("mesh.outward", pair).passed
    mesh = pair.parts["disc.T7-T8"].mesh
    inside_out = TriMesh(mesh.points, mesh.triangles[:, ::-1])
    _fails("mesh.outward", _with_mesh(pair, "disc.T7-T8", inside_out), "disc.T7-T8")


def test_a_vertebra_without_a_hole_has_the_wrong_genus(pair: Built) -> None:
    assert _measured("mesh.genus", pair).passed
    _fails("mesh.genus", _with_mesh(pair, "bone.vertebra.T7", ball(np.zeros(3), 9.0)), "bone.vertebra.T7")


def test_vertebrae_pushed_together_overlap(pair: Built) -> None:
    assert _measured("contact.bones", pair).passed
    _fails("contact.bones", _moved(pair, "bone.vertebra.T7", -3.0 * UP), "bone.vertebra.T7")


def test_a_disc_pushed_up_enters_bone(pair: Built) -> None:
    assert _measured("contact.discs", pair).passed
    _fails("contact.discs", _moved(pair, "disc.T7-T8", 2.5 * UP), "disc.T7-T8")


def test_a_disc_too_small_for_its_space_is_noticed(pair: Built) -> None:
    assert _measured("contact.filled", pair).passed
    part = pair.parts["disc.T7-T8"]
    middle = part.mesh.points.mean(axis=0)
    thin = TriMesh(middle + (part.mesh.points - middle) * (1.0, 1.0, 0.85), part.mesh.triangles)
    _fails("contact.filled", _with_mesh(pair, part.id, thin), part.id)


def test_a_missing_disc_is_missed(parts: dict[str, Part]) -> None:
    column = column_frame(("T7", "T8"))
    bones = [parts["bone.vertebra.T7"], parts["bone.vertebra.T8"]]
    other = replace(parts["disc.T7-T8"], id="disc.T1-T2")
    _fails("contact.between", built([*bones, other], column), "bone.vertebra.T7")


def test_a_lifted_vertebra_opens_its_facet_joints(pair: Built) -> None:
    assert _measured("contact.facets", pair).passed
    _fails("contact.facets", _moved(pair, "bone.vertebra.T7", np.array([0.0, 3.0, 3.0])), "bone.vertebra.T7")


def test_a_foramen_stopped_up_is_found(pair: Built) -> None:
    assert _measured("contact.foramen", pair).passed
    marks = pair.column.landmarks["T7"]
    step = pair.column.poses["T7"].apply_direction(marks.foramen.centre - marks.pedicle.centre)
    _fails("contact.foramen", _moved(pair, "bone.vertebra.T7", step), "bone.vertebra.T7")


@pytest.mark.parametrize("sign", SIDES.values(), ids=SIDES)
def test_a_foramen_stopped_up_on_one_side_is_found(pair: Built, sign: float) -> None:
    centre = pair.column.landmarks["T7"].foramen.centre * (sign, 1.0, 1.0)
    plug = ball(pair.column.poses["T7"].apply(centre[None])[0], 1.5)
    name = "bone.vertebra.T8"
    stopped = _with_mesh(pair, name, merged([pair.parts[name].mesh, plug]))
    _fails("contact.foramen", stopped, "bone.vertebra.T7")


@pytest.mark.parametrize("side", SIDES)
def test_a_facet_that_is_not_there_on_one_side_fails_its_joint(pair: Built, side: str) -> None:
    facet, pose = pair.column.landmarks["T8"].superior_facet, pair.column.poses["T8"]
    centre = pose.apply((facet if side == "left" else facet.mirrored()).centre[None])[0]
    mesh = pair.parts["bone.vertebra.T8"].mesh
    away = np.linalg.norm(mesh.corners().mean(axis=1) - centre, axis=1) > FACET_REACH_MM
    less = _with_mesh(pair, "bone.vertebra.T8", TriMesh(mesh.points, mesh.triangles[away]))
    _fails("contact.facets", less, "bone.vertebra.T7")


PLEXUS = [name for name in CLAIMS if name.startswith("plexus.") and name != "plexus.fat"]
"""Claims on the net alone; that on the fat has tests of its own."""


@pytest.mark.parametrize("name", PLEXUS)
def test_the_small_plexus_keeps_every_claim(pair: Built, name: str) -> None:
    measurement = _measured(name, pair)
    assert measurement.passed, measurement.culprits


@pytest.mark.parametrize(
    ("claim", "dropped", "culprit"),
    [
        ("plexus.one", "vein.internal.anterior.T7", "vein.internal"),
        ("plexus.anterior", "vein.internal.anterior.T7.left", "vein.internal.anterior.T7.left"),
        ("plexus.posterior", "vein.internal.posterior.T8.right", "vein.internal.posterior.T8.right"),
        ("plexus.transverse", "vein.internal.transverse.T7", "vein.internal.transverse.T7"),
        ("plexus.basivertebral", "vein.basivertebral.T8", "vein.basivertebral.T8"),
        ("plexus.marrow", "vein.external.anterior.T7", "vein.basivertebral.T7"),
        ("plexus.ring", "vein.internal.ring.T7", "vein.internal.ring.T7"),
        ("plexus.intervertebral", "vein.intervertebral.T8.left", "vein.intervertebral.T8.left"),
        ("plexus.posterior-external", "vein.external.posterior.T7", "vein.external.posterior.T7"),
        ("plexus.external", "vein.external.posterior.T8", "vein.external.posterior.T7"),
        ("plexus.external", "vein.external.anterior.T8", "vein.external.anterior.T7"),
    ],
)
def test_a_dropped_structure_breaks_its_claim(pair: Built, claim: str, dropped: str, culprit: str) -> None:
    names = [dropped]
    if claim == "plexus.one":
        # Without the columns and rings of T7 its bridge hangs on nothing.
        names += ["vein.internal.posterior.T7", "vein.internal.ring.T7"]
    _fails(claim, _without(pair, *names), culprit)


def _dropping(build: Built, name: str, index: int) -> Built:
    graph = build.graph
    keep = np.ones(graph.edge_count, bool)
    keep[np.flatnonzero(graph.edges_of(name))[index]] = False
    return Built(build.parts, build.column, graph.restricted(keep))


def test_one_lost_side_of_the_transverse_anastomosis_is_found(pair: Built) -> None:
    name = "vein.internal.transverse.T7"
    _fails("plexus.transverse", _dropping(pair, name, 0), name)


def test_one_lost_side_of_a_ring_is_found(pair: Built) -> None:
    _fails("plexus.ring", _dropping(pair, "vein.internal.ring.T7", 1), "vein.internal.ring.T7")


def test_a_pipe_with_one_eyelet_is_no_net(pair: Built) -> None:
    name = "vein.internal.anterior.T7.right"
    _fails("plexus.net", _dropping(pair, name, -1), name)


def _reshaped(build: Built, level: str, change: Callable[[np.ndarray], np.ndarray]) -> Built:
    pose, graph = build.column.poses[level], build.graph
    local = pose.inverse().apply(graph.xyz)
    moved: VesselGraph = graph.moved(pose.apply(change(local)))
    return Built(build.parts, build.column, moved)


def test_columns_that_swing_the_wrong_way_are_found(pair: Built) -> None:
    def widen(local: np.ndarray) -> np.ndarray:
        at_body = np.abs(local[:, 2]) < 3.0
        return local * np.where(at_body, 2.0, 1.0)[:, None] ** np.array([1.0, 0.0, 0.0])

    _fails("plexus.swing", _reshaped(pair, "T7", widen), "vein.internal.anterior.T7.left")


def test_a_trunk_that_leaves_on_the_wrong_side_of_mid_height_is_found(pair: Built) -> None:
    flipped = _reshaped(pair, "T7", lambda local: local + np.array([0.0, 0.0, 4.0]))
    _fails("plexus.foramen-height", flipped, "vein.basivertebral.T7")


def test_an_intervertebral_vein_through_a_pedicle_is_found(pair: Built) -> None:
    raised = _reshaped(pair, "T7", lambda local: local + np.array([0.0, 0.0, 9.0]))
    _fails("plexus.intervertebral", raised, "vein.intervertebral.T7.left")


def test_a_vein_in_a_pedicle_is_found_and_one_in_the_canal_is_not(
    pair: Built, with_part: Callable[[Part], Built]
) -> None:
    marks = pair.column.landmarks["T7"]
    free = _vein(pair, "vein.internal.bridge.T7", "T7", (0.0, marks.canal.depth / 2, 0.0), 1.0)
    assert _measured("room.bone", with_part(free)).passed
    x, y, z = marks.pedicle.centre
    stuck = _vein(pair, "vein.internal.bridge.T7", "T7", (float(x), float(y), float(z)), 1.0)
    _fails("room.bone", with_part(stuck), "vein.internal.bridge.T7")


def test_a_vein_in_a_rib_is_found(pair: Built, with_part: Callable[[Part], Built]) -> None:
    rib = _vein(pair, "bone.rib.T8.left", "T7", (70.0, 0.0, -14.0), 4.0)

    def beside(way: float) -> Part:
        return _vein(pair, "vein.external.anterior.T7", "T7", (70.0, way, -14.0), 1.0)

    def ribbed(vein: Part) -> Built:
        return Built({**pair.parts, rib.id: rib, vein.id: vein}, pair.column, pair.graph)

    assert _measured("room.bone", with_part(beside(4.8))).passed
    assert _measured("room.bone", ribbed(beside(5.2))).passed
    _fails("room.bone", ribbed(beside(4.8)), "vein.external.anterior.T7")


def test_only_the_basivertebral_vein_may_lie_in_its_body(
    pair: Built, with_part: Callable[[Part], Built]
) -> None:
    def inside(name: str) -> Built:
        return with_part(_vein(pair, name, "T7", (0.0, -12.0, 0.0), 2.0))

    assert _measured("room.bone", inside("vein.basivertebral.T7")).passed
    _fails("room.bone", inside("vein.basivertebral.T8"), "vein.basivertebral.T8")
    _fails("room.bone", inside("vein.internal.transverse.T7"), "vein.internal.transverse.T7")


def test_a_basivertebral_vein_that_leaves_beside_its_foramen_is_found(
    pair: Built, with_part: Callable[[Part], Built]
) -> None:
    marks = pair.column.landmarks["T7"]
    x, _, z = marks.basivertebral.centre + (marks.basivertebral.width / 2 + 1.5, 0.0, 0.0)
    _fails(
        "room.bone",
        with_part(_vein(pair, "vein.basivertebral.T7", "T7", (x, 0.5, z), 1.0)),
        "vein.basivertebral.T7",
    )


def test_a_basivertebral_vein_in_the_lamina_is_found(pair: Built, with_part: Callable[[Part], Built]) -> None:
    marks = pair.column.landmarks["T7"]
    place = (0.0, marks.canal.depth + 3.0, marks.lamina.narrowest)
    _fails(
        "room.bone",
        with_part(_vein(pair, "vein.basivertebral.T7", "T7", place, 1.0)),
        "vein.basivertebral.T7",
    )


def test_an_internal_vein_outside_the_canal_is_found(pair: Built, with_part: Callable[[Part], Built]) -> None:
    marks = pair.column.landmarks["T7"]
    name = "vein.internal.ring.T7"
    assert _measured("room.canal", with_part(_vein(pair, name, "T7", (0.0, 6.0, 0.0), 2.0))).passed
    away = (marks.canal.half_width + 3.0, 6.0, 0.0)
    _fails("room.canal", with_part(_vein(pair, name, "T7", away, 1.0)), name)


def test_a_sparse_internal_plexus_is_found(pair: Built) -> None:
    assert _measured("room.density", pair).passed
    sparse = _without(
        pair, *(f"vein.internal.{each}" for each in ("anterior", "posterior", "ring", "transverse"))
    )
    far = _reshaped(sparse, "T7", lambda local: local * np.array([1.0, 40.0, 1.0]))
    _fails("room.density", far, "vein.internal")


def test_veins_of_levels_whose_bone_is_not_built_have_no_part_in_the_density(pair: Built) -> None:
    found = _measured("room.density", pair).measured
    graph = pair.graph
    for name, counts in (("vein.external.posterior.C5", False), ("vein.external.posterior.T8", True)):
        ids = graph.ids if name in graph.ids else (*graph.ids, name)
        more = replace(
            graph,
            xyz=np.concatenate([graph.xyz, [[60.0, 60.0, 0.0], [60.0, 60.0, 500.0]]]),
            radius=np.append(graph.radius, [0.5, 0.5]),
            edges=np.concatenate([graph.edges, [[len(graph.xyz), len(graph.xyz) + 1]]]),
            structure=np.append(graph.structure, ids.index(name)),
            ids=ids,
        )
        longer = _measured("room.density", Built(pair.parts, pair.column, more)).measured
        assert (longer > 1.5 * found) == counts
