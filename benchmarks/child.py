"""Measurements in processes of their own, so that none profits from what another has loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from statistics import median

BEGAN = "RETIA_BENCH_BEGAN"
"""Environment variable with the time at which the process was asked for, seconds since the epoch."""


def run_child(module: str, *words: str, cache: str) -> dict[str, float]:
    """What ``python -m module words`` reports, by name."""
    environment = {**os.environ, "RETIA_CACHE": cache, BEGAN: repr(time.time())}
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of every figure over several runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def report(measured: Mapping[str, float]) -> None:
    """Tell the parent process, with the largest resident size of this process and of one it started; the last
    line of a child.
    """
    import resource

    own, worker = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({**measured, "peak_mb": own, "worker_mb": worker}), flush=True)


def since_start_s() -> float:
    """Seconds since this process was asked for, the interpreter's own start included."""
    return time.time() - float(os.environ[BEGAN])
