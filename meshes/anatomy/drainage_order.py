"""In which order blood passes the kinds of veins, as textbooks of anatomy tell it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DRAINAGE_ORDER: Mapping[str, int] = MappingProxyType(
    {
        "basivertebral": 0,
        "spinal-cord": 0,
        "anterior-internal": 1,
        "posterior-internal": 1,
        "anterior-external": 1,
        "posterior-external": 1,
        "craniocervical": 1,
        "intervertebral": 2,
        "segmental": 3,
        "pelvic": 3,
        "caval": 4,
    }
)
"""By group of veins; blood goes from a lower number to a higher one."""

PLEXUS_ORDER = 1
"""Plexuses of this number communicate freely and without valves: none is upstream of another."""

OUTLETS = ("vein.caval.superior", "vein.caval.inferior")
"""Veins by which blood leaves the atlas."""
