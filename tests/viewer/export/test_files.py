import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

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
from viewer.export.picture_size import PRESETS, paper_size
from viewer.export.still import compose
from viewer.export.still_spec import StillSpec
from viewer.render.painted.shapes import Panel, Stroke
from viewer.render.painted.shapes import Words as Line

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


@pytest.mark.parametrize("ending", [".png", ".tif", ".jpg"])
def test_the_resolution_is_in_the_file(picture: Composition, ending: str) -> None:
    with Image.open(io.BytesIO(picture_bytes(ending, picture, 254.0))) as image:
        assert image.size == (700, 700)
        assert [float(value) for value in image.info["dpi"]] == pytest.approx([254.0, 254.0], abs=0.5)


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
    assert root.get("width") == "2in"
    assert len(list(root.iter(f"{space}polyline"))) == sum(isinstance(s, Stroke) for s in picture.shapes)
    image = root.find(f"{space}image").get("href").partition("base64,")[2]
    with Image.open(io.BytesIO(__import__("base64").b64decode(image))) as ground:
        np.testing.assert_array_equal(np.asarray(ground.convert("RGBA")), picture.ground)


def test_pdf_has_a_page_of_the_size_and_words_as_text(picture: Composition) -> None:
    from reportlab import rl_config

    rl_config.pageCompression = 0
    data = picture_bytes(".pdf", picture, 350.0, Words("A title", "A caption"))
    assert data.startswith(b"%PDF")
    (box,) = re.findall(rb"/MediaBox \[ ([\d. ]+) \]", data)
    assert [float(number) for number in box.split()] == pytest.approx([0.0, 0.0, 144.0, 144.0])
    assert b"A title" in data
    assert data == picture_bytes(".pdf", picture, 350.0, Words("A title", "A caption"))


def test_presets_are_what_they_say() -> None:
    sizes = {size.key: paper_size(size.width, size.height, size.dpi) for size in PRESETS}
    assert sizes["a4"].startswith("297 × 210")
    assert sizes["journal-89"].startswith("89 ×")
    assert sizes["journal-183"].startswith("183 ×")
    slide = next(size for size in PRESETS if size.key == "slide")
    assert slide.width * 9 == slide.height * 16


def test_every_ending_has_a_writer(picture: Composition) -> None:
    for ending in PICTURE_ENDINGS:
        assert len(picture_bytes(ending, picture, 300.0)) > 1000
