"""Shape numbers that follow a measure: as fitted where it has its tabled value, and moved with what is set.

The numbers of a cervical shape are fitted to real bones as they stand. Where the user sets a measure that
none of them is a ratio of, those that make this size on the bone go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.shapes.shape_numbers import changed, numbers

Shape = TypeVar("Shape")


@dataclass(frozen=True, eq=False)
class Rule:
    """Which numbers follow a measure.

    Parameters
    ----------
    measure : str
        Its name in ``vertebrae.csv``.
    times : sequence of str
        Numbers that grow in proportion to it.
    plus : mapping
        Numbers that grow by a share of its difference.
    """

    measure: str
    times: tuple[str, ...] = ()
    plus: Mapping[str, float] = field(default_factory=dict)


def _span(**outermost: float) -> Rule:
    """Transverse processes, and the articular pillars that reach as far; the inner sides of these stay."""
    pillar = {f"pillar.half_{at}": 0.25 for at in ("low", "middle", "high")}
    lamella = {f"lamella.{end}_x": share for end, share in outermost.items()}
    return Rule("TPW", plus={**lamella, "pillar.middle_x": 0.25, **pillar})


def _spine(back: float, up: float) -> Rule:
    """The spinous process and its fork, away from the hind rim of the upper endplate; a unit direction."""
    ends = ("spinous.end", "fork.start", "fork.end")
    return Rule("SPL", plus={f"{end}_{axis}": to for end in ends for axis, to in (("y", back), ("z", up))})


def _behind(*names: str, **shares: float) -> Rule:
    """What closes the canal behind goes with its depth, lest a deep canal cut it away."""
    return Rule("SCD", plus={**dict.fromkeys(names, 1.0), **shares})


# The bar before it and the plate beside it make room, lest a wide foramen cut them through.
_FORAMEN = Rule(
    "transverse_foramen_width",
    ("foramen.half_x", "foramen.half_y"),
    {
        **dict.fromkeys(("lamella.start_x", "lamella.end_x"), 0.5),
        **dict.fromkeys(("anterior_bar.start_y", "anterior_bar.end_y", "lamella.start_y"), -0.5),
    },
)

RULES: Mapping[str, tuple[Rule, ...]] = MappingProxyType({
    "C1": (
        Rule(
            "TPW",
            plus={"transverse.end_x": 0.5, "transverse.start_x": 0.25, "posterior_root.end_x": 0.5},
        ),
        Rule(
            "anterior_arch_height",
            ("anterior_arch.width_start", "anterior_arch.width_middle", "anterior_tubercle.half_z"),
        ),
        Rule(
            "posterior_arch_height",
            (
                *(f"posterior_middle.width_{at}" for at in ("start", "middle", "end")),
                "posterior_arch.width_end",
                "posterior_tubercle.half_z",
            ),
        ),
        Rule("artery_groove_thickness", plus={"groove.start_z": 1.0, "groove.end_z": 1.0}),
        Rule("transverse_foramen_width", ("foramen.half_x",)),
        Rule(
            "transverse_foramen_depth",
            ("foramen.half_y",),
            {
                **{f"anterior_root.{end}_y": -0.5 for end in ("start", "end")},
                **{f"posterior_root.{end}_y": 0.5 for end in ("start", "end")},
            },
        ),
        # The groove lies three fifths of the way along the arch, which stays where it springs from the mass.
        _behind("posterior_middle.start_y", "posterior_middle.end_y", "posterior_arch.end_y",
                "posterior_tubercle.y", **{"groove.end_y": 0.6}),
    ),
    # The parts of the dens above the upper joint faces share what is added to it.
    "C2": (
        *(
            Rule(measure, plus={"dens.neck_z": 0.4, "dens.head_z": 0.65, "dens.crown_z": 1.0})
            for measure in ("dens_height", "height")
        ),
        _behind("lamina.end_y", "spinous.start_y", "spinous.end_y", "fork.start_y", "fork.end_y", "crest.y"),
    ),
    # The plate beside the foramen runs the other way in C3 than further down.
    "C3": (_FORAMEN, _span(start=0.58), _spine(0.70, -0.72)),
    "C4": (_FORAMEN, _span(end=0.58), _spine(0.75, -0.66)),
    "C5": (_FORAMEN, _span(start=0.2, end=0.5), _spine(0.83, -0.55)),
    "C6": (_FORAMEN, _span(end=0.58), _spine(0.88, -0.47)),
    "C7": (Rule("TPW", plus={"lamella.end_x": 0.58}), _spine(0.93, -0.37)),
})  # fmt: skip
"""By level."""


def following(shape: Shape, level: str, measures: Measures | None) -> Shape:
    """The shape with the numbers that follow the measures of its level.

    Parameters
    ----------
    shape : AtlasShape, AxisShape or CervicalShape
        As tabled or fitted.
    level : str
        C1 to C7.
    measures : Measures, optional
        The tables with what is set; without, nothing is.
    """
    asked = dict(_asked(level, measures)) if measures else {}
    if not asked:
        return shape
    values = numbers(shape)
    for rule, (usual, value) in asked.items():
        for name in rule.times:
            values[name] *= value / usual
        for name, share in rule.plus.items():
            values[name] += share * (value - usual)
    return changed(shape, values)


def _asked(level: str, measures: Measures) -> Iterator[tuple[Rule, tuple[float, float]]]:
    """The rules whose measure is set, with its tabled value and the one set."""
    for rule in RULES.get(level, ()):
        usual, value = (each.value(level, rule.measure) for each in (load_measures(), measures))
        if value != usual:
            yield rule, (usual, value)
