"""How large a film's file will be, told as honestly as it is known: from this to that."""

from __future__ import annotations

_MB = 1e6
_GUESSED = 0.4, 2.5
"""Shares of a guess from size and length alone between which files of several figures lie."""
_SOUNDED = {
    ".mp4": {"turntable": (0.75, 1.35), "explode": (0.7, 1.4), "section": (0.4, 1.3)},
    ".gif": {"turntable": (0.75, 1.35), "explode": (0.7, 1.4), "section": (0.7, 1.4)},
}
"""The same of what a few stretches filmed small tell. A section that moves little and comes back the way it
went is found again by the encoder more often than stretches show."""


def likely_bytes(told: float, ending: str, kind: str, is_sounded: bool) -> tuple[float, float]:
    """Between how many bytes a file of an ending will have, by what was told of it before it is filmed."""
    least, most = _SOUNDED[ending][kind] if is_sounded else _GUESSED
    return least * told, most * told


def in_megabytes(least: float, most: float) -> str:
    """A range in words.

    Examples
    --------
    >>> in_megabytes(412_000, 1_330_000)
    '0.4 to 1.3 MB'
    >>> in_megabytes(12_345_000, 19_000_000)
    '12 to 19 MB'
    >>> in_megabytes(9_000, 31_000)
    'less than 0.1 MB'
    """
    if most < 0.1 * _MB:
        return "less than 0.1 MB"
    low, high = (f"{count / _MB:.{0 if most >= 10 * _MB else 1}f}" for count in (least, most))
    return f"{high} MB" if low == high else f"{low} to {high} MB"
