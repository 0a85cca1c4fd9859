"""`make bench`: measure everything once more and print it with its limits."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Mapping

from benchmarks.builds import ALL, ONE, SOLIDS, TRUNK, TRUNK_PLEXUSES, TRUNK_VEINS, VEINS
from benchmarks.child import medians, run_child
from benchmarks.row import HEADING, Row
from scripts.xvfb import start_xvfb

_MS = 1000.0
_REPEATS = 3


def main() -> int:
    """Print the report; 1 when a limit is missed."""
    start_xvfb()
    with tempfile.TemporaryDirectory() as cache:
        rows = _rows(cache)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(HEADING)
    for row in rows:
        print(row.line())
    missed = [row.name for row in rows if not row.holds]
    print(f"missed: {', '.join(missed)}" if missed else "all limits hold")
    return 1 if missed else 0


def _rows(cache: str) -> list[Row]:
    with tempfile.TemporaryDirectory() as empty:
        cold = run_child("benchmarks.window", cache=empty)
    builds = {name: _built(name) for name in (ONE, TRUNK_PLEXUSES, TRUNK_VEINS, TRUNK, SOLIDS, VEINS)}
    builds[ALL] = run_child("benchmarks.builds", ALL, cache=cache)
    growth = run_child("benchmarks.growth", cache=cache)
    ball = medians([run_child("benchmarks.bare", cache=cache) for _ in range(_REPEATS)])
    warm = medians([run_child("benchmarks.window", cache=cache) for _ in range(_REPEATS)])
    used = run_child("benchmarks.window", "all", cache=cache)
    same = run_child("benchmarks.bare", "same", cache=cache)
    still = run_child("benchmarks.still", cache=cache)
    return [
        Row("one vertebra", builds[ONE]["cold"], "s", limit=0.4),
        *_built_rows("T1-L5, bones, discs, plexuses", builds[TRUNK_PLEXUSES], cold=10, cached=0.5),
        *_built_rows("T1-L5, bones, discs, all veins", builds[TRUNK_VEINS], cold=10, cached=0.5),
        *_built_rows("T1-L5, everything", builds[TRUNK]),
        *_built_rows("column, bones, discs, soft tissue", builds[SOLIDS], cold=15, cached=0.7),
        *_built_rows("whole venous system", builds[VEINS], cold=12, cached=0.5, triangles_k=900),
        *_built_rows("everything", builds[ALL]),
        Row("cost grows with levels to the power", growth["levels"], "", limit=1.15),
        Row("cost grows with grid step to the power", growth["step"], "", limit=-2.5, is_least=True),
        Row("first picture, cold", cold["first"], "s", ball["first"]),
        Row("first picture, cached", warm["first"], "s", ball["first"], limit=1.5, is_ratio=True),
        Row("turning, window of 1280 x 800", used["fps_window"], "fps", limit=24, is_least=True),
        Row("turning, view of 1280 x 800", used["fps"], "fps", same["fps"], limit=24, is_least=True),
        Row("one frame at rest", used["frame"] * _MS, "ms", same["frame"] * _MS),
        Row("toggle", used["toggle"] * _MS, "ms", same["toggle"] * _MS),
        Row("toggle beyond one frame", used["toggle_beyond"] * _MS, "ms", limit=50),
        Row("pick", used["pick"] * _MS, "ms", same["pick"] * _MS),
        Row("4K still to a file", still["still"], "s", same["still"]),
        Row("pictures drawn in 2 idle seconds", used["idle"], "", limit=0),
        Row("peak memory, building all", builds[ALL]["peak_mb"], "MB"),
        Row("peak memory, one worker of it", builds[ALL]["worker_mb"], "MB"),
        Row("peak memory, window", used["peak_mb"], "MB", same["peak_mb"]),
    ]


def _built(portion: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as empty:
        return run_child("benchmarks.builds", portion, cache=empty)


def _built_rows(
    name: str,
    built: Mapping[str, float],
    cold: float | None = None,
    cached: float | None = None,
    triangles_k: float | None = None,
) -> list[Row]:
    return [
        Row(f"{name}: cold", built["cold"], "s", limit=cold),
        Row(f"{name}: cached", built["cached"], "s", limit=cached),
        Row(f"{name}: triangles", built["triangles"] / 1000, "k", limit=triangles_k),
    ]


if __name__ == "__main__":
    sys.exit(main())
