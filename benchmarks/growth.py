"""Child process: how the cost of geometry grows with the levels and with the fineness of the grid."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from statistics import linear_regression

from benchmarks.child import report
from viewer.threads import leave_cores_to_the_build

LEVELS = (2, 4, 8)
"""Neighbouring thoracic vertebrae: all of a size, so that only their number counts."""
STEPS_MM = (1.2, 0.85, 0.6, 0.42)


def main() -> None:
    """Measure and report both exponents, in seconds of processor time."""
    leave_cores_to_the_build()
    from meshes.anatomy.catalogue import load_catalogue
    from meshes.anatomy.levels import TRUNK_LEVELS
    from meshes.assembly import Assembly
    from meshes.build import Recipe, buildable
    from meshes.builders import made
    from meshes.surface.extract import extract

    structures = load_catalogue().structures

    def build(count: int) -> None:
        recipe = Recipe(levels=TRUNK_LEVELS[1 : 1 + count])
        assembly = Assembly(recipe)
        # Long veins that only pass a level need their neighbours; what drains is not drawn from so few.
        drawn = {*assembly.graph().ids}
        for each in buildable(recipe):
            if structures[each].kind != "vein" or each in drawn:
                made(assembly, structures[each])

    build(1)
    solid = Assembly(Recipe()).bone("T8")
    with_levels = [processor_seconds(lambda n=count: build(n)) for count in LEVELS]
    with_step = [
        min(processor_seconds(lambda h=step: extract(solid, h)) for _ in range(3)) for step in STEPS_MM
    ]
    report({"levels": exponent(LEVELS, with_levels), "step": exponent(STEPS_MM, with_step)})


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of the size with which a cost grows: the slope of a straight line through their logarithms.

    >>> round(exponent([1.0, 2.0, 4.0], [3.0, 12.0, 48.0]), 6)
    2.0
    """
    return linear_regression([math.log(each) for each in sizes], [math.log(each) for each in costs]).slope


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time one call takes: unlike the clock's, hardly longer on a busy machine."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
