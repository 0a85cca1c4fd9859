"""Built meshes kept on disk, found again by what they were built from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import platformdirs

import meshes
from meshes.assets import ASSETS
from meshes.detail import Detail
from meshes.geometry.trimesh import MeshEnd, TriMesh
from meshes.home import home
from meshes.replacing import changed_at, require_writable, write_bytes

_MAGIC = b"retia mesh 2\n"
_HEADER = len(_MAGIC) + 16 + 24
_KEPT_SOURCES = 3
_LEFT_BEHIND_S = 3600.0
_SUFFIX = ".mesh"


class Ingredients(Protocol):
    """What a part is made from besides the program itself; `meshes.build.Recipe` is one."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels that are built together."""

    @property
    def detail(self) -> Detail:
        """Grid steps."""

    @property
    def seed(self) -> int:
        """Seed of the individual variation."""

    @property
    def parameters(self) -> Mapping[str, float]:
        """Shape parameters that differ from the tables."""


@lru_cache
def source_digest() -> str:
    """Fingerprint of everything the geometry is computed by: the code of `meshes` and the anatomical tables.

    A changed line of a builder or a changed cell of a table gives another one: nothing stale is found.
    """
    digest = hashlib.blake2b(np.__version__.encode(), digest_size=8)
    for root, pattern in ((Path(meshes.__file__).parent, "*.py"), (ASSETS / "anatomy", "*.*")):
        for path in sorted(root.rglob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def part_key(recipe: Ingredients, structure_id: str) -> str:
    """The name under which one built structure is kept: ``<source>/<content>``.

    Two keys are equal exactly when code, tables, levels, detail, seed, parameters and structure are.
    """
    told = (
        structure_id,
        recipe.levels,
        recipe.detail.value,
        int(recipe.seed),
        sorted((name, float(value)) for name, value in recipe.parameters.items()),
    )
    return f"{source_digest()}/{hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()}"


def default_root() -> Path:
    """The user's cache folder for meshes; the environment variable ``RETIA_CACHE`` puts it elsewhere.

    Without that it is part of the folder of :func:`~meshes.home.home`, if there is one.
    """
    placed, portable = os.environ.get("RETIA_CACHE"), home()
    if placed:
        return Path(placed)
    return (portable or Path(platformdirs.user_cache_dir("retia", appauthor=False))) / "meshes"


class MeshCache:
    """Meshes by key, one file each, written whole or not at all and never pickled.

    A file that was cut short or altered fails its checksum, counts as absent and is removed. A folder that
    cannot be written makes the cache forget, not fail: the mesh is built again next time.

    Parameters
    ----------
    root
        Folder to keep the files in; made when first needed.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or default_root()
        self._is_swept = False

    def get(self, key: str) -> TriMesh | None:
        """The mesh kept under `key`, bit for bit as it was put; ``None`` when there is none that is sound."""
        path = self._path(key)
        try:
            return _unpacked(path.read_bytes())
        except OSError:
            return None
        except ValueError:
            with suppress(OSError):  # where nothing may be removed it is passed over each time
                path.unlink()
            return None

    def put(self, key: str, mesh: TriMesh) -> bool:
        """Keep `mesh` under `key`; whether the folder could take it."""
        path = self._path(key)
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                self._forget_old_sources()
            if not self._is_swept:
                self._is_swept = True
                self._sweep(path.parent)
            write_bytes(path, _packed(mesh))
        except OSError:
            return False
        return True

    def trouble(self) -> OSError | None:
        """Why nothing can be kept in the folder; ``None`` when it, or one it can be made in, takes files."""
        place = self.root.absolute()
        while not os.path.lexists(place) and place != place.parent:
            place = place.parent
        try:
            require_writable(place)
        except OSError as fault:
            return fault
        return None

    def size(self) -> int:
        """Bytes on disk."""
        total = 0
        for path in self._files():
            with suppress(FileNotFoundError):  # another process has removed it meanwhile
                total += path.stat().st_size
        return total

    def count(self) -> int:
        """Number of meshes kept."""
        return sum(not path.name.startswith(".") for path in self._files())

    def clear(self) -> None:
        """Remove every mesh and nothing else. Raises OSError where that is forbidden."""
        for path in list(self._files()):
            path.unlink(missing_ok=True)
        for folder in self._sources():
            with suppress(OSError):  # it holds what is not ours, or what another process has put there since
                folder.rmdir()

    def _path(self, key: str) -> Path:
        return self.root / f"{key}{_SUFFIX}"

    def _files(self) -> Iterator[Path]:
        return self.root.glob(f"*/*{_SUFFIX}")

    def _sources(self) -> list[Path]:
        """Folders that are ours, one for each state of the source, the newest first."""
        ours = [path for path in self.root.glob("?" * 16) if path.is_dir() and _is_hexadecimal(path.name)]
        return sorted(ours, key=changed_at, reverse=True)

    def _sweep(self, folder: Path) -> None:
        """Remove what processes left that were killed while they wrote; something younger may be in work."""
        for path in folder.glob(f".*{_SUFFIX}"):
            if time.time() - changed_at(path) > _LEFT_BEHIND_S:
                path.unlink(missing_ok=True)

    def _forget_old_sources(self) -> None:
        for folder in self._sources()[_KEPT_SOURCES:]:
            shutil.rmtree(folder, ignore_errors=True)


def _is_hexadecimal(name: str) -> bool:
    return all(letter in "0123456789abcdef" for letter in name)


def _checksum(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _packed(mesh: TriMesh) -> bytes:
    """Magic, checksum of the rest, three counts, points as float64, triangles as int32, ends as JSON;
    little-endian.
    """
    ends = json.dumps([[each.first, each.count, *each.onward] for each in mesh.ends]).encode()
    counts = np.array([len(mesh.points), len(mesh.triangles), len(ends)], "<u8").tobytes()
    body = counts + mesh.points.astype("<f8").tobytes() + mesh.triangles.astype("<i4").tobytes() + ends
    return _MAGIC + _checksum(body) + body


def _unpacked(content: bytes) -> TriMesh:
    """The mesh in a file's content. Raises ValueError when it is not whole."""
    start = len(_MAGIC) + 16
    told, actual = content[len(_MAGIC) : start], _checksum(memoryview(content)[start:])
    if content[: len(_MAGIC)] != _MAGIC or told != actual:
        raise ValueError("not a whole mesh file")
    corners, triangles, letters = (int(count) for count in np.frombuffer(content, "<u8", 3, start))
    points = np.frombuffer(content, "<f8", 3 * corners, _HEADER).reshape(-1, 3)
    indices = np.frombuffer(content, "<i4", 3 * triangles, _HEADER + 24 * corners).reshape(-1, 3)
    ends = json.loads(content[len(content) - letters :])
    return TriMesh(points, indices, tuple(MeshEnd(first, count, tuple(on)) for first, count, *on in ends))
