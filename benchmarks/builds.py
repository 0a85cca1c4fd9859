"""Child process: how long a portion of the geometry takes, without the cache and from it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks.child import report
from viewer.threads import leave_cores_to_the_build

ONE, TRUNK_PLEXUSES, TRUNK_VEINS, TRUNK = "one", "trunk-plexuses", "trunk-veins", "trunk"
"""A vertebra; T1 to L5 as bones, discs and plexuses, with what drains them, and with soft tissue too."""
SOLIDS, VEINS, ALL = "solids", "veins", "all"
"""The whole column as bones, discs and soft tissue, as veins, and as everything."""

_REPEATS = 5


def main() -> None:
    """Measure the portion that is named, with an empty cache and then with a filled one, and report."""
    leave_cores_to_the_build()
    from meshes.build import Recipe, build
    from meshes.cache import MeshCache

    recipe, cache, ids = Recipe(), MeshCache(), portion(sys.argv[1])
    if sys.argv[1] == ONE:
        list(build(recipe, ids))
        report({"cold": median(seconds(lambda: list(build(recipe, ids))) for _ in range(_REPEATS))})
        return
    cache.clear()
    cold = seconds(lambda: list(build(recipe, ids, cache=cache)))
    cached = median(seconds(lambda: list(build(recipe, ids, cache=cache))) for _ in range(_REPEATS))
    triangles = sum(len(part.mesh.triangles) for part in build(recipe, ids, cache=cache))
    report({"cold": cold, "cached": cached, "triangles": triangles})


def portion(name: str) -> list[str]:
    """The structures of a portion, in the order of the tree."""
    from meshes.anatomy.catalogue import load_catalogue
    from meshes.anatomy.levels import TRUNK_LEVELS
    from meshes.build import Recipe, buildable
    from meshes.veins.assemble import is_of_plexus

    levels = TRUNK_LEVELS if name in (TRUNK, TRUNK_VEINS, TRUNK_PLEXUSES) else Recipe().levels
    structures = [load_catalogue().structures[each] for each in buildable(Recipe(levels=levels))]
    chosen = {
        ONE: lambda each: each.id == "bone.vertebra.L3",
        TRUNK_PLEXUSES: lambda each: is_of_plexus(each.id) or each.parent in ("bone.vertebra", "disc"),
        TRUNK_VEINS: lambda each: each.kind == "vein" or each.parent in ("bone.vertebra", "disc"),
        TRUNK: lambda _: True,
        SOLIDS: lambda each: each.kind != "vein",
        VEINS: lambda each: each.kind == "vein",
        ALL: lambda _: True,
    }[name]
    return [each.id for each in structures if chosen(each)]


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
