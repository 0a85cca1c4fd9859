import numpy as np
import pytest
from PIL import Image

from viewer.render.painted.line_order import as_seen
from viewer.render.painted.shapes import Words, paint
from viewer.render.painted.typeface import text_width

ALEF, BET, GIMEL, POINT = "\u05d0", "\u05d1", "\u05d2", "\u05b7"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Vena cava (1)", "Vena cava (1)"),
        (ALEF + BET + GIMEL, GIMEL + BET + ALEF),
        (f"L3, {ALEF}{BET} {GIMEL}.", f"L3, {GIMEL} {BET}{ALEF}."),
        (f"{ALEF} (12) {BET}", f"{BET} (12) {ALEF}"),
        (f"{ALEF}{BET} T7 {GIMEL}", f"{BET}{ALEF} T7 {GIMEL}"),
        (f"{ALEF}{POINT}{BET}", f"{BET}{ALEF}{POINT}"),
        ("a\u0308o\u0302", "äô"),
        ("", ""),
    ],
)
def test_words_read_leftward_are_turned_round_and_all_else_stays(written: str, seen: str) -> None:
    assert as_seen(written) == seen


def test_a_painted_line_begins_where_one_begins_to_read_it() -> None:
    def columns(text: str) -> np.ndarray:
        canvas = Image.new("RGBA", (120, 40), (255, 255, 255, 255))
        paint([Words(10, 20, text, 24, (0, 0, 0, 255))], canvas)
        return np.flatnonzero(np.asarray(canvas)[..., 0].min(axis=0) < 128)

    # A narrow letter first: it is seen at the right.
    narrow, wide = "\u05d5", "\u05e9"
    inked = columns(narrow + wide)
    assert np.diff(inked).argmax() > len(inked) / 2
    assert inked[-1] <= 10 + text_width(narrow + wide, 24)
