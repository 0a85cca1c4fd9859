"""The letters of a line from left to right, as they are seen."""

from __future__ import annotations

import unicodedata

from viewer.render.painted.joined import joined

_LEFTWARD = ("R", "AL")
_NUMBER = ("EN", "ES", "ET", "AN", "CS")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def as_seen(text: str) -> str:
    """A line in the order in which it is painted: what is read from right to left is turned round.

    Letters and their marks are put together where there is one letter for both. Lines begin at the left;
    numbers within words read leftward keep their order, Arabic letters are in the shapes they have within
    words. Embedded directions are not known.

    Examples
    --------
    >>> as_seen("T7–T8")
    'T7–T8'
    >>> [hex(ord(letter)) for letter in as_seen("a \\u05d0\\u05d1 12 \\u05d2")]
    ['0x61', '0x20', '0x5d2', '0x20', '0x31', '0x32', '0x20', '0x5d1', '0x5d0']
    """
    text = joined(unicodedata.normalize("NFC", text))
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    seen, at = "", 0
    while at < len(text):
        end = _leftward_end(kinds, at)
        seen += _turned(text[at:end]) if end > at else text[at]
        at = max(end, at + 1)
    return seen


def _leftward_end(kinds: list[str], start: int) -> int:
    """Where a run that begins with a leftward letter and goes on to the last before other letters ends."""
    end = start
    for at in range(start, len(kinds)):
        if kinds[at] in _LEFTWARD:
            end = at + 1
        elif kinds[at] == "L" or at == start:
            break
    while end > start and end < len(kinds) and kinds[end] == "NSM":
        end += 1
    return end


def _turned(run: str) -> str:
    """A run from its end to its start, marks after their letters and numbers as they were."""
    pieces: list[str] = []
    for letter in run:
        kind = unicodedata.bidirectional(letter)
        goes_on = bool(pieces) and _is_number(pieces[-1]) and kind in _NUMBER
        if pieces and (kind == "NSM" or goes_on):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return "".join(each.translate(_MIRRORED) if len(each) == 1 else each for each in reversed(pieces))


def _is_number(piece: str) -> bool:
    return unicodedata.bidirectional(piece[-1]) in _NUMBER
