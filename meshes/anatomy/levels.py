"""The levels of the column, from the skull base to the coccyx."""

from __future__ import annotations

from difflib import get_close_matches

_COUNTS = (("C", 7), ("T", 12), ("L", 5), ("S", 5), ("Co", 4))

LEVELS: tuple[str, ...] = ("C0", *(f"{letter}{i + 1}" for letter, count in _COUNTS for i in range(count)))
"""Every level from above downwards; ``C0`` is the skull base."""


def levels_between(first: str, last: str) -> tuple[str, ...]:
    """The levels from one down to another, both included; none if the first lies below.

    Examples
    --------
    >>> levels_between("C7", "T2")
    ('C7', 'T1', 'T2')
    """
    return LEVELS[LEVELS.index(first) : LEVELS.index(last) + 1]


TRUNK_LEVELS: tuple[str, ...] = levels_between("T1", "L5")
"""Thoracic and lumbar levels, whose vertebrae are built by one recipe and have tabled landmarks."""

NECK_LEVELS: tuple[str, ...] = LEVELS[: LEVELS.index("T1")]
"""The skull base and the cervical levels."""

BUILT_LEVELS: tuple[str, ...] = (*NECK_LEVELS, *TRUNK_LEVELS, "S1", "Co1")
"""The levels that have a bone of their own: the sacrum stands at its first, the coccyx at its first level."""

VEIN_LEVELS: tuple[str, ...] = levels_between("C1", "S5")
"""The levels that have a stretch of the vertebral plexuses; those of the skull base hang on ``C0``."""

_SPELLED = {spelling: level for level in LEVELS for spelling in (level, level.lower())}

_REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral", "Co": "coccygeal"}


class UnknownLevel(ValueError):
    """A level that does not exist; the message offers the nearest names."""


def require_level(level: str) -> str:
    """The level in its canonical spelling (``l3`` becomes ``L3``).

    Raises
    ------
    UnknownLevel
        If there is no such level.
    """
    known = _SPELLED.get(level) or _SPELLED.get(level.strip().lower())
    if known:
        return known
    near = get_close_matches(level.upper(), LEVELS, n=3, cutoff=0.3) or list(BUILT_LEVELS[:3])
    raise UnknownLevel(f"there is no level {level!r}; did you mean {', '.join(near)}?")


def parse_range(text: str) -> tuple[str, ...]:
    """The levels of a range ``T11:L2``, both ends included, or of a single level.

    Raises
    ------
    UnknownLevel
        If an end does not exist or is left out, or the first end lies below the second.

    Examples
    --------
    >>> parse_range("T11:L2")
    ('T11', 'T12', 'L1', 'L2')
    """
    first, colon, last = text.partition(":")
    if colon and not (first.strip() and last.strip()):
        raise UnknownLevel(f"{text!r} lacks an end; write a range as T11:L2, one level as L3")
    start, stop = require_level(first), require_level(last or first)
    if LEVELS.index(start) > LEVELS.index(stop):
        raise UnknownLevel(f"{start} lies below {stop}; write the upper level first: {stop}:{start}")
    return levels_between(start, stop)


def region(level: str) -> str:
    """Which part of the column a level belongs to: cervical, thoracic, lumbar, sacral or coccygeal."""
    return _REGIONS[require_level(level).rstrip("0123456789")]


def bone_level(level: str) -> str:
    """The level under which the bone of a level is built: the sacrum is S1, the coccyx Co1.

    Examples
    --------
    >>> bone_level("S3"), bone_level("L3")
    ('S1', 'L3')
    """
    return {"S": "S1", "Co": "Co1"}.get(require_level(level).rstrip("0123456789"), level)


def joined_to(level: str) -> tuple[str, ...]:
    """The built levels next above and below, whose bones articulate with that of a level.

    Examples
    --------
    >>> joined_to("S1")
    ('L5', 'Co1')
    """
    at = BUILT_LEVELS.index(level)
    return BUILT_LEVELS[max(at - 1, 0) : at] + BUILT_LEVELS[at + 1 : at + 2]


def levels_near(level: str, upwards: int, downwards: int) -> tuple[str, ...]:
    """A built level with so many above and below it, from above downwards; fewer at the ends of the column.

    Examples
    --------
    >>> levels_near("C1", 2, 1)
    ('C0', 'C1', 'C2')
    """
    at = BUILT_LEVELS.index(level)
    return BUILT_LEVELS[max(at - upwards, 0) : at + downwards + 1]


def above(level: str) -> str | None:
    """The next level upwards, or None at the skull base."""
    i = LEVELS.index(require_level(level))
    return LEVELS[i - 1] if i else None


def below(level: str) -> str | None:
    """The next level downwards, or None at the tip of the coccyx."""
    i = LEVELS.index(require_level(level))
    return LEVELS[i + 1] if i + 1 < len(LEVELS) else None
