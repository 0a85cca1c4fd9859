"""A composed picture as the bytes of a file, in the format its ending names."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, TiffImagePlugin, TiffTags

from viewer.export.composition import Composition
from viewer.export.picture_size import paper_mm as _paper
from viewer.export.png import png
from viewer.render.painted.ink import Picture

_MAKER = "Retia"
_INCH = 2
"""Unit of resolution in TIFF and EXIF."""
_NO_ALPHA = "{} has no transparency; choose .png, .tif, .webp, .svg or .pdf"


class UnknownPictureFormat(ValueError):
    """An ending that names no format, or one that cannot hold what the picture has."""


@dataclass(frozen=True)
class Words:
    """What a file says about its picture."""

    title: str = ""
    caption: str = ""
    session: str = ""
    """What a PNG file carries to be opened as its scene again."""


PageMm = tuple[float, float]
"""Width and height of a page, mm."""
_Writer = Callable[[Composition, float, Words, PageMm], bytes]


def picture_bytes(
    ending: str,
    composition: Composition,
    dpi: float,
    words: Words | None = None,
    paper_mm: tuple[float, float] | None = None,
) -> bytes:
    """A picture as the bytes of a file.

    Parameters
    ----------
    ending
        ``.png``, ``.tif``, ``.jpg``, ``.webp``, ``.svg`` or ``.pdf``; in the last two words stay words.
    composition
        The picture.
    dpi
        Pixels an inch, written into the file.
    words
        Title and caption, written into the file where its format has a place for them.
    paper_mm
        Width and height of the page in SVG and PDF; without, what the pixels come to.

    Raises
    ------
    UnknownPictureFormat
        On another ending, or when the format cannot hold a clear background.
    """
    height, width = composition.ground.shape[:2]
    page = paper_mm or (_paper(width, dpi), _paper(height, dpi))
    return _writer(ending)(composition, dpi, words or Words(), page)


def require_format(name: str, is_clear: bool = False) -> str:
    """The ending of a file name, lower case, when pictures are written so. Raises UnknownPictureFormat."""
    ending = Path(name).suffix.lower()
    _writer(ending)
    if is_clear and ending in _WITHOUT_ALPHA:
        raise UnknownPictureFormat(_NO_ALPHA.format(ending))
    return ending


def _image(picture: Picture) -> Image.Image:
    image = Image.fromarray(picture, "RGBA")
    return image.convert("RGB") if int(picture[..., 3].min()) == 255 else image


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _png(composition: Composition, dpi: float, words: Words, _: PageMm) -> bytes:
    return png(composition.painted(), dpi, words.title, words.caption, words.session)


def _tiff(composition: Composition, dpi: float, words: Words, _: PageMm) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, text in _tagged(words).items():
        tags.tagtype[tag] = TiffTags.ASCII
        tags[tag] = text
    image = _image(composition.painted())
    return _saved(image, "TIFF", dpi=(dpi, dpi), compression="tiff_lzw", tiffinfo=tags)


def _jpeg(composition: Composition, dpi: float, words: Words, _: PageMm) -> bytes:
    image = _image(composition.painted())
    if image.mode != "RGB":
        raise UnknownPictureFormat(_NO_ALPHA.format("a JPEG file"))
    whole = (round(dpi), round(dpi))
    return _saved(image, "JPEG", dpi=whole, quality=95, subsampling=0, exif=_exif(dpi, words))


def _webp(composition: Composition, dpi: float, words: Words, _: PageMm) -> bytes:
    image = _image(composition.painted())
    return _saved(image, "WEBP", lossless=True, exact=True, exif=_exif(dpi, words))


def _exif(dpi: float, words: Words) -> Image.Exif:
    """Resolution and words as cameras write them: WebP has no other place for either."""
    exif = Image.Exif()
    exif[ExifTags.Base.XResolution] = exif[ExifTags.Base.YResolution] = dpi
    exif[ExifTags.Base.ResolutionUnit] = _INCH
    for tag, text in _tagged(words).items():
        exif[tag] = text
    return exif


def _tagged(words: Words) -> dict[int, bytes]:
    """What TIFF and EXIF say, by tag; as UTF-8, as most programs read it."""
    told = {
        ExifTags.Base.Software: _MAKER,
        ExifTags.Base.DocumentName: words.title,
        ExifTags.Base.ImageDescription: words.caption or words.title,
    }
    return {int(tag): text.encode("utf-8") for tag, text in told.items() if text}


def _svg(composition: Composition, dpi: float, words: Words, page: PageMm) -> bytes:
    from viewer.export.svg import svg

    return svg(composition, png(composition.ground, dpi), page, words.title, words.caption)


def _pdf(composition: Composition, _: float, words: Words, page: PageMm) -> bytes:
    from viewer.export.pdf import pdf

    return pdf(composition, page, words.title, words.caption)


_WRITERS: dict[str, _Writer] = {
    ".png": _png, ".tif": _tiff, ".tiff": _tiff, ".jpg": _jpeg, ".jpeg": _jpeg, ".webp": _webp, ".svg": _svg,
    ".pdf": _pdf,
}  # fmt: skip
_WITHOUT_ALPHA = (".jpg", ".jpeg")
PICTURE_ENDINGS = tuple(_WRITERS)
"""Endings of the formats there are."""


def _writer(ending: str) -> _Writer:
    if ending.lower() not in _WRITERS:
        raise UnknownPictureFormat(
            f"pictures are written as {', '.join(_WRITERS)}, not {ending or 'without'}"
        )
    return _WRITERS[ending.lower()]
