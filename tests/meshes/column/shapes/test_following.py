"""What a user sets of a cervical bone is found on its mesh."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.anatomy.parameters import parameter_of_row
from meshes.bones.bone import GENUS, bone
from meshes.checks.measures.cervical_sizes import cervical_sizes
from meshes.checks.measures.upper_neck_sizes import upper_neck_sizes
from meshes.column.frame import column_frame
from meshes.column.landmarks.neck_landmarks import artery_bed
from meshes.column.parameters import measures_with
from meshes.column.segment import segments
from meshes.column.settable import parameter_named
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.following import RULES, following
from meshes.column.shapes.level_shape import level_shape
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.topology import genus
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract
from meshes.surface.gates import gated
from meshes.surface.nearness import Nearness

STEP = 0.8
ROWS = [(level, rule.measure) for level, rules in RULES.items() for rule in rules]
OPENING = "transverse_foramen_width"


def built(level: str, parameters: dict[str, float]) -> TriMesh:
    return gated(level, extract(bone(level, column_frame(None, parameters)), STEP), GENUS[level])


def measured(level: str, measure: str, mesh: TriMesh) -> float:
    found = upper_neck_sizes(level, mesh) if level in ("C1", "C2") else cervical_sizes(mesh)
    return found[measure]


def _bore(mesh: TriMesh, level: str) -> float:
    """Diameter of the largest ball amid the left transverse foramen, mm."""
    foramen = level_shape(CervicalShape, level, {}).foramen
    heights = np.arange(-3.0, 6.1, 0.5)
    way = np.stack(
        [foramen.x + foramen.lean_x * heights, foramen.y + foramen.lean_y * heights, heights], axis=1
    )
    return 2.0 * float(Nearness(mesh)(way).min())


@pytest.mark.parametrize(("level", "measure"), [row for row in ROWS if row[0] < "C3" or row[1] != OPENING])
def test_the_bone_is_as_much_larger_as_asked(level: str, measure: str) -> None:
    usual = load_measures().value(level, measure)
    less, more = (
        measured(level, measure, built(level, {f"{level}.{measure}": usual * ratio}))
        for ratio in (0.95, 1.05)
    )
    assert more - less == pytest.approx(0.1 * usual, rel=0.35)


@pytest.mark.parametrize(
    "name", ["C1.SCD", "C1.transverse_foramen_depth", "C2.SCD", "C6.transverse_foramen_width"]
)
def test_the_widest_opening_a_user_may_set_is_closed_all_round(name: str) -> None:
    level = name.partition(".")[0]
    assert genus(built(level, {name: parameter_named(name).largest})) == GENUS[level]


@pytest.mark.parametrize("level", [level for level, measure in ROWS if level > "C2" and measure == OPENING])
def test_a_transverse_foramen_is_as_much_wider_as_asked(level: str) -> None:
    usual = load_measures().value(level, OPENING)
    narrow, wide = (_bore(built(level, {f"{level}.{OPENING}": usual * ratio}), level) for ratio in (0.9, 1.1))
    assert wide / narrow == pytest.approx(1.1 / 0.9, rel=0.06)


def test_nothing_set_leaves_the_shape_itself() -> None:
    shape = tabled(AtlasShape, "atlas_shape.csv", "C1")
    assert following(shape, "C1", None) is shape
    assert following(shape, "C1", measures_with({"lordosis": 50.0})) is shape


def test_the_artery_lies_in_the_groove_as_it_is_set() -> None:
    usual = load_measures().value("C1", "artery_groove_thickness")
    low, high = (artery_bed(measures_with({"C1.artery_groove_thickness": usual + by})) for by in (0.0, 0.8))
    assert (high - low)[-1] == pytest.approx([0.0, 0.0, 0.8])


@pytest.mark.parametrize("name", [*(f"C{i}.SPL" for i in range(3, 8)), "C5.TPW"])
def test_the_arch_stays_closed_at_both_ends_of_what_may_be_set(name: str) -> None:
    level, _, measure = name.partition(".")
    row = parameter_of_row(name)
    lengths = [measured(level, measure, built(level, {name: end})) for end in (row.least, row.largest)]
    assert lengths[0] < row.default < lengths[1]


def test_the_tip_that_ligaments_run_to_goes_with_a_longer_spinous_process() -> None:
    usual = load_measures().value("C7", "SPL")
    tips = [
        segments(column_frame(None, {"C7.SPL": mm}))["C7"].landmarks.spinous_tip
        for mm in (usual, usual + 3.0)
    ]
    assert np.linalg.norm(tips[1] - tips[0]) == pytest.approx(3.0)
    assert tips[1][1] > tips[0][1] + 2.5
