"""A name in lines."""

from __future__ import annotations

from functools import lru_cache

from viewer.render.painted.typeface import text_width

LABEL_POINTS = 12.0
"""Height of letters: larger than a legend's, which one looks at once."""
LINE_PITCH = 1.2
PAD_POINTS = 3.0
_NARROWEST = 0.3


@lru_cache(maxsize=1024)
def broken(names: tuple[str, ...], widest: float) -> tuple[tuple[str, bool], ...]:
    """Names in lines of up to a width in points, each with whether it is of a further name."""
    return tuple((line, index > 0) for index, name in enumerate(names) for line in lines_of(name, widest))


def lines_of(name: str, widest: float) -> list[str]:
    """A name in as few lines as its width allows, about equally long: no number alone in the last."""
    lines, width = _filled(name, widest), widest
    while width > _NARROWEST * widest and len(narrower := _filled(name, width)) == len(lines):
        lines, width = narrower, 0.95 * width
    return lines


def _filled(name: str, widest: float) -> list[str]:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > widest:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=1024)
def extent_of(lines: tuple[tuple[str, bool], ...]) -> tuple[float, float]:
    """Width and height of a name in its lines, in points."""
    widest = max(width_of(text) for text, _ in lines)
    return widest + 2 * PAD_POINTS, len(lines) * LINE_PITCH * LABEL_POINTS + PAD_POINTS


def width_of(text: str) -> float:
    """Width of a line in points."""
    return text_width(text, LABEL_POINTS)
