"""Sheets show the real bones they are told of, and come without any."""

from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from PIL import Image

from benchmarks.sheets import beside, main, references, sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "someone").mkdir()
    for name in ("T4", "SACRUM"):
        pv.Sphere().save(tmp_path / "someone" / f"{name}.vtp")
    return tmp_path


def test_references_are_found_by_level_and_the_sacrum_by_its_name(folder: Path) -> None:
    assert [name for name, _ in references(folder, "T4")] == ["someone T4"]
    assert [name for name, _ in references(folder, "S1")] == ["someone S1"]
    assert references(folder, "T5") == []
    assert references(None, "T4") == []


def test_every_view_of_a_bone_stands_beside_that_of_its_reference() -> None:
    one, other = pv.Sphere(), pv.Cube()
    tiles = beside([("built", one), ("real", other)])
    assert [mesh for _, mesh, _ in tiles[:2]] == [one, other]
    assert tiles[0][2] == tiles[1][2] != tiles[2][2]


def test_nothing_of_a_bone_is_cut_off_or_lies_under_its_name(tmp_path: Path) -> None:
    # A rod aslant, whose box is much larger than what is seen of it from anywhere.
    rod = pv.Cylinder(center=(7.0, -3.0, 20.0), direction=(1.0, 0.6, 1.0), radius=2.0, height=60.0)
    sheet([beside([("rod", rod)])], tmp_path / "rod.png", (300, 300))
    with Image.open(tmp_path / "rod.png") as image:
        assert image.size == (1200, 300)
        inked = np.asarray(image.convert("L")) < 250
    for tile in np.split(inked, 4, axis=1):
        assert tile[:18, :150].any(), "its name"
        below = tile[18:]
        assert not (below[:2].any() or below[-2:].any() or below[:, :2].any() or below[:, -2:].any())
        rows, columns = np.nonzero(below)
        assert max(np.ptp(rows), np.ptp(columns)) > 240


def test_sheets_are_written_without_references(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETIA_REFERENCE", raising=False)
    monkeypatch.setattr("sys.argv", ["sheets", "--levels", "T4", "--detail", "draft", "--out", str(tmp_path)])
    main()
    written = sorted(file.name for file in tmp_path.glob("*.png"))
    assert written == ["T4-T4.png", "column.png"]
    pixels = np.asarray(pv.read(tmp_path / "T4-T4.png").active_scalars)
    assert np.ptp(pixels) > 100


def test_a_folder_without_bones_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["sheets", "--reference", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
