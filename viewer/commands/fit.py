"""`retia fit`: the shape of one level fitted to the surface of a real vertebra."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit, Failure, file_trouble
from viewer.commands.options import add_json, positive, writable
from viewer.commands.printed import print_json
from viewer.commands.progress import Progress

if TYPE_CHECKING:
    from meshes.fitting.axes_given import Axes
    from meshes.fitting.fit import Fitted


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("mesh", type=Path, metavar="MESH", help="a closed surface: .stl, .ply, .obj or .vtp")
    parser.add_argument("--level", type=level, required=True, metavar="L3", help="C1 to L5")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="SHAPE.toml",
        help="where to write the shape; --set @SHAPE.toml uses it",
    )
    parser.add_argument(
        "--scale", type=positive("mm a unit", 1e6), metavar="N", help="what makes its units mm, e.g. 1000"
    )
    parser.add_argument(
        "--axes", type=axes, metavar="y,-x,z", help="which of its axes point left,back,up (--axes=-y,x,z)"
    )
    parser.add_argument(
        "--force", action="store_true", help="write the shape even if it is not to be trusted"
    )
    add_json(parser)


def run(arguments: Namespace) -> Exit:
    """Read the surface, fit, say what came of it and write the shape."""
    if arguments.out is not None:
        writable(arguments.out)
    from meshes.fitting.fit import fit
    from meshes.fitting.scan import ScanFault
    from meshes.surface.formats.reading import MeshFileFault, read_mesh

    try:
        raw = read_mesh(arguments.mesh)
    except MeshFileFault as fault:
        raise file_trouble(str(fault)) from None
    with Progress(arguments.quiet) as progress:
        try:
            found = fit(
                raw,
                arguments.level,
                arguments.scale,
                arguments.axes,
                arguments.mesh.name,
                progress,
                must_trust=not arguments.force,
            )
        except ScanFault as fault:
            raise Failure(f"{arguments.mesh.name}: {fault}", Exit.CHECK_FAILED) from None
    if arguments.json:
        print_json(_told(found))
    else:
        print(_text(found))
    return _written(found, arguments)


def level(text: str) -> str:
    """A level that has a shape of its own. Raises ArgumentTypeError with the nearest names."""
    from meshes.anatomy.levels import UnknownLevel, require_level
    from meshes.column.shapes.level_shape import SHAPED_LEVELS

    try:
        named = require_level(text)
    except UnknownLevel as fault:
        raise ArgumentTypeError(str(fault)) from None
    if named not in SHAPED_LEVELS:
        raise ArgumentTypeError(f"{named} cannot be fitted; C1 to L5 can")
    return named


def axes(text: str) -> Axes:
    """Axes by name. Raises ArgumentTypeError."""
    from meshes.fitting.axes_given import Axes, UnknownAxes

    try:
        return Axes.named(text)
    except UnknownAxes as fault:
        raise ArgumentTypeError(str(fault)) from None


def _written(found: Fitted, arguments: Namespace) -> Exit:
    """Write a good shape; a bad one only where the user insists."""
    from meshes.column.shape_file import shape_toml
    from meshes.replacing import write_text

    name = arguments.mesh.name
    if found.faults and not arguments.force:
        raise Failure(
            f"{name}: {found.faults[0]}; nothing was written (--force writes it)", Exit.CHECK_FAILED
        )
    for fault in found.faults:
        print(f"retia: {name}: {fault}", file=sys.stderr)
    if arguments.out is not None:
        write_text(arguments.out, shape_toml(found.vertebra))
    return Exit.DONE


def _text(found: Fitted) -> str:
    left, level = found.residuals, found.vertebra.level
    lines = [f"{level} fitted to {found.vertebra.source}", *(f"  {each}" for each in found.said)]
    return "\n".join([
        *lines,
        f"  distance  mean {left.mean:.2f} mm, 95 % below {left.p95:.2f}, largest {left.max:.1f}",
        f"  body {left.body:.2f} mm, behind it {left.posterior:.2f} mm",
        f"  size      {found.scale:.3f} of the tabled {level}",
    ])  # fmt: skip


def _told(found: Fitted) -> dict[str, object]:
    return {
        "level": found.vertebra.level,
        "source": found.vertebra.source,
        "residual_mm": {name: round(value, 3) for name, value in found.residuals.by_name().items()},
        "scale": round(found.scale, 4),
        "said": list(found.said),
        "faults": list(found.faults),
        "parameters": found.vertebra.parameters(),
    }
