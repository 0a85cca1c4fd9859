"""Foreign mesh files: the ending chooses the reader, and nothing in them is trusted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkTriangleFilter

import meshes
from meshes.geometry.trimesh import TriMesh

LARGEST_BYTES = 400_000_000
MOST_TRIANGLES = 3_000_000
_HEAD_BYTES = 4096
_PATIENCE_S = 120.0
_MOST_MEMORY = 8 * 1024**3
_REFUSED = 9
"""How the reading process ends when the file is sound but holds no surface to use."""


class MeshFileFault(ValueError):
    """A file that holds no surface one can read; the message says why in one line."""


def read_mesh(path: Path) -> TriMesh:
    """The triangles of an STL, PLY, OBJ or VTP file, as they stand there.

    VTK reads the file in a process of its own: some of its readers crash on a file that is cut short.

    Raises
    ------
    OSError
        If the file cannot be opened.
    MeshFileFault
        If it is a folder, its ending is another, its content is not what the ending says, it is empty, too
        large, damaged, or has coordinates that are no finite numbers.
    """
    if path.is_dir():
        raise MeshFileFault(f"{path} is a folder; name a file")
    ending = path.suffix.lower()
    if ending not in _READERS:
        raise MeshFileFault(f"{path.name}: no meshes are read as {ending!r}; there are {', '.join(_READERS)}")
    with path.open("rb") as stream:
        head, size = stream.read(_HEAD_BYTES), os.fstat(stream.fileno()).st_size
    if not head.strip():
        raise MeshFileFault(f"{path.name} is empty")
    if size > LARGEST_BYTES:
        raise MeshFileFault(f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB; thin it out first")
    if not _READERS[ending][0](head, size):
        raise MeshFileFault(f"{path.name} does not hold what its ending {ending} says")
    with tempfile.TemporaryDirectory(prefix="retia-") as folder:
        return _fetched(path, Path(folder) / "mesh.npz")


def _fetched(path: Path, parcel: Path) -> TriMesh:
    """The mesh another process reads and leaves in `parcel`."""
    words = [sys.executable, "-m", __name__, str(path.absolute()), str(parcel)]
    places = os.pathsep.join([str(Path(meshes.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    try:
        ended = subprocess.run(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            env={**os.environ, "PYTHONPATH": places},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MeshFileFault(f"{path.name} takes too long to read; thin it out first") from None
    if ended.returncode == _REFUSED:
        raise MeshFileFault(f"{path.name} {ended.stdout.decode('utf-8', 'replace').strip()}")
    if ended.returncode or not parcel.exists():
        raise MeshFileFault(f"{path.name} is damaged or cut short; export it again")
    with np.load(parcel, allow_pickle=False) as found:
        return TriMesh(found["points"], found["triangles"])


def main() -> int:
    """Read the mesh that the first word names and leave its arrays where the second says."""
    path, parcel = Path(sys.argv[1]), Path(sys.argv[2])
    _limit_memory()
    try:
        mesh = _triangles(_read(path, _READERS[path.suffix.lower()][1]()))
    except MeshFileFault as fault:
        print(fault)
        return _REFUSED
    np.savez(parcel, points=mesh.points, triangles=mesh.triangles)
    return 0


def _limit_memory() -> None:
    """Let a file that promises more than it holds fail instead of filling this machine's memory."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _read(path: Path, reader: Any) -> Any:
    faults: list[str] = []
    reader.AddObserver("ErrorEvent", lambda _caller, event: faults.append(event))
    reader.SetFileName(str(path))
    reader.Update()
    if faults:
        raise MeshFileFault("is damaged or cut short; export it again")
    return reader.GetOutput()


def _triangles(surface: Any) -> TriMesh:
    if surface is None or surface.GetNumberOfPoints() == 0 or surface.GetNumberOfCells() == 0:
        raise MeshFileFault("holds no surface")
    if surface.GetNumberOfCells() > MOST_TRIANGLES:
        raise MeshFileFault(f"has more than {MOST_TRIANGLES:,} faces; thin it out first")
    points = vtk_to_numpy(surface.GetPoints().GetData()).astype(np.float64)
    if not np.isfinite(points).all():
        raise MeshFileFault("has corners that are no finite numbers")
    corners = vtk_to_numpy(surface.GetPolys().GetConnectivityArray()) if surface.GetNumberOfPolys() else []
    if len(corners) and (np.min(corners) < 0 or np.max(corners) >= len(points)):
        raise MeshFileFault("has a face with a corner that does not exist")
    split = vtkTriangleFilter()
    split.PassLinesOff()
    split.PassVertsOff()
    split.SetInputData(surface)
    split.Update()
    polys = split.GetOutput().GetPolys()
    triangles = vtk_to_numpy(polys.GetConnectivityArray()).reshape(-1, 3)
    if not len(triangles):
        raise MeshFileFault("holds points or lines but no surface")
    return TriMesh(points, triangles.astype(np.int32))


def _is_stl(head: bytes, size: int) -> bool:
    if size >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return True
    return head.lstrip()[:5].lower() == b"solid" and b"facet" in head.lower()


def _is_ply(head: bytes, size: int) -> bool:
    """The word and counts of elements the file has room for."""
    counts = [int(each) for each in re.findall(rb"^element\s+\S+\s+(\d+)", head, re.MULTILINE)]
    return head.startswith(b"ply") and b"end_header" in head and sum(counts) <= size


def _is_obj(head: bytes, _size: int) -> bool:
    """Text with a line of a kind the format has."""
    return b"\0" not in head and re.search(rb"^\s*(v|vn|vt|f|o|g|mtllib)\s", head, re.MULTILINE) is not None


def _is_vtp(head: bytes, size: int) -> bool:
    """The XML of a PolyData with counts the file has room for, packed a thousandfold at most."""
    counts = [int(each) for each in re.findall(rb'NumberOf\w+="\s*(\d+)', head)]
    return b"<VTKFile" in head and b"PolyData" in head and max(counts, default=0) <= 1000 * size


def _stl() -> Any:
    from vtkmodules.vtkIOGeometry import vtkSTLReader

    return vtkSTLReader()


def _ply() -> Any:
    from vtkmodules.vtkIOPLY import vtkPLYReader

    return vtkPLYReader()


def _obj() -> Any:
    from vtkmodules.vtkIOGeometry import vtkOBJReader

    return vtkOBJReader()


def _vtp() -> Any:
    from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

    return vtkXMLPolyDataReader()


_READERS: Mapping[str, tuple[Callable[[bytes, int], bool], Callable[[], Any]]] = MappingProxyType(
    {".stl": (_is_stl, _stl), ".ply": (_is_ply, _ply), ".obj": (_is_obj, _obj), ".vtp": (_is_vtp, _vtp)}
)
"""Whether a file begins as its ending says, and what reads it, by ending."""


if __name__ == "__main__":
    sys.exit(main())
