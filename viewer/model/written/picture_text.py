"""Text kept in a PNG file beside its pixels, read without trust and without decoding the picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = "Retia session"
LARGEST_CHUNK = 5_000_000
LARGEST_TEXT = 20_000_000
MOST_CHUNKS = 100_000
_TEXT_CHUNKS = (b"iTXt", b"zTXt", b"tEXt")


class NoText(ValueError):
    """A picture that carries no such text, or a damaged one; the message says which."""


def is_png(start: bytes) -> bool:
    """Whether a file that begins so is a PNG."""
    return start.startswith(SIGNATURE)


def kept_text(stream: BinaryIO, keyword: str = KEYWORD) -> bytes:
    """The text under a keyword, as UTF-8, from a PNG file opened at its start.

    Raises
    ------
    NoText
        When there is none, or what there is is damaged or too large.
    """
    for kind, content in _chunks(stream):
        name, _, rest = content.partition(b"\0")
        if name.decode("latin-1") == keyword:
            return _text(kind, rest)
    raise NoText("this picture carries no scene: only pictures saved by Retia do")


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The text chunks; pixels are passed over unread."""
    if not is_png(stream.read(len(SIGNATURE))):
        raise NoText("this is no PNG picture")
    for _ in range(MOST_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            raise NoText("this picture is cut short")
        (length,), kind = struct.unpack(">I", head[:4]), head[4:]
        if kind == b"IEND":
            return
        if kind not in _TEXT_CHUNKS or length > LARGEST_CHUNK:
            stream.seek(length + 4, 1)
            continue
        content, check = stream.read(length), stream.read(4)
        if len(content) < length or check != struct.pack(">I", zlib.crc32(kind + content)):
            raise NoText("this picture is damaged: a text in it does not fit its checksum")
        yield kind, content


def _text(kind: bytes, rest: bytes) -> bytes:
    if kind == b"tEXt":
        return rest.decode("latin-1").encode("utf-8")
    if kind == b"zTXt":
        return _inflated(rest[1:]).decode("latin-1").encode("utf-8")
    is_compressed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
    if len(body) != 3:
        raise NoText("this picture is damaged: a text in it has no end")
    return _inflated(body[2]) if is_compressed else body[2]


def _inflated(content: bytes) -> bytes:
    """What was compressed, up to a limit: a few kilobytes can be made to swell to gigabytes."""
    inflating = zlib.decompressobj()
    try:
        text = inflating.decompress(content, LARGEST_TEXT)
    except zlib.error as fault:
        raise NoText(f"this picture is damaged: its text cannot be unpacked ({fault})") from fault
    if not inflating.eof:
        raise NoText(f"the text in this picture is cut short or larger than {LARGEST_TEXT // 10**6} MB")
    return text
