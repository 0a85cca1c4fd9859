"""The claim on the veins of the pelvis: what opens into what, from the perineum to the iliac veins."""

from __future__ import annotations

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking
from meshes.checks.veins.plexus import touches
from meshes.geometry.axes import SIDES

PELVIS, ILIAC = "vein.pelvic", "vein.caval.iliac"

LINKS = (
    (f"{PELVIS}.deep-dorsal", f"{PELVIS}.prostatic-plexus"),
    (f"{PELVIS}.deep-dorsal", f"{PELVIS}.internal-pudendal.{{side}}"),
    (f"{PELVIS}.internal-pudendal.{{side}}", f"{PELVIS}.prostatic-plexus"),
    (f"{PELVIS}.internal-pudendal.{{side}}", f"{ILIAC}.internal.{{side}}"),
    (f"{PELVIS}.prostatic-plexus", f"{PELVIS}.vesical-plexus"),
    (f"{PELVIS}.prostatic-plexus", f"{PELVIS}.lateral-sacral.{{side}}"),
    (f"{PELVIS}.vesical-plexus", f"{ILIAC}.internal.{{side}}"),
    (f"{PELVIS}.lateral-sacral.{{side}}", f"{ILIAC}.internal.{{side}}"),
    (f"{PELVIS}.lateral-sacral.{{side}}", "vein.intervertebral.S5.{side}"),
    (f"{PELVIS}.sacral-plexus", f"{PELVIS}.lateral-sacral.{{side}}"),
    (f"{PELVIS}.sacral-plexus", f"{PELVIS}.median-sacral"),
    (f"{PELVIS}.median-sacral", f"{ILIAC}.common.left"),
)
"""Pairs of veins that share a node in everybody."""


def _linked(built: Built) -> Measurement | None:
    if not built.graph.edge_count or not {"L5", "S1", "Co1"} <= set(built.column.levels):
        return None
    pairs = [(one.format(side=side), other.format(side=side)) for one, other in LINKS for side in SIDES]
    asked = list(dict.fromkeys(pairs))
    lacking = [one for one, other in asked if not touches(built.graph, one, other)]
    return none_lacking(list(dict.fromkeys(lacking)), len(asked))


CLAIMS = (
    Claim(
        "pelvis.linked",
        "Prostatic and vesical plexus open into internal iliac, internal pudendal and lateral sacral veins",
        "structures",
        0.0,
        ("batson-1940", "gray-1918"),
        _linked,
    ),
)
