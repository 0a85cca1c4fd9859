"""`retia export`, `graph` and `shot` on a small build: what is written, what is left when it fails."""

import errno
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
import trimesh
from PIL import Image

from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.network.files import read_graph
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.recipe import Recipe
from viewer.cli import main
from viewer.export import mesh_files
from viewer.model.written.figure_file import load_figure

LOCAL = TriMesh(
    np.array([[0.0, 0, 0], [30, 0, 0], [0, 20, 0], [0, 0, 10]]),
    np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]),
)
POSES = {
    "L3": Pose.about_x(0.3, np.array([0.0, 5.0, 100.0])),
    "L4": Pose.about_x(-0.2, np.array([0.0, 0, 60])),
}
GRAPH = VesselGraph(
    np.array([[0.0, 0, 0], [0, 0, 30], [5, 0, 60]]),
    np.array([1.0, 2.0, 1.5]),
    np.array([[0, 1], [1, 2]]),
    np.array([0, 1]),
    ("vein.internal.anterior.L4.left", "vein.internal.anterior.L3.left"),
)


def _build(_recipe: Recipe, ids: tuple[str, ...], progress: object = None, **_: object) -> Iterator[Part]:
    for key in ids:
        pose = POSES["L4" if "L4" in key.split(".") else "L3"]
        yield Part(key, LOCAL.transformed(pose), pose)


@pytest.fixture(autouse=True)
def _small_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mesh_files, "build", _build)
    monkeypatch.setattr("meshes.build.build", _build)
    monkeypatch.setattr("meshes.graph_cache.vessel_graph", lambda _recipe: GRAPH)
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def _manifest(folder: str = "out") -> dict[str, object]:
    return json.loads(Path(folder, "manifest.json").read_text())


def test_a_folder_gets_one_file_a_structure_and_a_manifest_that_tells_the_truth() -> None:
    assert main(["export", "out", "--select", "bone.vertebra.L3,bone.vertebra.L4"]) == 0
    manifest = _manifest()
    assert {key: manifest[key] for key in ("frame", "unit", "detail", "seed", "parameters")} == {
        "frame": "LPS", "unit": "mm", "detail": "normal", "seed": 1, "parameters": {},
    }  # fmt: skip
    assert [row["id"] for row in manifest["structures"]] == ["bone.vertebra.L3", "bone.vertebra.L4"]
    files = {path.name for path in Path("out").iterdir()}
    assert files == {"manifest.json", *(row["file"] for row in manifest["structures"])}
    for row in manifest["structures"]:
        mesh = pv.read(Path("out", row["file"]))
        assert row["triangles"] == mesh.n_cells
        np.testing.assert_allclose(np.array(row["bounds"]).T.ravel(), mesh.bounds)
        assert row["volume_mm3"] == pytest.approx(1000.0)
        assert (row["closed"], row["genus"]) == (True, 0)
        local = np.c_[LOCAL.points, np.ones(4)]
        np.testing.assert_allclose(mesh.points, (local @ np.array(row["pose"]).T)[:, :3])


def test_local_writes_the_vertebras_own_frame_and_keeps_the_pose() -> None:
    assert main(["export", "out", "--select", "bone.vertebra.L3", "--local"]) == 0
    (row,) = _manifest()["structures"]
    np.testing.assert_allclose(pv.read(Path("out", row["file"])).points, LOCAL.points, atol=1e-9)
    np.testing.assert_allclose(row["pose"], POSES["L3"].matrix)


@pytest.mark.parametrize("ending", ["stl", "ply", "obj", "glb", "vtp", "STL"])
def test_the_ending_of_a_file_picks_its_format(ending: str) -> None:
    assert main(["export", f"meshes.{ending}", "--select", "bone.vertebra.L3"]) == 0
    read = pv.read(f"meshes.{ending}")
    assert (read.combine() if ending == "glb" else read).n_cells == 4
    assert [path.name for path in Path().iterdir()] == [f"meshes.{ending}"]


def test_union_writes_one_watertight_mesh() -> None:
    assert (
        main(["export", "print.ply", "--select", "bone.vertebra.L3,bone.vertebra.L4", "--union", "--local"])
        == 2
    )
    assert main(["export", "print.ply", "--select", "bone.vertebra.L3,disc.L3-L4", "--union"]) == 0
    mesh = pv.read("print.ply")
    assert mesh.is_manifold
    assert mesh.volume == pytest.approx(1000.0, rel=0.1)


def test_an_earlier_export_is_replaced_and_anything_else_is_not() -> None:
    Path("out").mkdir()
    Path("out", "bone.vertebra.L3.vtp").write_text("mine")
    words = ["export", "out", "--select", "bone.vertebra.L3"]
    assert main(words) == 4
    assert Path("out", "bone.vertebra.L3.vtp").read_text() == "mine"
    assert len(list(Path().iterdir())) == len(list(Path("out").iterdir())) == 1
    Path("out", "bone.vertebra.L3.vtp").rename("letter.txt")
    assert main(words) == 0
    assert main([*words, "--local"]) == 0
    assert _manifest()["coordinates"] == "local"


def test_a_smaller_export_takes_away_the_files_it_does_not_have() -> None:
    both = ["export", "out", "--select", "bone.vertebra.L3,bone.vertebra.L4"]
    assert main(both) == 0
    Path("out", "letter.txt").write_text("mine")
    assert main(["export", "out", "--select", "bone.vertebra.L3"]) == 0
    assert {path.name for path in Path("out").iterdir()} == {
        "bone.vertebra.L3.vtp", "manifest.json", "letter.txt",
    }  # fmt: skip
    assert main(both) == 0


def test_a_manifest_altered_by_hand_costs_no_file_elsewhere() -> None:
    words = ["export", "out", "--select", "bone.vertebra.L3"]
    assert main(words) == 0
    Path("letter.vtp").write_text("mine")
    manifest = _manifest()
    manifest["structures"] += [{"file": "../letter.vtp"}]
    Path("out", "manifest.json").write_text(json.dumps(manifest))
    assert main(words) == 0
    assert Path("letter.vtp").exists()


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[" * 100_000,
        "[]",
        "3",
        '{"structures": 3}',
        '{"structures": [3, null]}',
        '{"structures": [{"file": 3}]}',
    ],
)
def test_a_manifest_that_is_none_makes_no_file_ours(
    manifest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").mkdir()
    Path("out", "manifest.json").write_text(manifest)
    assert main(["export", "out", "--select", "bone.vertebra.L3"]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert "manifest.json is not from an earlier export" in line
    assert Path("out", "manifest.json").read_text() == manifest


@pytest.mark.parametrize("out", ["plain", "nowhere/out", "nowhere/out.stl", "plain/out", "plain/out.stl"])
def test_a_place_that_takes_no_export_is_told_before_anything_is_built(
    out: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mesh_files, "build", lambda *_, **__: pytest.fail("built in vain"))
    Path("plain").write_text("mine")
    assert main(["export", out]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert out.partition("/")[0] in line
    assert "folder" in line


@pytest.mark.parametrize("words", [["export", "out"], ["export", "out.stl"], ["shot", "-o", "x.png"]])
def test_a_folder_that_may_not_be_written_is_told_before_anything_is_built(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(dir: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", f"{dir}/tmp1")

    monkeypatch.setattr("tempfile.TemporaryFile", forbidden)
    monkeypatch.setattr(mesh_files, "build", lambda *_, **__: pytest.fail("built in vain"))
    monkeypatch.setattr("meshes.build.build", lambda *_, **__: pytest.fail("built in vain"))
    assert main(words) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert "Permission denied" in line
    assert "choose another" in line
    assert "tmp1" not in line


def test_a_full_disk_is_told_of_the_folder_that_was_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    for out in ("out", "out.stl"):
        assert main(["export", out, "--select", "bone.vertebra.L3"]) == 4
        (line,) = capsys.readouterr().err.splitlines()
        assert line == f"retia: {out}: No space left on device; make room or choose another place"


def test_without_a_place_for_meshes_work_goes_on_with_one_warning(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").write_text("in the way")
    monkeypatch.setenv("RETIA_CACHE", "file")
    words = ["export", "out", "--select", "bone.vertebra.L3"]
    assert main(words) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "RETIA_CACHE" in line
    assert main([*words, "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["cache"]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert "RETIA_CACHE" in line


def test_a_build_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(recipe: Recipe, ids: tuple[str, ...], *_: object, **__: object) -> Iterator[Part]:
        yield next(_build(recipe, ids))
        raise KeyboardInterrupt

    monkeypatch.setattr(mesh_files, "build", failing)
    assert main(["export", "out"]) == 130
    assert main(["export", "out.stl"]) == 130
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["veins.json", "veins.swc"])
def test_graph_writes_the_veins_of_the_levels_named(name: str) -> None:
    assert main(["graph", name]) == 0
    assert read_graph(Path(name)).ids == GRAPH.ids
    assert main(["graph", name, "--levels", "L3"]) == 0
    upper = read_graph(Path(name))
    assert upper.ids == ("vein.internal.anterior.L3.left",)
    np.testing.assert_array_equal(upper.xyz, GRAPH.xyz[1:])


def test_graph_json_has_the_public_shape() -> None:
    main(["graph", "veins.json"])
    tree = json.loads(Path("veins.json").read_text())
    assert (tree["frame"], tree["unit"]) == ("LPS", "mm")
    assert tree["nodes"]["radius"] == [1.0, 2.0, 1.5]
    assert tree["edges"]["nodes"] == [[0, 1], [1, 2]]
    assert tree["edges"]["structure"] == list(GRAPH.ids)


def _picture(*words: str) -> np.ndarray:
    assert main(["shot", "-o", "x.png", "--size", "320x240", *words]) == 0
    with Image.open("x.png") as image:
        assert image.size == (320, 240)
        return np.asarray(image.convert("RGBA")).astype(int)


ONE = ("--show", "bone.vertebra.L3")


def test_a_shot_is_as_large_on_paper_as_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["shot", "-o", "x.png", "--levels", "L3", "-q", "--dpi", "150"]
    assert main([*words, "--size", "89x60.5mm"]) == 0
    with Image.open("x.png") as image:
        assert image.size == (526, 357)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert main([*words, "--size", "2000x20mm", "--dpi", "600"]) == 2
    assert "47244x472 pixels" in capsys.readouterr().err
    assert main([*words, "--size", "89mm"]) == 2
    assert "89x60mm" in capsys.readouterr().err


def test_a_shot_has_the_size_and_resolution_asked_for() -> None:
    _picture(*ONE, "--dpi", "150")
    with Image.open("x.png") as image:
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.5)


def test_a_transparent_shot_has_true_alpha() -> None:
    alpha = _picture(*ONE, "--transparent")[..., 3]
    assert alpha[0, -1] == 0
    assert alpha.max() == 255


def test_hiding_takes_away_and_fading_leaves_a_trace() -> None:
    both = ("--show", "bone.vertebra.L3,bone.vertebra.L4", "--view", "left", "--transparent")

    whole, faded = (_picture(*both, *words)[..., 3].sum() for words in ((), ("--fade", "bone.vertebra.L4")))
    assert 0.5 * whole < faded < 0.95 * whole
    hidden = _picture(*both, "--hide", "bone.vertebra.L4", "--levels", "L3")
    np.testing.assert_array_equal(hidden, _picture(*ONE, "--view", "left", "--transparent"))


def test_fading_brings_back_nothing_that_is_hidden() -> None:
    both = ("--show", "bone.vertebra.L3,bone.vertebra.L4", "--view", "left", "--transparent")
    hidden = _picture(*both, "--hide", "bone.vertebra.L4")
    np.testing.assert_array_equal(
        _picture(*both, "--hide", "bone.vertebra.L4", "--fade", "bone.vertebra.L4"), hidden
    )


def test_views_differ() -> None:
    pictures = [_picture(*ONE, "--view", view) for view in ("anterior", "left", "superior")]
    assert all(np.abs(a - b).mean() > 1 for a, b in itertools.pairwise(pictures))


def test_a_palette_may_be_asked_for() -> None:
    vein = ("--show", "vein.internal.transverse.L3", "--no-legend")
    atlas, grey = (np.ptp(_picture(*vein, *p)[..., :3], axis=-1).max() for p in ((), ("--palette", "print")))
    assert atlas > 60
    assert grey < 20


def test_sides_stand_beside_each_other() -> None:
    two = _picture(*ONE, "--views", "left,left", "--no-legend", "--no-compass")
    np.testing.assert_array_equal(two[:, :160], two[:, 160:])
    assert (two[:, :160] < 250).any()


def test_legend_and_scale_bar_are_drawn_when_asked_for() -> None:
    plain = _picture("--figure", "default", *ONE)
    assert np.abs(_picture("--figure", "default", *ONE, "--scale-bar") - plain).any()


def test_what_a_figure_lays_over_the_anatomy_can_be_left_out() -> None:
    figure = ("--figure", "default", *ONE)
    names = ("scale-bar", "legend", "compass")
    plain = _picture(*figure, *(f"--no-{name}" for name in names))
    for name in names:
        assert np.abs(
            _picture(*figure, *(f"--{'' if name == each else 'no-'}{each}" for each in names)) - plain
        ).any()
    np.testing.assert_array_equal(
        _picture(*figure), _picture(*figure, "--legend", "--compass", "--no-scale-bar")
    )


def test_a_shot_of_a_figure_carries_its_title_and_caption() -> None:
    _picture("--figure", "gray-579", *ONE)
    figure = load_figure("gray-579")
    with Image.open("x.png") as image:
        assert (image.text["Title"], image.text["Description"]) == (figure.title, figure.caption)
    _picture(*ONE)
    with Image.open("x.png") as image:
        assert "Title" not in image.text


def test_a_shot_of_the_scene_that_a_shot_carries_is_the_same_with_its_aids() -> None:
    made = _picture(*ONE, "--labels", "--scale-bar", "--no-compass", "--label-names", "latin")
    Path("x.png").rename("kept.png")
    np.testing.assert_array_equal(_picture("--session", "kept.png"), made)
    assert (_picture("--session", "kept.png", "--no-labels") != made).any()


def test_nothing_to_show_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shot", "-o", "x.png", *ONE, "--hide", "bone.vertebra.L3"]) == 2
    assert "nothing" in capsys.readouterr().err


_BONE_ALONE = """
title = "A vertebra"
caption = "Alone: no veins of the whole column have to be drawn for it."
levels = "L3"
[[look]]
structures = "disc,ligament,dura,nerve,fat,vein"
visible = false
"""


def _without_a_display(*words: str) -> list[str]:
    """What a process of its own says on stderr where nobody answers ``DISPLAY``."""
    root = str(Path(mesh_files.__file__).parents[2])
    environment = {**os.environ, "DISPLAY": ":977", "PYTHONPATH": root}
    environment.pop("VTK_DEFAULT_OPENGL_WINDOW", None)
    Path("bone.toml").write_text(_BONE_ALONE, encoding="utf-8")
    command = [sys.executable, "-m", "viewer", *words, "--figure", "bone.toml", "--detail", "draft"]
    ended = subprocess.run(
        command, env=environment, stderr=subprocess.PIPE, text=True, timeout=120, check=True
    )
    return ended.stderr.splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_a_shot_without_a_display_says_nothing() -> None:
    assert _without_a_display("shot", "-o", "x.png", "--size", "160x120") == []
    assert Path("x.png").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_view_without_a_display_writes_a_picture_and_says_so() -> None:
    (line,) = _without_a_display("view")
    assert "retia.png" in line
    with Image.open("retia.png") as image:
        assert len(np.unique(np.asarray(image).reshape(-1, image.mode.count("A") + 3), axis=0)) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_a_real_build_within_a_second_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "RETIA_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "viewer", "export", str(tmp_path / "out"), "--detail", "fine"]
    root = Path(mesh_files.__file__).parents[2]
    with subprocess.Popen(
        command, env=environment, cwd=root, stderr=subprocess.PIPE, text=True, preexec_fn=_listen_to_ctrl_c
    ) as process:
        while not list(tmp_path.glob("cache/*/*.mesh")) and process.poll() is None:
            time.sleep(0.02)
        began = time.perf_counter()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        took = time.perf_counter() - began
    assert process.returncode == 130
    assert err.splitlines() == ["retia: stopped"]
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]
    assert took < 2.0  # a second on a machine that is doing nothing else


def _listen_to_ctrl_c() -> None:
    """What a shell starts in the background is deaf to Ctrl-C, and so would be what the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


# -- for printing, and colours


def _tubes(_recipe: Recipe, ids: tuple[str, ...], *_: object, **__: object) -> Iterator[Part]:
    """A bone of 30 mm and thin vessels on it."""
    block = pv.Cube(x_length=30, y_length=24, z_length=20).triangulate().clean()
    tube = pv.Cylinder(center=(0, 0, 14), direction=(0, 0, 1), radius=0.4, height=20).triangulate().clean()
    for key in ids:
        body = tube if key.startswith("vein") else block
        yield Part(key, TriMesh(np.asarray(body.points, float), body.regular_faces), POSES["L3"])


PRINT = ["--select", "bone.vertebra.L3,vein.internal.anterior.L3.left", "--detail", "draft", "-q"]


def test_a_print_is_one_closed_solid_of_the_size_asked_for_with_walls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mesh_files, "build", _tubes)
    words = ["--union", "--print-scale", "0.5", "--least-wall", "1.0"]
    assert main(["export", "a.stl", *PRINT, *words]) == 0
    solid = trimesh.load("a.stl")
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.body_count == 1
    np.testing.assert_allclose(solid.extents[:2], [15.0, 12.0], atol=0.3)
    assert 17.0 <= solid.extents[2] < 18.0, "the end of the vessel is rounded outward"
    # The vessel stands out above the bone, at half its size: there it is as thick as the wall everywhere.
    heights = solid.section_multiplane([0, 0, 0], [0, 0, 1], list(np.linspace(6.0, 10.5, 8)))
    assert all(cut is not None and 2.0 * np.sqrt(cut.area / np.pi) >= 1.0 for cut in heights)


def test_without_a_wall_the_solid_is_only_scaled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesh_files, "build", _tubes)
    for name, words in (("one.stl", []), ("half.stl", ["--print-scale", "0.5"])):
        assert main(["export", name, *PRINT, "--union", *words]) == 0
    one, half = trimesh.load("one.stl"), trimesh.load("half.stl")
    np.testing.assert_allclose(half.bounds, one.bounds / 2.0, atol=1e-5)
    assert half.volume == pytest.approx(one.volume / 8.0, rel=1e-4)


def test_pieces_that_do_not_touch_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--select", "bone.vertebra.L3,bone.vertebra.L4", "--union", "--detail", "draft"]
    assert main(["export", "a.stl", *words]) == 0
    assert "2 pieces" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--print-scale", "0.5"], ["--least-wall", "1"]])
def test_wishes_for_a_print_need_a_union(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.stl", *PRINT, *words]) == 2
    assert "--union" in capsys.readouterr().err


def test_a_wall_too_fine_for_memory_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mesh_files, "build", _tubes)
    assert main(["export", "a.stl", *PRINT, "--union", "--least-wall", "0.1"]) == 2
    assert "thicker wall" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_a_figure_gives_the_glb_its_structures_and_how_clear_they_are() -> None:
    assert main(["export", "a.glb", "-q", "--figure", "default", "--select", "L1"]) == 0
    scene = trimesh.load("a.glb", process=False)
    assert "fat.L1" not in scene.graph.nodes, "hidden in the figure"
    _, bone = scene.graph["bone.vertebra.L1"]
    _, vein = scene.graph["vein.internal.anterior.L1.left"]
    assert scene.geometry[bone].visual.material.baseColorFactor[3] == pytest.approx(0.36 * 255, abs=1)
    assert scene.geometry[vein].visual.material.alphaMode != "BLEND"
