"""The scene in a picture: found without decoding it, and refused when it is a trap."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from meshes.anatomy.catalogue import load_catalogue
from viewer.export.png import png
from viewer.model.written.figure_file import load_figure
from viewer.model.written.opening import open_file
from viewer.model.written.picture_text import KEYWORD, LARGEST_TEXT, SIGNATURE, NoText, kept_text
from viewer.model.written.session import FaultySession, session_text

PICTURE = np.zeros((8, 8, 4), np.uint8)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_text(content: bytes) -> bytes:
    return SIGNATURE + chunk(b"iTXt", KEYWORD.encode() + b"\0\1\0\0\0" + content) + chunk(b"IEND", b"")


def test_what_is_put_in_comes_out_whatever_its_letters():
    text = '{"name": "Wirbelsäule ↑ 脊柱"}'
    content = png(PICTURE, 300, "Title", "Caption", session=text)
    assert kept_text(io.BytesIO(content)).decode() == text
    assert Image.open(io.BytesIO(content)).text["Title"] == "Title"


@pytest.mark.parametrize("is_zipped", [True, False])
def test_latin_text_of_other_programs_is_understood(is_zipped):
    words, buffer = PngInfo(), io.BytesIO()
    words.add_text(KEYWORD, "größer", zip=is_zipped)
    Image.fromarray(PICTURE, "RGBA").save(buffer, "PNG", pnginfo=words)
    assert kept_text(io.BytesIO(buffer.getvalue())).decode() == "größer"


def test_a_picture_without_a_scene_says_so():
    with pytest.raises(NoText, match="carries no scene"):
        kept_text(io.BytesIO(png(PICTURE, 300)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "no PNG"),
        (SIGNATURE + b"\0\0", "cut short"),
        (SIGNATURE + chunk(b"iTXt", KEYWORD.encode() + b"\0\1\0")[:-9], "cut short|damaged"),
        (with_text(b"no deflated text"), "cannot be unpacked"),
        (with_text(zlib.compress(b"x" * 1000)[:-8]), "cut short"),
        (with_text(zlib.compress(b"0" * (LARGEST_TEXT + 1))), "larger than 20 MB"),
        (SIGNATURE + chunk(b"iTXt", KEYWORD.encode() + b"\0\1\0"), "no end"),
    ],
)
def test_a_damaged_or_swelling_picture_is_refused(content, said):
    with pytest.raises(NoText, match=said):
        kept_text(io.BytesIO(content))


def test_a_changed_letter_is_noticed():
    content = bytearray(png(PICTURE, 300, session="{}" * 50))
    content[content.index(KEYWORD.encode()) + 30] ^= 1
    with pytest.raises(NoText, match="checksum"):
        kept_text(io.BytesIO(bytes(content)))


def test_a_picture_restores_its_scene(tmp_path: Path):
    state = load_figure("gray-579").state(load_catalogue())
    path = tmp_path / "figure.png"
    path.write_bytes(png(PICTURE, 300, session=session_text(state)))
    assert open_file(path, load_catalogue()).state == state


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path):
    path = tmp_path / "holiday.png"
    path.write_bytes(png(PICTURE, 300))
    with pytest.raises(FaultySession, match=r"^holiday\.png: this picture carries no scene"):
        open_file(path, load_catalogue())
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "nowhere.retia.json", load_catalogue())
