"""The cache gives back what was put, or nothing."""

import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from meshes import cache as cache_module
from meshes.cache import MeshCache, default_root, part_key, source_digest
from meshes.detail import Detail
from meshes.geometry.trimesh import MeshEnd, TriMesh
from meshes.replacing import changed_at


@dataclass(frozen=True)
class Ingredients:
    levels: tuple[str, ...] = ("T1", "T2")
    detail: Detail = Detail.NORMAL
    seed: int = 7
    parameters: dict[str, float] = field(default_factory=dict)


@pytest.fixture
def mesh() -> TriMesh:
    points = np.array([[0.1, 0, 0], [1 / 3, 0, 0], [0, np.pi, 0], [0, 0, -1e-9]])
    return TriMesh(points, np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]))


@pytest.fixture
def cache(tmp_path: Path) -> MeshCache:
    return MeshCache(tmp_path / "meshes")


KEY = part_key(Ingredients(), "bone.vertebra.T1")


def _file(cache: MeshCache) -> Path:
    (path,) = cache.root.rglob("*.mesh")
    return path


def test_a_mesh_comes_back_with_its_ends(cache: MeshCache, mesh: TriMesh) -> None:
    ends = (MeshEnd(1, 2, ("vein.über", "vein.b")), MeshEnd(3, 1))
    cache.put(KEY, TriMesh(mesh.points, mesh.triangles, ends))
    found = cache.get(KEY)
    assert found is not None and found.ends == ends


def test_a_mesh_comes_back_bit_for_bit(cache: MeshCache, mesh: TriMesh) -> None:
    assert cache.get(KEY) is None
    assert cache.put(KEY, mesh)
    found = cache.get(KEY)
    assert found is not None
    assert found.points.tobytes() == mesh.points.tobytes()
    assert found.triangles.tobytes() == mesh.triangles.tobytes()


@pytest.mark.parametrize("place", [0, 20, 40, 60, -1])
def test_one_altered_byte_makes_an_entry_absent(cache: MeshCache, mesh: TriMesh, place: int) -> None:
    cache.put(KEY, mesh)
    content = bytearray(_file(cache).read_bytes())
    content[place] ^= 1
    _file(cache).write_bytes(content)
    assert cache.get(KEY) is None
    assert cache.count() == 0


@pytest.mark.parametrize("length", [0, 5, 30, 100])
def test_an_entry_cut_short_is_absent(cache: MeshCache, mesh: TriMesh, length: int) -> None:
    cache.put(KEY, mesh)
    _file(cache).write_bytes(_file(cache).read_bytes()[:length])
    assert cache.get(KEY) is None


def test_an_interrupted_write_leaves_the_old_entry_alone(
    cache: MeshCache, mesh: TriMesh, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(KEY, mesh)

    def interrupted(path: Path, content: bytes) -> int:
        path.open("wb").write(content[:10])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache.put(KEY, TriMesh(mesh.points * 2, mesh.triangles))
    assert cache.get(KEY) is not None
    assert [path.suffix for path in cache.root.rglob("*") if path.is_file()] == [".mesh"]


@pytest.mark.parametrize(
    "other",
    [
        replace(Ingredients(), seed=8),
        replace(Ingredients(), detail=Detail.FINE),
        replace(Ingredients(), levels=("T1", "T3")),
        replace(Ingredients(), parameters={"waist": 1.1}),
    ],
)
def test_every_ingredient_is_in_the_key(other: Ingredients) -> None:
    assert part_key(other, "bone.vertebra.T1") != KEY
    assert part_key(Ingredients(), "bone.vertebra.T2") != KEY


def test_the_order_of_parameters_is_not_in_the_key() -> None:
    one = Ingredients(parameters={"a": 1.0, "b": 2.0})
    other = Ingredients(parameters={"b": 2, "a": 1})
    assert part_key(one, "x") == part_key(other, "x")


def test_a_changed_builder_gives_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def edited(path: Path) -> bytes:
        return read(path) + (b"#" if path.name == "trimesh.py" else b"")

    before = source_digest()
    source_digest.cache_clear()
    monkeypatch.setattr(Path, "read_bytes", edited)
    assert source_digest() != before
    source_digest.cache_clear()


def test_size_and_clear_count_only_meshes(cache: MeshCache, mesh: TriMesh) -> None:
    cache.put(KEY, mesh)
    letter = cache.root / "letter.txt"
    letter.write_text("not ours")
    assert cache.count() == 1
    assert cache.size() == _file(cache).stat().st_size
    cache.clear()
    assert cache.count() == cache.size() == 0
    assert letter.exists()


def test_meshes_of_long_gone_sources_are_forgotten(cache: MeshCache, mesh: TriMesh) -> None:
    for number in range(cache_module._KEPT_SOURCES + 2):
        cache.put(f"{number:016x}/entry", mesh)
    assert cache.count() == cache_module._KEPT_SOURCES
    assert cache.get(f"{cache_module._KEPT_SOURCES + 1:016x}/entry") is not None


def test_a_folder_that_cannot_be_written_makes_the_cache_forget(tmp_path: Path, mesh: TriMesh) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = MeshCache(blocked)
    assert not cache.put(KEY, mesh)
    assert cache.get(KEY) is None


def test_a_damaged_entry_where_nothing_may_be_removed_is_absent(
    cache: MeshCache, mesh: TriMesh, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(KEY, mesh)
    _file(cache).write_bytes(b"half")

    def forbidden(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", forbidden)
    assert cache.get(KEY) is None


def test_what_another_process_removes_or_puts_meanwhile_is_no_trouble(
    cache: MeshCache, mesh: TriMesh, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(KEY, mesh)
    kept = _file(cache)
    both = [kept.with_name("gone.mesh"), kept]
    monkeypatch.setattr(MeshCache, "_files", lambda _: iter(both))
    assert cache.size() == kept.stat().st_size
    monkeypatch.setattr(MeshCache, "_files", lambda _: iter(both[:1]))
    cache.clear()
    assert kept.exists(), "put there after the list was made"
    assert changed_at(both[0]) == 0.0


def test_what_a_killed_process_left_half_is_swept_and_what_is_being_written_is_not(
    cache: MeshCache, mesh: TriMesh
) -> None:
    cache.put(KEY, mesh)
    old, young = (_file(cache).with_name(f".entry.{age}.mesh") for age in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, time.time() - 2 * cache_module._LEFT_BEHIND_S))
    assert cache.count() == 1
    MeshCache(cache.root).put(KEY, mesh)
    assert not old.exists() and young.exists()
    assert cache.get(KEY) is not None


def test_a_cache_tells_whether_it_can_keep_anything(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert MeshCache(tmp_path / "new" / "meshes").trouble() is None
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
    for blocked in (tmp_path / "file", tmp_path / "file" / "meshes"):
        fault = MeshCache(blocked).trouble()
        assert fault is not None
        assert fault.filename == str(tmp_path / "file")


def test_the_environment_places_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path / "elsewhere"))
    assert default_root() == tmp_path / "elsewhere"
    monkeypatch.setenv("RETIA_HOME", str(tmp_path / "stick"))
    assert default_root() == tmp_path / "elsewhere"
    monkeypatch.delenv("RETIA_CACHE")
    assert default_root() == tmp_path / "stick" / "meshes"
    monkeypatch.delenv("RETIA_HOME")
    assert default_root().parts[-2:] == ("retia", "meshes")
