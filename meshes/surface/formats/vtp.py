"""VTK PolyData: full precision, the structure of each triangle as cell data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints, vtkStringArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkIOXML import vtkXMLPolyDataWriter

from meshes.geometry.trimesh import TriMesh, merged


def vtp_bytes(named: Sequence[tuple[str, TriMesh]]) -> bytes:
    """All meshes as one PolyData in double precision.

    Cell data ``structure`` numbers each triangle's structure; field data ``id`` holds the ids in that order,
    ``frame`` and ``unit`` say LPS and mm.
    """
    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(poly_data(named))
    writer.SetWriteToOutputString(True)
    writer.SetDataModeToAppended()
    writer.EncodeAppendedDataOff()
    writer.Write()
    content: object = writer.GetOutputString()
    return content if isinstance(content, bytes) else str(content).encode("utf-8", "surrogateescape")


def poly_data(named: Sequence[tuple[str, TriMesh]]) -> vtkPolyData:
    """All meshes as one PolyData with the arrays `vtp_bytes` tells of."""
    mesh = merged([mesh for _, mesh in named])
    data = vtkPolyData()
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.points, deep=True))
    data.SetPoints(points)
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * len(mesh.triangles) + 1, 3, dtype=np.int64)
    indices = mesh.triangles.ravel().astype(np.int64)
    cells.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(indices, deep=True))
    data.SetPolys(cells)
    owner = np.repeat(np.arange(len(named), dtype=np.int32), [len(mesh.triangles) for _, mesh in named])
    owners = numpy_to_vtk(owner, deep=True)
    owners.SetName("structure")
    data.GetCellData().AddArray(owners)
    for title, words in (("id", [name for name, _ in named]), ("frame", ["LPS"]), ("unit", ["mm"])):
        data.GetFieldData().AddArray(_strings(title, words))
    return data


def _strings(title: str, words: Sequence[str]) -> vtkStringArray:
    array = vtkStringArray()
    array.SetName(title)
    for word in words:
        array.InsertNextValue(word)
    return array
