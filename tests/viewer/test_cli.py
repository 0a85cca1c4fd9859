"""The command line from outside: words in, exit code and lines out."""

import json
import os
import re
from argparse import Namespace
from pathlib import Path

import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer import cli
from viewer.cli import COMMANDS, main
from viewer.commands.failure import Exit
from viewer.model.written.figure_file import figures

Captured = pytest.CaptureFixture[str]


def _complaint(captured: Captured) -> str:
    """The one line on stderr; stdout must be empty."""
    out, err = captured.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


def test_list_json_has_the_catalogue_in_the_public_shape(capsys: Captured) -> None:
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(load_catalogue().structures)
    public = "id name latin ta2 ta98 fma kind group level side parent evidence sources valves"
    assert all(" ".join(row) == public for row in rows)
    assert {row["evidence"] for row in rows} <= {"measured", "derived", "illustrative"}
    assert not [row for row in rows if "" in row.values()]
    by_id = {row["id"]: row["valves"] for row in rows}
    assert by_id["vein.segmental.azygos.arch"]["state"] == "valved"
    assert by_id["vein.internal.anterior.L3.left"]["state"] == "valveless"
    assert by_id["bone.vertebra.L3"] is None


def test_the_parent_in_the_list_is_understood_as_ids_and_said_to_be(capsys: Captured) -> None:
    main(["list", "--json"])
    for row in json.loads(capsys.readouterr().out):
        assert row["id"] in load_catalogue().select(row["parent"])
    with pytest.raises(SystemExit):
        main(["list", "--help"])
    assert "`parent` is the id of the group" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("words", [["-q", "figures"], ["figures", "-q"]])
def test_a_common_option_counts_before_and_behind_the_command(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []

    def run(arguments: Namespace) -> Exit:
        heard.append(arguments.quiet)
        return Exit.DONE

    monkeypatch.setattr("viewer.commands.figures.run", run)
    assert main(words) == 0
    assert heard == [True]


def test_list_gives_one_line_a_structure(capsys: Captured) -> None:
    assert main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(load_catalogue().structures)


def test_figures_names_every_figure(capsys: Captured) -> None:
    assert main(["figures", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == list(figures())
    assert "gray-579" in figures()


@pytest.mark.parametrize(
    ("words", "offer"),
    [
        (["lits"], "list"),
        (["list", "--jsno"], "--json"),
        (["export", "out", "--levels", "T13:L2"], "T1"),
        (["export", "out", "--select", "bone.vertebre"], "bone.vertebra"),
        (["export", "out", "--detail", "fien"], "fine"),
        (["shot", "-o", "x.png", "--figure", "gray579"], "gray-579"),
        (["shot", "-o", "x.png", "--view", "anterier"], "anterior"),
        (["shot", "-o", "x.png", "--show", "vein.intrnal"], "vein.internal"),
        (["view", "--figure", "gray579"], "gray-579"),
    ],
)
def test_a_wrong_word_is_told_the_nearest_right_one(
    words: list[str], offer: str, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    assert offer in _complaint(capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["graph", "veins.txt"],
        ["graph"],
        ["export", "meshes.xyz"],
        ["shot"],
        ["shot", "-o", "x.png", "--size", "0x0"],
        ["shot", "-o", "x.png", "--size", "wide"],
        ["shot", "-o", "x.png", "--size", "9" * 5000 + "x60"],
        ["shot", "-o", "x.png", "--size", "9" * 400 + "x60mm"],
        ["shot", "-o", "x.png", "--dpi", "-1"],
        ["shot", "-o", "x.gif"],
        ["shot", "-o", "x.jpg", "--transparent"],
        ["shot", "-o", "x.png", "--preset", "poster"],
        ["shot", "-o", "x.png", "--label-names", "greek"],
        ["shot", "-o", "x.png", "--letters", "9"],
        ["shot", "-o", "x.png", "--letters", "large"],
        ["shot", "-o", "x.png", "--background", "blue"],
        ["movie", "-o", "x.mp4", "--background", "#12"],
        ["shot", "-o", "x.png", "--show", ""],
        ["shot", "-o", "x.png", "--hide", ""],
        ["shot", "-o", "x.png", "--fade", ""],
        ["shot", "-o", "x.png", "--figure", ""],
        ["export", "out", "--select", ""],
        ["export", "out", "--levels", "T1:"],
        ["graph", "veins.json", "--seed", "-1"],
        ["export", "out.stl", "--local", "--levels", "T1:T2"],
        ["export", "out", "--select", "bone.vertebra.L3", "--set", "T12.SCW=33.8"],
        ["list", "extra"],
    ],
)
def test_wrong_use_is_exit_2_and_writes_nothing(
    words: list[str], capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    _complaint(capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "valid"),
    [
        (
            ["shot", "-o", "x.png", "--view", "frontal"],
            "anterior posterior left right superior inferior oblique",
        ),
        (["export", "out", "--detail", "ultra"], "draft normal fine"),
        (["export", "out.foo"], ".stl .ply .obj .glb .vtp .html"),
        (["export", "out", "--seed", "x"], "whole number"),
        (["export", "out", "--levels", ":L3"], "T11:L2"),
    ],
)
def test_a_word_near_no_valid_one_is_told_them_all(words: list[str], valid: str, capsys: Captured) -> None:
    assert main(words) == 2
    said = _complaint(capsys)
    assert not [word for word in valid.split() if word not in said]


@pytest.mark.parametrize(
    "words",
    [
        ["graph", "nowhere/veins.json"],
        ["export", "nowhere/meshes.stl", "--levels", "L3"],
        ["shot", "-o", "nowhere/x.png"],
        ["graph", "folder.json"],
        ["graph", "no\nfolder/veins.json"],
    ],
)
def test_a_place_that_cannot_be_written_is_exit_4(
    words: list[str], capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.json").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(words) == 4
    assert "folder" in _complaint(capsys)


@pytest.mark.parametrize("fault", [RuntimeError("odd\nthing"), ZeroDivisionError()])
def test_a_fault_of_ours_is_one_line_without_debug_and_a_traceback_with(
    fault: Exception, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_arguments: object) -> int:
        raise fault

    monkeypatch.setattr("viewer.commands.catalogue.run", broken)
    assert main(["list"]) == 3
    assert "Traceback" not in _complaint(capsys)
    assert main(["list", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_exit_130_and_no_traceback(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("viewer.commands.catalogue.run", interrupted)
    assert main(["list"]) == 130
    assert _complaint(capsys) == "retia: stopped"


def test_version_names_the_libraries_and_who_draws(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^retia \d+\.\d+", said)
    for name in ("numpy", "pyvista", "vtk", "PyQt6"):
        assert re.search(rf"{name} \d", said)
    assert "OpenGL: " in said
    assert "none" not in said


def test_cache_tells_its_place_and_clears(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path))
    (tmp_path / "0123456789abcdef").mkdir()
    (tmp_path / "0123456789abcdef" / "one.mesh").write_bytes(b"x" * 300_000)
    assert main(["cache"]) == 0
    assert f"{tmp_path}  1 mesh  0.3 MB" in capsys.readouterr().out
    assert main(["cache", "--clear"]) == 0
    assert "0 meshes" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_options_common_to_all_may_stand_before_the_command(capsys: Captured) -> None:
    assert main(["-q", "--debug", "figures"]) == 0
    assert "gray-579" in capsys.readouterr().out


def test_options_without_a_command_are_those_of_view(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("viewer.commands.view.run", lambda arguments: seen.append(arguments) or 0)
    assert main(["--figure", "default"]) == main([]) == 0
    assert [each.command for each in seen] == ["view", "view"]
    assert seen[0].figure == "default"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert COMMANDS[command][1] in " ".join(capsys.readouterr().out.split())


def test_a_reader_that_stops_early_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def closed(_arguments: object) -> int:
        raise BrokenPipeError

    out = (tmp_path / "out").open("w")
    monkeypatch.setattr("viewer.commands.catalogue.run", closed)
    monkeypatch.setattr(cli.sys, "stdout", out)
    assert main(["list"]) == 0
    assert os.stat(os.devnull).st_rdev == os.fstat(out.fileno()).st_rdev
