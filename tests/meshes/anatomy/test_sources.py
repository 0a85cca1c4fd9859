from pathlib import Path

import pytest

import meshes
from meshes.anatomy.sources import load_sources, read_sources
from meshes.anatomy.tables import TableFault
from meshes.assets import ASSETS


def test_a_source_has_a_title_and_keeps_unknown_identifiers_empty() -> None:
    for source in load_sources().values():
        assert source.title
        assert source.doi is None or source.doi.startswith("10.")
        assert source.pmid is None or source.pmid.isdigit()


def test_values_of_retia_itself_say_so() -> None:
    assert "illustrative" in load_sources()["retia"].title


def test_every_source_is_named_by_a_table_or_by_a_claim() -> None:
    code = Path(meshes.__file__).parent
    places = [path for path in (ASSETS / "anatomy").iterdir() if path.name != "sources.toml"]
    told = "".join(path.read_text("utf-8") for path in (*places, *code.rglob("*.py")) if path.is_file())
    assert [key for key in load_sources() if key not in told] == []


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[somebody-2000]\ntitle = "A paper"\njournal = "Spine"\n', encoding="utf-8")
    with pytest.raises(TableFault, match="somebody-2000: journal"):
        read_sources(path)
