"""Letters that travel with a file: the few a text needs, cut out of the typeface."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterable

from viewer.render.painted.shapes import Words
from viewer.render.painted.typeface import FAMILY, typeface_file


def font_faces(lines: Iterable[Words]) -> str:
    """Style rules that bring the letters of some lines along, as WOFF; nothing without lines.

    The same lines always give the same rules.
    """
    letters: dict[bool, set[str]] = {}
    for line in lines:
        letters.setdefault(line.is_slanted, set()).update(line.text)
    return "".join(_face("".join(sorted(letters[slant])), slant) for slant in sorted(letters))


def _face(letters: str, is_slanted: bool) -> str:
    content = base64.b64encode(_cut_out(letters, is_slanted)).decode()
    style = "italic" if is_slanted else "normal"
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:{style};"
        f"src:url(data:font/woff;base64,{content}) format('woff')}}"
    )


def _cut_out(letters: str, is_slanted: bool) -> bytes:
    """A WOFF file with the glyphs of these letters alone."""
    from fontTools.subset import Options, Subsetter, load_font

    # It tells of every table of the typeface that no browser reads.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    typeface = load_font(str(typeface_file(is_slanted)), options)
    cutter = Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(typeface)
    typeface.flavor = "woff"
    buffer = io.BytesIO()
    typeface.save(buffer)
    return buffer.getvalue()
