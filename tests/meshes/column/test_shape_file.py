"""A shape file brings back what was written, and nothing that is not a shape."""

from __future__ import annotations

import pytest

from meshes.column.shape_file import (
    LARGEST_BYTES,
    ShapeFault,
    VertebraFile,
    load_shape_file,
    read_shape_file,
    shape_toml,
)
from viewer.commands.failure import Exit, Failure
from viewer.commands.options import shape_file

L3 = VertebraFile(
    "L3",
    {"spinous.length": 41.5, "body.lip_upper": 1e-06, "size.EPWu": 1.04, "canal.lean": 3.0},
    {"body_wedge": -2.25},
    0.93,
    'scan "7" é.stl',
    {"mean": 0.41},
)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "L3.toml"
    place.write_text(shape_toml(L3), encoding="utf-8")
    return place


def test_what_is_written_reads_back(path):
    assert read_shape_file(path) == L3


def test_a_file_is_the_parameters_of_a_recipe(path):
    assert load_shape_file(path) == {
        "scale": 0.93,
        "L3.shape.measure.body_wedge": -2.25,
        "L3.shape.spinous.length": 41.5,
        "L3.shape.body.lip_upper": 1e-06,
        "L3.shape.size.EPWu": 1.04,
        "L3.shape.canal.lean": 3.0,
    }
    assert shape_file(f"@{path}") == load_shape_file(path)


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ('"retia shape"', '"other"', "no shape file"),
        ("version = 1", "version = 2", "version 2"),
        ('level = "L3"', 'level = "S1"', "'S1' has no shape numbers"),
        ("scale = 0.93", "scale = 30.0", "between 0.93 and 1.12"),
        ('"spinous.length" = 41.5', '"spinous.lenth" = 41.5', "spinous.length"),
        ('"spinous.length" = 41.5', '"spinous.length" = nan', "no number"),
        ('"spinous.length" = 41.5', '"spinous.length" = true', "no number"),
        ('"spinous.length" = 41.5', '"spinous.length" = 1e9', "must lie between"),
        ('"spinous.length" = 41.5', f'"spinous.length" = {10**400}', "no number"),
        ('"spinous.length" = 41.5', f'"spinous.length" = 0x{"f" * 5000}', "no number|large.toml"),
        ('"spinous.length" = 41.5', f'"spinous.length" = "{"x" * 5000}"', "is 'xxx.*…, no number"),
        ("version = 1", r'version = "a\nb"', r"version a\\nb is not known"),
        ('"body_wedge"', '"a\\nb"', "no measure"),
        ('"body_wedge" = -2.25', '"body_wedge" = 1e19', "must lie between"),
        ('"body_wedge"', '"EPWx"', "no measure 'EPWx'"),
        ("[shape]", "[shape", "no TOML"),
    ],
)
def test_what_is_no_shape_is_refused_in_one_line(path, found, put, says):
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, put), encoding="utf-8")
    with pytest.raises(ShapeFault, match=says) as fault:
        load_shape_file(path)
    assert str(fault.value).isprintable() and path.name in str(fault.value)
    assert len(str(fault.value)) < 400


def test_a_file_that_cannot_be_one_is_not_read_whole(tmp_path):
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (LARGEST_BYTES + 1))
    with pytest.raises(ShapeFault, match="larger than"):
        load_shape_file(path)
    with pytest.raises(Failure, match="name a file") as failure:
        shape_file(str(tmp_path / "none.toml"))
    assert failure.value.code == Exit.FILE_TROUBLE


def test_a_number_keeps_six_digits(tmp_path):
    place = tmp_path / "L3.toml"
    fitted = VertebraFile("L3", {"spinous.length": 41.5678, "size.EPWu": 0.987654}, {"body_wedge": -2.34567})
    place.write_text(shape_toml(fitted), encoding="utf-8")
    assert read_shape_file(place) == fitted
