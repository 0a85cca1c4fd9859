"""The portions that the bench builds, and what it says of them."""

import pytest

from benchmarks import __main__ as bench
from benchmarks.builds import ALL, ONE, SOLIDS, TRUNK, TRUNK_PLEXUSES, TRUNK_VEINS, VEINS, main, portion
from meshes.build import Recipe, buildable


def test_the_whole_column_falls_into_solids_and_veins():
    solids, veins, whole = (portion(name) for name in (SOLIDS, VEINS, ALL))
    assert sorted(solids + veins) == sorted(whole) == sorted(buildable(Recipe()))
    assert "fat.T6" in solids
    assert "vein.internal.ring.T6" in veins


def test_the_trunk_is_a_part_of_the_column_with_soft_tissue_and_without():
    trunk, without = portion(TRUNK), portion(TRUNK_VEINS)
    assert set(without) < set(trunk) < set(portion(ALL))
    assert {"bone.vertebra.T1", "disc.L4-L5", "vein.basivertebral.L5"} <= set(without)
    assert "fat.T6" in set(trunk) - set(without)
    assert "bone.vertebra.C7" not in trunk
    plexuses = portion(TRUNK_PLEXUSES)
    assert set(plexuses) < set(without)
    assert {"vein.basivertebral.L5", "vein.external.posterior.T6", "disc.L4-L5"} <= set(plexuses)
    assert "vein.segmental.azygos" not in {each[:21] for each in plexuses}
    assert portion(ONE) == ["bone.vertebra.L3"]


def test_a_portion_is_measured_without_the_cache_and_from_it(monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["builds", SOLIDS])
    monkeypatch.setattr("benchmarks.builds.portion", lambda _: ["disc.T5-T6"])
    told = []
    monkeypatch.setattr("benchmarks.builds.report", told.append)
    main()
    assert told[0]["cold"] > 2 * told[0]["cached"] > 0
    assert told[0]["triangles"] > 1000


class Anything(dict):
    """A report in which every figure is 1."""

    def __missing__(self, name):
        return 1.0


def test_every_line_of_the_bench_can_be_written_and_has_its_limit(monkeypatch):
    asked = []

    def run_child(module, *words, cache):
        asked.append((module, *words))
        return Anything(triangles=905_000.0)

    monkeypatch.setattr(bench, "run_child", run_child)
    monkeypatch.setattr(bench, "medians", lambda runs: runs[0])
    rows = {row.name: row for row in bench._rows("nowhere")}
    assert {words[0] for module, *words in asked if module == "benchmarks.builds"} == {
        ONE, TRUNK_PLEXUSES, TRUNK_VEINS, TRUNK, SOLIDS, VEINS, ALL
    }  # fmt: skip
    assert {name: row.limit for name, row in rows.items() if ": cold" in name} == {
        "T1-L5, bones, discs, plexuses: cold": 10,
        "T1-L5, bones, discs, all veins: cold": 10,
        "T1-L5, everything: cold": None,
        "column, bones, discs, soft tissue: cold": 15,
        "whole venous system: cold": 12,
        "everything: cold": None,
    }
    assert rows["one vertebra"].limit == pytest.approx(0.4)
    assert not rows["whole venous system: triangles"].holds
