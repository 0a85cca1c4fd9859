"""`retia fit`: what it says, writes and refuses; the fit itself is stood in for where nobody asks for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from meshes.column.shape_file import VertebraFile, read_shape_file
from meshes.fitting import fit as fitting
from meshes.fitting.residuals import Residuals
from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats import mesh_bytes
from viewer.cli import main

LEFT = Residuals(0.41, 1.2, 3.0, 0.3, 0.5)
FILE = VertebraFile("L3", {"spinous.length": 41.0}, {"body_wedge": 1.0}, 0.93, "scan.stl", LEFT.by_name())
GOOD = fitting.Fitted(FILE, LEFT, 0.93, ["read as metres: taken ×1000"], [])
BODY = TriMesh(
    np.array([[0.0, 0, 0], [30, 0, 0], [0, 20, 0], [0, 0, 10]]),
    np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("scan.stl").write_bytes(mesh_bytes(".stl", [("bone", BODY)]))
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What the fit was asked for; it answers `GOOD`."""
    calls: list[tuple] = []

    def stand_in(raw, level, scale, axes, source, report, must_trust):
        calls.append((level, scale, None if axes is None else str(axes), source, must_trust))
        return GOOD

    monkeypatch.setattr(fitting, "fit", stand_in)
    return calls


def test_a_fit_is_told_and_written(asked, capsys):
    assert (
        main(["fit", "scan.stl", "--level", "l3", "-o", "L3.toml", "--scale", "1000", "--axes=-y,x,z"]) == 0
    )
    assert asked == [("L3", 1000.0, "-y,x,z", "scan.stl", True)]
    said = capsys.readouterr().out
    assert "mean 0.41 mm" in said and "taken ×1000" in said and "0.930 of the tabled L3" in said
    assert read_shape_file(Path("L3.toml")) == FILE


def test_a_fit_is_told_to_programs(asked, capsys):
    assert main(["fit", "scan.stl", "--level", "L3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["residual_mm"]["p95"] == 1.2 and told["level"] == "L3"
    assert told["parameters"]["L3.shape.spinous.length"] == 41.0
    assert list(Path().glob("*.toml")) == []


def test_a_fit_not_to_be_trusted_writes_nothing_unless_forced(monkeypatch, capsys):
    monkeypatch.setattr(
        fitting, "fit", lambda *given, **more: replace(GOOD, faults=["it looks like L4, not like L3"])
    )
    Path("L3.toml").write_text("old", encoding="utf-8")
    assert main(["fit", "scan.stl", "--level", "L3", "-o", "L3.toml"]) == 1
    error = capsys.readouterr().err
    assert "looks like L4" in error and error.count("\n") == 1
    assert Path("L3.toml").read_text(encoding="utf-8") == "old"
    assert main(["fit", "scan.stl", "--level", "L3", "-o", "L3.toml", "--force"]) == 0
    assert "looks like L4" in capsys.readouterr().err and read_shape_file(Path("L3.toml")) == FILE


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["none.stl", "--level", "L3"], 4, "none.stl"),
        (["scan.stl", "--level", "L9"], 2, "did you mean"),
        (["scan.stl", "--level", "S1"], 2, "C1 to L5"),
        (["scan.stl"], 2, "--level"),
        (["scan.stl", "--level", "L3", "--axes", "y,x,z"], 2, "exchange left and right"),
        (["scan.stl", "--level", "L3", "--axes", "x,y"], 2, "y,-x,z"),
        (["scan.stl", "--level", "L3", "--scale", "-1"], 2, "not above 0"),
        (["scan.stl", "--level", "L3", "-o", "no/L3.toml"], 4, "no folder"),
        ([".", "--level", "L3"], 4, "is a folder; name a file"),
        (["empty.stl", "--level", "L3"], 4, "empty"),
        (["scan.txt", "--level", "L3"], 4, ".stl, .ply, .obj, .vtp"),
        (["scan.stl", "--level", "L3"], 1, "4 triangles"),
    ],
)
def test_what_cannot_be_fitted_is_told_in_one_line(words, code, says, capsys):
    Path("empty.stl").touch()
    Path("scan.txt").write_text("x", encoding="utf-8")
    assert main(["fit", *words]) == code
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1
