"""Letters of other scripts: from the typefaces of the machine where it has them, told where it has none."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from viewer.export.composition import Composition
from viewer.export.files import picture_bytes
from viewer.render.painted import borrowed, typeface
from viewer.render.painted.joined import joined
from viewer.render.painted.line_order import as_seen
from viewer.render.painted.shapes import Words, paint
from viewer.render.painted.typeface import font, lacking_fault, text_width

SPINE = "脊"
BEH, ALEF, LAM, REH, FATHA = "\u0628", "\u0627", "\u0644", "\u0631", "\u064e"
EM = 1000


def block() -> TTGlyphPen:
    """A block that fills an em but for a tenth on each side."""
    pen = TTGlyphPen(None)
    corners = [(100, 0), (100, 800), (900, 800), (900, 0)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    return pen


def typeface_of(letters: str, path: Path) -> None:
    builder = FontBuilder(EM, isTTF=True)
    names = [".notdef", *(f"u{ord(letter):x}" for letter in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({name: block().glyph() if name != ".notdef" else empty for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (EM, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Blocks", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Iterator[Path]:
    """A machine whose typefaces are those in a folder."""

    def forget() -> None:
        for kept in (borrowed._lenders, borrowed.lender, typeface.runs, typeface._measured):
            kept.cache_clear()

    forget()
    monkeypatch.setattr(borrowed, "folders", lambda: (tmp_path, tmp_path / "missing"))
    yield tmp_path
    forget()


def inked(text: str, size: float) -> np.ndarray:
    canvas = Image.new("RGBA", (round(size * 3), round(size * 2)), (255, 255, 255, 255))
    paint([Words(10, 1.5 * size, text, size, (0, 0, 0, 255), is_on_line=True)], canvas)
    return np.asarray(canvas)[..., 0] < 128


def test_a_letter_no_typeface_has_is_told_and_one_that_another_has_is_painted(machine: Path) -> None:
    assert SPINE in lacking_fault(f"Vein {SPINE}")
    assert "SVG" in lacking_fault(SPINE)
    for kept in (borrowed._lenders, borrowed.lender, typeface.runs, typeface._measured):
        kept.cache_clear()
    typeface_of(SPINE, machine / "Blocks.ttf")
    (machine / "Damaged.ttf").write_bytes(b"no typeface")
    assert lacking_fault(f"Vein {SPINE}") == ""
    assert lacking_fault("脊椎").count("椎") == 1
    for size in (40.0, 100.0):
        assert text_width(SPINE, size) == pytest.approx(size)
        assert text_width(f"a{SPINE}b", size) == pytest.approx(size + text_width("ab", size), rel=0.01)
        rows, columns = (np.flatnonzero(inked(SPINE, size).any(axis=axis)) for axis in (1, 0))
        assert len(columns) == pytest.approx(0.8 * size, abs=1.5)
        assert columns[0] == pytest.approx(10 + 0.1 * size, abs=1.5)
        assert len(rows) == pytest.approx(0.8 * size, abs=1.5)


def test_lines_of_our_own_letters_are_painted_as_by_one_typeface(machine: Path) -> None:
    typeface_of("aSPINE" + SPINE, machine / "Blocks.ttf")
    text = "Vena cava (1)"
    assert [run.file for run in typeface.runs(text)] == [None]
    assert text_width(text, 1000.0) == font(1000).getlength(text)


def test_in_a_pdf_they_are_outlines_and_the_others_text(machine: Path) -> None:
    typeface_of(SPINE, machine / "Blocks.ttf")
    line = Words(10, 50, f"ab{SPINE}cd", 40, (0, 0, 0, 255), is_on_line=True)
    data = picture_bytes(".pdf", Composition(np.full((100, 300, 4), 255, np.uint8), (line,)), 72.0)
    (drawn,) = (
        text
        for each in re.findall(rb"/ASCII85Decode /FlateDecode \].*?stream\r?\n(.*?)~>", data, re.DOTALL)
        if b"BT" in (text := zlib.decompress(base64.a85decode(each)))
    )
    assert drawn.count(b"Tj") == 2
    start = 10 + text_width("ab", 40)
    place = re.search(rb"\.04 0 0 \.04 ([\d.]+) ([\d.]+) cm", drawn)
    assert place is not None
    assert [float(number) for number in place.groups()] == pytest.approx([start, 50.0], abs=0.01)
    assert b"900 800 l" in drawn
    assert b"Blocks" not in data, "a typeface of the machine does not travel"


@pytest.mark.parametrize(
    ("written", "shapes"),
    [
        (BEH, "\ufe8f"),
        (BEH + BEH + BEH, "\ufe91\ufe92\ufe90"),
        (BEH + ALEF + BEH, "\ufe91\ufe8e\ufe8f"),
        (REH + BEH, "\ufead\ufe8f"),
        (LAM + ALEF, "\ufefb"),
        (BEH + LAM + ALEF, "\ufe91\ufefc"),
        (BEH + FATHA + BEH, "\ufe91" + FATHA + "\ufe90"),
        (f"{BEH} {BEH}", "\ufe8f \ufe8f"),
        ("Vena (1)", "Vena (1)"),
    ],
)
def test_arabic_letters_have_the_shapes_of_their_place_in_the_word(written: str, shapes: str) -> None:
    assert joined(written) == shapes


def test_arabic_words_are_seen_from_right_to_left_in_their_shapes() -> None:
    assert as_seen(f"a {BEH}{ALEF}") == "a \ufe8e\ufe91"
