import base64
import io
import re
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import ExifTags, Image

from tests.viewer.export.test_still import CATALOGUE, MESHES, over, state_of
from tests.viewer.small_atlas import BONES, DISC
from viewer.export.composition import Composition
from viewer.export.files import (
    PICTURE_ENDINGS,
    UnknownPictureFormat,
    Words,
    picture_bytes,
    require_format,
)
from viewer.export.picture_size import PRESETS, PictureSize, paper_mm, pixels_on
from viewer.export.still import compose
from viewer.export.still_spec import StillSpec
from viewer.render.painted.ink import TEXT_POINTS
from viewer.render.painted.shapes import Panel, Shape, Stroke, paint
from viewer.render.painted.shapes import Words as Line
from viewer.render.painted.typeface import FAMILY, text_width

LABELLED = StillSpec(700, 700, has_legend=True, has_scale_bar=True, has_labels=True)


@pytest.fixture(scope="module")
def picture() -> Composition:
    return compose(CATALOGUE, state_of(visible=(DISC, BONES[0])), MESHES, LABELLED)


def lines(composition: Composition) -> dict[str, Line]:
    return {shape.text: shape for shape in composition.shapes if isinstance(shape, Line)}


def test_the_picture_names_what_is_in_sight_with_a_leader_that_ends_on_it(picture: Composition) -> None:
    assert BONES[0] in lines(picture)
    assert DISC not in lines(picture), "it is inside the bone"
    ends = [shape.points[-1] for shape in picture.shapes if isinstance(shape, Stroke)]
    for x, y in ends:
        assert tuple(picture.ground[round(y), round(x), :3]) != (255, 255, 255)


@pytest.mark.parametrize("factor", [2, 4])
def test_labels_keep_their_proportion_at_every_size(picture: Composition, factor: int) -> None:
    spec = replace(LABELLED, width=700 * factor, height=700 * factor)
    large = compose(CATALOGUE, state_of(visible=(DISC, BONES[0])), MESHES, spec)
    one, other = lines(picture)[BONES[0]], lines(large)[BONES[0]]
    assert other.size / one.size == pytest.approx(factor, rel=1e-4)
    assert (other.x, other.y) == pytest.approx((factor * one.x, factor * one.y), abs=0.02 * factor * 700)
    small_box, large_box = letters_of(picture, one), letters_of(large, other)
    assert large_box[0] / small_box[0] == pytest.approx(factor, rel=0.02)
    assert large_box[1] / small_box[1] == pytest.approx(factor, rel=0.1), "ten pixels high, one either way"


@pytest.mark.parametrize("factor", [2, 4])
@pytest.mark.parametrize("letters", [1.0, 1.4])
def test_all_that_is_laid_over_keeps_its_proportion(letters: float, factor: int) -> None:
    one, other = (laid_over(900 * times, letters) for times in (1, factor))
    assert [type(shape) for shape in one] == [type(shape) for shape in other]
    for small, large in zip(one, other, strict=True):
        lengths = [np.array(numbers_of(shape)) for shape in (small, large)]
        np.testing.assert_allclose(lengths[1], factor * lengths[0], rtol=1e-3, atol=0.01)


def laid_over(side: int, letters: float) -> list[Shape]:
    """All but names and leaders, which end at a pixel that is in sight."""
    spec = replace(
        LABELLED, width=side, height=side * 3 // 4, has_labels=False, has_compass=True, enlarged=letters,
        caption="What is behind it is seen from the side, and so is what stands before it.",
    )  # fmt: skip
    return list(compose(CATALOGUE, state_of(visible=(DISC, BONES[0])), MESHES, spec).shapes)


def numbers_of(shape: Shape) -> list[float]:
    match shape:
        case Stroke():
            return [number for point in shape.points for number in point] + [shape.width]
        case Panel():
            return [shape.left, shape.top, shape.right, shape.bottom, shape.radius]
    return [value for name, value in vars(shape).items() if isinstance(value, float) and name != "colour"]


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("height", [11.0, 18.6, 26.07])
def test_painted_letters_are_in_proportion_at_every_size(height: float, factor: int) -> None:
    one, other = (painted_box("Plexus venosus Hg", height * times) for times in (1, factor))
    assert other[0] / one[0] == pytest.approx(factor, rel=0.02)
    assert other[1] / one[1] == pytest.approx(factor, rel=1.5 / one[1])


def painted_box(text: str, size: float) -> tuple[float, float]:
    """Width and height of a painted line, pixels."""
    sheet = Image.new("RGBA", (round(12 * size), round(3 * size)), (0, 0, 0, 0))
    paint([Line(size, 1.5 * size, text, size, (0, 0, 0, 255))], sheet)
    inked = np.asarray(sheet)[..., 3] > 100
    width, height = (int(np.ptp(np.flatnonzero(inked.any(axis=axis)))) + 1 for axis in (0, 1))
    return width, height


def test_letters_of_other_languages_are_written_and_those_there_are_none_of_are_told() -> None:
    made = Composition(
        np.full((40, 400, 4), 255, np.uint8), (Line(5, 20, "Größe α вена ≤ ½", 20, (0, 0, 0, 255)),)
    )
    assert made.apology == ""
    box = painted_box("\U0010ffff", 40.0)
    assert all(painted_box(letter, 40.0) != pytest.approx(box, abs=0.5) for letter in "Größeαвен≤½–’…")
    japanese = replace(made, shapes=(replace(made.shapes[0], text="Vein 脊椎 脊"),))
    assert "脊 椎" in japanese.apology
    assert "Vein" not in japanese.apology


def letters_of(composition: Composition, line: Line) -> tuple[int, int]:
    """Width and height in pixels of a line of text as painted."""
    panels = (shape for shape in composition.shapes if isinstance(shape, Panel))
    (panel,) = (p for p in panels if p.left <= line.x <= p.right and p.top < line.y < p.bottom)
    rows, columns = slice(int(panel.top), int(panel.bottom) + 1), slice(int(panel.left), int(panel.right) + 1)
    dark = composition.painted()[rows, columns, :3].max(axis=-1) < 215
    width, height = (int(np.ptp(np.flatnonzero(dark.any(axis=axis)))) + 1 for axis in (0, 1))
    return width, height


@pytest.mark.parametrize("ending", [".png", ".tif", ".webp"])
def test_lossless_formats_keep_every_pixel_and_alpha(ending: str) -> None:
    clear = compose(CATALOGUE, state_of(0.5), MESHES, replace(LABELLED, background="transparent"))
    with Image.open(io.BytesIO(picture_bytes(ending, clear, 300.0))) as image:
        back = np.asarray(image.convert("RGBA"))
    np.testing.assert_array_equal(back, clear.painted())


@pytest.mark.parametrize("ending", [".png", ".tif", ".jpg", ".webp"])
def test_resolution_title_and_caption_are_in_the_file(picture: Composition, ending: str) -> None:
    words = Words("A title", "Größe – α")
    with Image.open(io.BytesIO(picture_bytes(ending, picture, 254.0, words))) as image:
        assert image.size == (700, 700)
        tags = image.getexif()
        told = image.info.get("dpi") or (tags[ExifTags.Base.XResolution], tags[ExifTags.Base.YResolution])
        assert [float(value) for value in told] == pytest.approx([254.0, 254.0], abs=0.5)
        if ending == ".png":
            assert (image.text["Title"], image.text["Description"]) == ("A title", "Größe – α")
            return
        assert tags[ExifTags.Base.ResolutionUnit] == 2
        assert tags[ExifTags.Base.DocumentName] == "A title"
        said = tags[ExifTags.Base.ImageDescription]
        # Pillow reads these texts as Latin-1, exiftool and others as the UTF-8 they are.
        assert said.encode("latin-1").decode("utf-8") == "Größe – α"


def test_jpeg_is_near_and_refuses_a_clear_background(picture: Composition) -> None:
    with Image.open(io.BytesIO(picture_bytes(".jpg", picture, 300.0))) as image:
        assert np.abs(np.asarray(image, float) - over(picture.painted(), 255.0)).mean() < 2.0
    with pytest.raises(UnknownPictureFormat, match="transparency"):
        require_format("a.JPG", is_clear=True)


@pytest.mark.parametrize("name", ["a.gif", "a", "a.png.bak"])
def test_other_endings_are_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownPictureFormat, match=r"\.png.*\.pdf"):
        require_format(name)


def test_svg_has_words_as_text_lines_as_lines_and_the_anatomy_as_it_was(picture: Composition) -> None:
    words = Words("A <title>", "Größe & more")
    root = ElementTree.fromstring(picture_bytes(".svg", picture, 350.0, words))
    space = "{http://www.w3.org/2000/svg}"
    texts = [each.text for each in root.iter(f"{space}text")]
    assert BONES[0] in texts
    assert "Vertebrae" in texts
    assert any(text and text.endswith("mm") for text in texts)
    assert root.find(f"{space}title").text == "A <title>"
    assert root.find(f"{space}desc").text == "Größe & more"
    assert float(root.get("width").removesuffix("mm")) == pytest.approx(50.8)
    assert len(list(root.iter(f"{space}polyline"))) == sum(isinstance(s, Stroke) for s in picture.shapes)
    image = root.find(f"{space}image").get("href").partition("base64,")[2]
    with Image.open(io.BytesIO(base64.b64decode(image))) as ground:
        np.testing.assert_array_equal(np.asarray(ground.convert("RGBA")), picture.ground)


def test_svg_brings_the_letters_of_its_words_along_and_no_others(picture: Composition) -> None:
    latin = Line(9.0, 9.0, "Größe ΩЖ", 10.0, (0, 0, 0, 255), is_slanted=True)
    made = replace(picture, shapes=(*picture.shapes, latin))
    content = picture_bytes(".svg", made, 350.0)
    assert content == picture_bytes(".svg", made, 350.0), "always the same bytes"
    (rules,) = ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}style")
    faces = re.findall(
        r"@font-face\{font-family:'(.*?)';font-style:(\w+);src:url\(data:font/woff;base64,(.*?)\)",
        rules.text or "",
    )
    assert [(family, slant) for family, slant, _ in faces] == [(FAMILY, "normal"), (FAMILY, "italic")]
    for (_, slant, coded), is_slanted in zip(faces, (False, True), strict=True):
        lines = [each for each in made.shapes if isinstance(each, Line)]
        letters = {letter for each in lines if each.is_slanted == is_slanted for letter in each.text}
        typeface = TTFont(io.BytesIO(base64.b64decode(coded)))
        assert set(map(chr, typeface.getBestCmap())) == letters
        advances = {letter: typeface["hmtx"][typeface.getBestCmap()[ord(letter)]][0] for letter in letters}
        wide = {letter: text_width(letter, 2048, is_slanted) for letter in letters}
        assert advances == pytest.approx(wide, abs=2.5), slant
    assert sum(len(coded) for *_, coded in faces) < 20_000


def test_pdf_has_a_page_of_the_size_and_words_as_text(picture: Composition) -> None:
    from reportlab import rl_config

    rl_config.pageCompression = 0
    data = picture_bytes(".pdf", picture, 350.0, Words("A title", "A caption"))
    assert data.startswith(b"%PDF")
    (box,) = re.findall(rb"/MediaBox \[ ([\d. ]+) \]", data)
    assert [float(number) for number in box.split()] == pytest.approx([0.0, 0.0, 144.0, 144.0])
    assert b"A title" in data
    fonts = set(re.findall(rb"/BaseFont /(\S+)", data))
    assert fonts and all(b"LiberationSans" in name for name in fonts), "embedded, and no other"
    assert data.count(b"/FontFile2") == len(fonts)
    assert data == picture_bytes(".pdf", picture, 350.0, Words("A title", "A caption"))


@pytest.mark.parametrize("paper", [(120.0, 90.0), (89.0, 89.0), (297.0, 210.0)])
def test_pages_have_the_millimetres_asked_for_where_whole_pixels_have_others(
    picture: Composition, paper: tuple[float, float]
) -> None:
    data = picture_bytes(".pdf", picture, 300.0, paper_mm=paper)
    (box,) = re.findall(rb"/MediaBox \[ ([\d. ]+) \]", data)
    assert [float(number) / 72.0 * 25.4 for number in box.split()] == pytest.approx(
        [0.0, 0.0, *paper], abs=1e-3
    )
    height, width = picture.ground.shape[:2]
    drawn = b"".join(
        zlib.decompress(base64.a85decode(each, adobe=False))
        for each in re.findall(rb"/ASCII85Decode /FlateDecode \].*?stream\r?\n(.*?)~>", data, re.DOTALL)
    )
    across, upward = re.findall(rb"([\d.]+) 0 0 ([\d.]+) 0 0 cm", drawn)[1]
    filled = float(across) * width / 72.0 * 25.4, float(upward) * height / 72.0 * 25.4
    assert filled == pytest.approx(paper, abs=0.05), "the picture fills it"
    root = ElementTree.fromstring(picture_bytes(".svg", picture, 300.0, paper_mm=paper))
    assert (root.get("width"), root.get("height")) == (f"{paper[0]:g}mm", f"{paper[1]:g}mm")
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert root.get("preserveAspectRatio") == "none"


def test_presets_for_paper_have_its_size_exactly_and_hardly_more_or_fewer_pixels() -> None:
    on_paper = {size.key: size.paper_mm for size in PRESETS if size.paper_mm is not None}
    assert on_paper == {
        "a4": (297, 210), "a4-upright": (210, 297), "journal-89": (89, 89), "journal-183": (183, 122)
    }  # fmt: skip
    for size in PRESETS:
        for pixels, paper in zip((size.width, size.height), size.paper_mm or (), strict=False):
            assert abs(pixels_on(paper, size.dpi) - pixels) <= 1, size.key


def test_presets_are_what_they_say() -> None:
    wide = {size.key: paper_mm(size.width, size.dpi) for size in PRESETS}
    high = {size.key: paper_mm(size.height, size.dpi) for size in PRESETS}
    assert (wide["a4"], high["a4"]) == pytest.approx((297.0, 210.0), abs=0.05)
    assert (wide["a4-upright"], high["a4-upright"]) == pytest.approx((210.0, 297.0), abs=0.05)
    assert (wide["journal-89"], wide["journal-183"]) == pytest.approx((89.0, 183.0), abs=0.05)
    slide = next(size for size in PRESETS if size.key == "slide")
    assert slide.width * 9 == slide.height * 16


@pytest.mark.parametrize("size", PRESETS, ids=lambda size: size.key)
def test_the_smallest_letters_of_a_preset_can_be_read(size: PictureSize) -> None:
    points = StillSpec(size.width, size.height, enlarged=size.enlarged).scale * TEXT_POINTS * 72.0 / size.dpi
    assert points >= 5.9
    if size.key.startswith("journal"):
        assert points <= 8.0, "no larger than what is printed round it"


def test_every_ending_has_a_writer(picture: Composition) -> None:
    for ending in PICTURE_ENDINGS:
        assert len(picture_bytes(ending, picture, 300.0)) > 1000
