"""What a window asks for geometry goes on from what it made before it was called off."""

import pytest

from meshes import bone_assembly
from meshes.build import Cancelled, Detail, Recipe
from meshes.cache import MeshCache
from viewer.app import RecipeSource

IDS = ("bone.vertebra.T6", "bone.vertebra.T7")


@pytest.fixture
def sampled(monkeypatch):
    """Steps in mm of all that is sampled, in this order."""
    steps, real = [], bone_assembly.sample

    def sample(solid, step_mm):
        steps.append(step_mm)
        return real(solid, step_mm)

    monkeypatch.setattr(bone_assembly, "sample", sample)
    return steps


@pytest.fixture
def source(tmp_path):
    # A cache that cannot be written: what is found again is found on the shelf.
    (tmp_path / "file").write_text("")
    return RecipeSource(Recipe(levels=("T6", "T7"), detail=Detail.DRAFT), MeshCache(tmp_path / "file"))


def run(source, calls_off=lambda: False):
    return [part.id for part in source(IDS, lambda *_: None, calls_off, lambda: IDS)]


def test_called_off_and_asked_again_it_samples_nothing_twice(source, sampled):
    with pytest.raises(Cancelled):
        run(source, lambda: len(sampled) >= 2)
    before = len(sampled)
    same = source.of({}, 1)
    assert run(same) == [*IDS]
    assert len(sampled) == max(before, 2)


def test_another_individual_finds_nothing_of_this_one_and_what_is_complete_is_let_go(source, sampled):
    run(source)
    assert len(sampled) == 2
    run(source.of({}, 2))
    assert len(sampled) == 4
    run(source)
    assert len(sampled) == 6


def test_a_fault_is_not_remembered(source, monkeypatch):
    def out_of_memory(solid, step_mm):
        raise MemoryError

    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(bone_assembly, "sample", out_of_memory)
        run(source)
    assert run(source) == [*IDS]
