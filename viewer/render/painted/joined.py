"""Arabic letters in the shapes they have within a word, each as a character of its own.

Unicode keeps a character for each shape, with the letter it is of: so any program that paints characters one
by one paints words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

_SHAPED = chain(range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
_KINDS = ("isolated", "initial", "medial", "final")
_LAM = "\u0644"
_TATWEEL = "\u0640"


@lru_cache(maxsize=1)
def _shapes() -> Mapping[str, Mapping[str, str]]:
    """By kind of shape and what is written, one letter or lam and alef, the character for it."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for code in _SHAPED:
        kind, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        written = "".join(chr(int(each, 16)) for each in letters.split()) if letters else ""
        is_lam_alef = len(written) == 2 and written[0] == _LAM and chr(code) >= "\ufef5"
        if kind[1:] in found and (len(written) == 1 or is_lam_alef):
            found[kind[1:]].setdefault(written, chr(code))
    return found


def joined(text: str) -> str:
    """A text, in the order in which it is read, with Arabic letters in their shapes.

    Examples
    --------
    >>> [f"{ord(letter):x}" for letter in joined("\\u0628\\u0627\\u0628")]
    ['fe91', 'fe8e', 'fe8f']
    """
    if not any("\u0600" <= letter <= "\u06ff" for letter in text):
        return text
    pieces = _pieces(text)
    places = [at for at, piece in enumerate(pieces) if unicodedata.bidirectional(piece[0]) != "NSM"]
    for number, at in enumerate(places):
        before = pieces[places[number - 1]] if number else ""
        after = pieces[places[number + 1]] if number + 1 < len(places) else ""
        pieces[at] = _shaped(pieces[at], _leads_on(before), _is_led_to(after))
    return "".join(pieces)


def _pieces(text: str) -> list[str]:
    """Letters, lam with the alef that follows as one."""
    pieces: list[str] = []
    ligatures = _shapes()["isolated"]
    for letter in text:
        if pieces and pieces[-1] == _LAM and _LAM + letter in ligatures:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _shaped(piece: str, is_led_to: bool, leads_on: bool) -> str:
    kind = _KINDS[(2 if leads_on else 3) if is_led_to else (1 if leads_on else 0)]
    shapes = _shapes()
    if piece in shapes[kind]:
        return shapes[kind][piece]
    # A letter that only the one before it joins.
    return shapes["final" if is_led_to else "isolated"].get(piece, piece)


def _leads_on(piece: str) -> bool:
    """Whether a letter joins the one after it; those that have been shaped are asked as what they were."""
    written = unicodedata.normalize("NFKC", piece)
    return piece == _TATWEEL or written in _shapes()["initial"]


def _is_led_to(piece: str) -> bool:
    return piece == _TATWEEL or piece in _shapes()["final"]
