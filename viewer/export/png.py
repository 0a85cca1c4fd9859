"""Pictures as PNG files, with words inside."""

from __future__ import annotations

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from viewer.model.written.picture_text import KEYWORD
from viewer.render.painted.ink import Picture


def png(picture: Picture, dpi: float, title: str = "", caption: str = "", session: str = "") -> bytes:
    """A picture as the bytes of a PNG file with its resolution, title, caption and session inside.

    A picture without a clear pixel is written without alpha.
    """
    image = Image.fromarray(picture, "RGBA")
    if int(picture[..., 3].min()) == 255:
        image = image.convert("RGB")
    words = PngInfo()
    for key, text in (("Software", "Retia"), ("Title", title), ("Description", caption)):
        if text:
            words.add_itxt(key, text)
    if session:
        words.add_itxt(KEYWORD, session, zip=True)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(dpi, dpi), pnginfo=words, compress_level=6)
    return buffer.getvalue()
