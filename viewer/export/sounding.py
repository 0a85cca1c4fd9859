"""How large a movie's file will be, told from a few short stretches of it, filmed small."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.trimesh import TriMesh
from viewer.export.film import Film
from viewer.export.movie import LESS_BY_SIZE, MovieSpec, Set
from viewer.model.state import SceneState
from viewer.render.painted.ink import Picture

_STRETCHES, _LENGTH = 4, 5
"""How many stretches are filmed, and how many frames each has."""
_PIXELS = 426 * 240
_DEARER = {".mp4": 1.1, ".gif": 0.98}
"""So many times more bytes a frame has in a short stretch than in a whole film, by what films of several
figures came to: the longer one is, the more an encoder finds again."""


def sounding(
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    spec: MovieSpec,
    endings: Sequence[str],
) -> Generator[None, None, dict[str, int]]:
    """Film some frames small, in steps of a few hundredths of a second; given up, it leaves nothing behind.

    Parameters are those of :func:`viewer.export.movie.film`, for files of several endings.

    Returns
    -------
    dict
        Bytes by ending, within about a quarter of what the file will have.

    Raises
    ------
    FilmFault, OSError
        When not even a short film can be written.
    """
    small = _small(spec)
    with closing(Set(catalogue, state, meshes, small)) as scenery:
        stretches = []
        for first, length in _stretches(spec.frames):
            frames = []
            for number in range(first, first + length):
                yield from (shot := scenery.shoot(number / spec.frames))
                frames.append(shot.picture)
            stretches.append(frames)
    told = {}
    with tempfile.TemporaryDirectory(prefix="retia-sounding-") as folder:
        for ending in endings:
            written = yield from _extrapolated(stretches, spec.frames, small, Path(folder) / f"a{ending}")
            larger = spec.still.width * spec.still.height / (small.still.width * small.still.height)
            told[ending] = round(written * larger ** (1.0 - LESS_BY_SIZE[ending]))
    return told


def _small(spec: MovieSpec) -> MovieSpec:
    """The same movie in few pixels, and in sides that any film can have."""
    still = spec.still
    share = min(math.sqrt(_PIXELS / (still.width * still.height)), 1.0)
    width, height = (max(2 * round(share * side / 2), 16) for side in (still.width, still.height))
    letters = still.scale * width / still.width
    return replace(spec, still=replace(still, width=width, height=height, letters=letters))


def _stretches(frames: int) -> list[tuple[int, int]]:
    """First frame and length of each stretch; the whole of a short film."""
    if frames <= _STRETCHES * _LENGTH:
        return [(0, frames)]
    middles = ((number + 0.5) / _STRETCHES * frames for number in range(_STRETCHES))
    return [(min(int(middle), frames - _LENGTH), _LENGTH) for middle in middles]


def _extrapolated(
    stretches: Sequence[Sequence[Picture]], frames: int, spec: MovieSpec, path: Path
) -> Generator[None, None, float]:
    """Bytes of a film of so many frames: its first one stands alone, the others tell what changes."""
    samples = [stretch[0] for stretch in stretches]
    whole = []
    for stretch in stretches:
        yield from _filmed(stretch, spec, path, samples)
        whole.append(path.stat().st_size)
    if len(stretches) == 1:
        return float(whole[0])
    alone = []
    for stretch in stretches:
        yield from _filmed(stretch[:1], spec, path, samples)
        alone.append(path.stat().st_size)
    first, length = sum(alone) / len(alone), len(stretches[0])
    further = (sum(whole) - sum(alone)) / len(whole) / (length - 1) / _DEARER[path.suffix]
    return first + (frames - 1) * further


def _filmed(
    frames: Sequence[Picture], spec: MovieSpec, path: Path, samples: Sequence[Picture]
) -> Iterator[None]:
    with Film(path, (spec.still.width, spec.still.height), spec.fps, samples) as strip:
        for frame in frames:
            strip.add(frame)
            yield
        yield from strip.finishing()
