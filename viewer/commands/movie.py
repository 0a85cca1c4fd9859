"""`retia movie`: a turn, a taking apart or a moving section as MP4 or GIF, without a window."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.aid_options import add_aids, add_paper, chosen_aids, still_of
from viewer.commands.failure import Exit, file_trouble, wrong_use
from viewer.commands.options import add_recipe, picture_size, positive, recipe, warn_without_cache, writable
from viewer.commands.progress import Progress
from viewer.commands.scene_options import add_scene, scene_asked
from viewer.commands.stopping import stoppable

if TYPE_CHECKING:
    from meshes.geometry.trimesh import TriMesh
    from viewer.export.movie import MovieSpec
    from viewer.model.scene import Scene

_SIZE = (1280, 720)


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="OUT.mp4", help="the movie: .mp4 or .gif"
    )
    parser.add_argument(
        "--kind",
        type=_kind,
        default="turntable",
        metavar="NAME",
        help="turntable (default), explode or section",
    )
    parser.add_argument(
        "--plane", type=_plane, metavar="NAME", help="of a section: sagittal, coronal or axial"
    )
    parser.add_argument(
        "--seconds", type=positive("s", 120), default=8.0, metavar="N", help="length of the loop (8)"
    )
    parser.add_argument(
        "--fps", type=positive("frames a second", 60), default=24.0, metavar="N", help="frames a second (24)"
    )
    parser.add_argument("--size", type=picture_size, default=_SIZE, metavar="WxH", help="pixels (1280x720)")
    parser.add_argument(
        "--estimate", action="store_true", help="say how large it would be, and write nothing"
    )
    add_scene(parser)
    add_aids(parser)
    add_paper(parser)
    add_recipe(parser)


def run(arguments: Namespace) -> Exit:
    """Write the movie, or say how large it would be."""
    out = writable(arguments.out)
    scene = scene_asked(arguments)
    if not scene.shown:
        raise wrong_use("nothing is left to show; name other structures or levels")
    spec = _spec(scene, arguments)
    if arguments.estimate:
        print(_estimate(scene, spec, out, arguments))
    else:
        _write(scene, spec, out, arguments)
    return Exit.DONE


def _spec(scene: Scene, arguments: Namespace) -> MovieSpec:
    from viewer.export.movie import MovieFault, MovieSpec, require_movie
    from viewer.export.picture_size import ON_SLIDES

    # Movies are shown in lectures: letters as on slides.
    still = chosen_aids(replace(still_of(scene, *arguments.size), enlarged=ON_SLIDES), arguments)
    try:
        spec = MovieSpec(
            arguments.kind,
            arguments.seconds,
            arguments.fps,
            arguments.plane,
            still,
        )
        require_movie(arguments.out, spec)
    except MovieFault as fault:
        raise wrong_use(str(fault)) from fault
    return spec


def _estimate(scene: Scene, spec: MovieSpec, out: Path, arguments: Namespace) -> str:
    from viewer.export.exposure import finished
    from viewer.export.film import FilmFault
    from viewer.export.film_size import in_megabytes, likely_bytes
    from viewer.export.sounding import sounding

    ending = out.suffix.lower()
    with Progress(arguments.quiet) as progress:
        meshes = _built(scene, arguments, progress)
        progress(len(meshes), len(meshes), "filming a few moments")
        try:
            told = finished(stoppable(sounding(scene.catalogue, scene.state, meshes, spec, [ending])))
        except FilmFault as fault:
            raise file_trouble(f"{out}: {fault}") from fault
    size = f"{spec.still.width}x{spec.still.height}"
    likely = in_megabytes(*likely_bytes(told[ending], ending, spec.kind, is_sounded=True))
    return f"{spec.frames} frames of {size}, {likely}"


def _filming(bytes_expected: int | None) -> str:
    return "filming" if bytes_expected is None else f"filming, about {bytes_expected / 1e6:.1f} MB"


def _built(scene: Scene, arguments: Namespace, progress: Progress) -> dict[str, TriMesh]:
    """The surfaces of what is shown, once something can be drawn at all."""
    from viewer.render.opengl import prepare_drawing

    prepare_drawing()
    warn_without_cache(arguments.quiet)

    from meshes.build import build
    from meshes.cache import MeshCache

    wanted = recipe(arguments, scene)
    return {part.id: part.mesh for part in build(wanted, scene.shown, progress, cache=MeshCache())}


def _write(scene: Scene, spec: MovieSpec, out: Path, arguments: Namespace) -> None:
    from viewer.export.film import FilmFault
    from viewer.export.movie import film

    with Progress(arguments.quiet) as progress:
        meshes = _built(scene, arguments, progress)
        try:
            for step in stoppable(film(scene.catalogue, scene.state, meshes, spec, out)):
                progress(step.done, step.total, _filming(step.bytes_expected))
        except FilmFault as fault:
            raise file_trouble(f"{out}: {fault}") from fault


def _kind(name: str) -> str:
    from viewer.model.motion import KINDS

    return _one_of(name, "kind", KINDS)


def _plane(name: str) -> str:
    from viewer.model.motion import PLANES

    return _one_of(name, "plane", tuple(PLANES))


def _one_of(name: str, what: str, valid: tuple[str, ...]) -> str:
    if name not in valid:
        raise ArgumentTypeError(f"there is no {what} {name!r}; there are {', '.join(valid)}")
    return name
