"""The examples run as they stand, and what they print and draw is about what they say."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def run(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    runpy.run_path(str(ROOT / "examples" / name))
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_vertebra_is_built_closed_and_grows_with_the_cube_of_its_scale(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = run("build_a_vertebra.py", capsys)
    assert "closed: True, handles: 1" in told
    (growth,) = re.findall(r"is ([\d.]+) times", told)
    assert float(growth) == pytest.approx(1.331, rel=0.03)


def test_the_veins_tell_their_length_and_calibre(capsys: pytest.CaptureFixture[str]) -> None:
    told = run("query_the_veins.py", capsys)
    rows = re.findall(r"^(vein\.\S+) +([\d.]+) mm long, ([\d.]+) mm wide", told, re.MULTILINE)
    assert len(rows) == 5
    lengths = [float(length) for _, length, _ in rows]
    assert lengths == sorted(lengths, reverse=True)
    assert all(0.5 < float(calibre) < 6.0 for _, _, calibre in rows)


def test_both_pictures_show_bone_and_veins(capsys: pytest.CaptureFixture[str]) -> None:
    run("draw_with_pyvista.py", capsys)
    for name in ("with-pyvista.png", "by-retia.png"):
        with Image.open(name) as image:
            assert image.size == (640, 480)
            pixels = np.asarray(image.convert("RGB"), float)
        assert pixels.std() > 8.0
        assert ((pixels[..., 2] - pixels[..., 0]) > 60).sum() > 100, (
            f"{name}: the blue of the internal plexuses"
        )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_cells_with_a_heading_and_stands_in_the_readme(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all(len(heading) > 10 for heading in re.findall(r"^# %% ?(.*)$", text, re.MULTILINE))
    assert text.count("\n# %% ") >= 3
    assert path.name in (ROOT / "README.md").read_text(encoding="utf-8")
