"""The table of valves, and what is wrong with a faulty one."""

from pathlib import Path

import pytest

from meshes.anatomy import valves
from meshes.anatomy.tables import TableFault

HEAD = "family,valves,way,source,sentence\n"


def _read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str) -> valves.Valves:
    table = tmp_path / "valves.csv"
    table.write_text(HEAD + row + "\n", encoding="utf-8")
    monkeypatch.setattr(valves, "asset", lambda *_: table)
    return valves.load_valves.__wrapped__()["vein.x"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("vein.x,valved,,gray-1918,Said.", "way"),
        ("vein.x,perhaps,,gray-1918,Said.", "valves"),
        ("vein.x,valveless,,nobody-1900,Said.", "source"),
    ],
)
def test_a_faulty_row_is_named_by_its_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, column: str
) -> None:
    with pytest.raises(TableFault, match=f"valves.csv, row 2, column {column}"):
        _read(tmp_path, monkeypatch, row)


@pytest.mark.parametrize("state", ["valveless", "disputed"])
def test_only_what_is_told_to_have_valves_needs_a_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    assert _read(tmp_path, monkeypatch, f"vein.x,{state},,gray-1918,Said.").state == state
