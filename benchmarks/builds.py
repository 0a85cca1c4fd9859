"""Child process: how long geometry takes, without the cache and from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from benchmarks.child import report
from viewer.threads import leave_cores_to_the_build


def main() -> None:
    """Measure and report."""
    leave_cores_to_the_build()
    from meshes.anatomy.levels import TRUNK_LEVELS
    from meshes.build import Recipe, build, buildable
    from meshes.cache import MeshCache

    recipe, cache = Recipe(), MeshCache()
    trunk = buildable(Recipe(levels=TRUNK_LEVELS))
    cache.clear()
    vertebra = median(seconds(lambda: list(build(recipe, ["bone.vertebra.L3"]))) for _ in range(5))
    every = seconds(lambda: list(build(recipe, trunk, cache=cache)))
    again = median(seconds(lambda: list(build(recipe, trunk, cache=cache))) for _ in range(5))
    triangles = sum(len(part.mesh.triangles) for part in build(recipe, trunk, cache=cache))
    rest = seconds(lambda: list(build(recipe, cache=cache)))
    all_triangles = sum(len(part.mesh.triangles) for part in build(recipe, cache=cache))
    report(
        {"vertebra": vertebra, "all": every, "cached": again, "triangles": triangles}
        | {"whole": every + rest, "whole_triangles": all_triangles}
    )


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
