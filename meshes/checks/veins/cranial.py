"""Claims on the craniocervical network: what has to be there, and what it opens into."""

from __future__ import annotations

from itertools import pairwise

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import levels_between
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking
from meshes.checks.veins.plexus import INTERNAL, touches
from meshes.geometry.axes import SIDES
from meshes.network.morphometry import component

GROUP, JUGULAR = "vein.craniocervical", "vein.caval.internal-jugular"
NECK = levels_between("C1", "T1")
"""Levels that an internal jugular vein passes."""

ALWAYS = (
    ("marginal-sinus", "occipital-sinus.{side}"),
    ("marginal-sinus", "sigmoid-sinus.{side}"),
    ("transverse-sinus.{side}", "sigmoid-sinus.{side}"),
    ("transverse-sinus.{side}", "occipital-sinus.{side}"),
    ("transverse-sinus.left", "transverse-sinus.right"),
    ("hypoglossal-plexus.{side}", "anterior-condylar-confluent.{side}"),
    ("anterior-condylar-confluent.{side}", "sigmoid-sinus.{side}"),
    ("anterior-condylar-confluent.{side}", "suboccipital-plexus.{side}"),
    ("condylar-emissary.{side}", "sigmoid-sinus.{side}"),
    ("condylar-emissary.{side}", "suboccipital-plexus.{side}"),
    ("vertebral-vein.{side}", "suboccipital-plexus.{side}"),
    ("basilar-plexus", "inferior-petrosal-sinus.{side}"),
    ("inferior-petrosal-sinus.{side}", "cavernous-sinus.{side}"),
    ("inferior-petrosal-sinus.{side}", "sigmoid-sinus.{side}"),
    ("lateral-condylar.{side}", "sigmoid-sinus.{side}"),
    ("lateral-condylar.{side}", "vertebral-vein.{side}"),
    ("occipital-vein.{side}", "suboccipital-plexus.{side}"),
)
"""Links within the network that everybody has who has both ends."""

INWARDS = (
    ("basilar-plexus", f"{INTERNAL}.anterior.C1.{{side}}"),
    ("marginal-sinus", f"{INTERNAL}.posterior.C1.{{side}}"),
    ("suboccipital-plexus.{side}", f"{INTERNAL}.posterior.C1.{{side}}"),
)
"""Links to the internal plexuses."""


def _has_skull(built: Built) -> bool:
    return built.graph.edge_count > 0 and {"C0", "C1"} <= set(built.column.levels)


def _present(built: Built) -> Measurement | None:
    if not _has_skull(built):
        return None
    names = load_catalogue().under(GROUP)
    wrong = [name for name in names if bool(built.graph.edges_of(name).any()) is (name in built.lacking)]
    return none_lacking(wrong, len(names))


def _linked(built: Built) -> Measurement | None:
    if not _has_skull(built):
        return None
    pairs = [(f"{GROUP}.{one}", f"{GROUP}.{other}") for one, other in ALWAYS]
    pairs += [(f"{GROUP}.{one}", other) for one, other in INWARDS]
    asked = [(one.format(side=side), other.format(side=side)) for side in SIDES for one, other in pairs]
    asked = [pair for pair in asked if pair[0] not in built.lacking]
    lacking = [one for one, other in asked if not touches(built.graph, one, other)]
    return none_lacking(list(dict.fromkeys(lacking)), len(asked))


def _jugular(built: Built) -> Measurement | None:
    """Stretches of the internal jugular veins that do not go on in the next, from the bulb to the chest."""
    if not _has_skull(built) or not {"C7", "T1", "T6"} <= set(built.column.levels):
        return None
    wrong = []
    for side in SIDES:
        course = [f"{JUGULAR}.{level}.{side}" for level in NECK]
        course = [f"{GROUP}.sigmoid-sinus.{side}", *course, f"vein.caval.brachiocephalic.{side}"]
        wrong += [one for one, other in pairwise(course) if not touches(built.graph, one, other)]
    return none_lacking(wrong, 2)


def _through(built: Built) -> Measurement | None:
    """Pieces into which the way from the basilar plexus to the end of the sacrum falls."""
    if not _has_skull(built) or "S5" not in built.segments:
        return None
    ends = (f"{GROUP}.basilar-plexus", f"{INTERNAL}.anterior.S5")
    part = built.graph.of(ends[0], INTERNAL)
    label = component(part)
    found = {int(each) for name in ends for each in label[part.nodes_of(name)]}
    is_whole = len(found) == 1 and all(part.edges_of(name).any() for name in ends)
    return Measurement(float(max(len(found), 1)), is_whole, () if is_whole else (INTERNAL,))


CLAIMS = (
    Claim(
        "cranial.present",
        "All veins of the craniocervical network are there, condylar veins on the sides this person has them",
        "structures",
        0.0,
        ("tubbs-2006", "san-millan-ruiz-2002", "takahashi-2005", "condylar-cta"),
        _present,
    ),
    Claim(
        "cranial.linked",
        "The marginal sinus opens into occipital and sigmoid sinuses, the basilar plexus into the inferior "
        "petrosal ones, condylar and occipital veins join skull and neck",
        "structures",
        0.0,
        ("tubbs-2006", "san-millan-ruiz-2002", "takahashi-2005", "matsushima-2015", "gray-1918"),
        _linked,
    ),
    Claim(
        "cranial.jugular",
        "The internal jugular veins lead from the sigmoid sinuses down to the brachiocephalic veins",
        "structures",
        0.0,
        ("gray-1918",),
        _jugular,
    ),
    Claim(
        "cranial.through",
        "The internal plexus leads in one piece from the basilar plexus to the end of the sacrum",
        "pieces",
        1.0,
        ("gray-1918",),
        _through,
    ),
)
