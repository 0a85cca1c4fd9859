"""Movies of a scene, made a little at a time so that whoever asks can go on meanwhile, or give up."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.replacing import replacing, require_writable
from viewer.export.backdrop import backdrop, ink_of, worn_on
from viewer.export.exposure import FOUR_SAMPLES, Darkroom
from viewer.export.film import FILM_ENDINGS, Film
from viewer.export.following import Following, follow
from viewer.export.page import Page
from viewer.export.still import laid_over
from viewer.export.still_spec import TRANSPARENT, StillSpec
from viewer.model.motion import KINDS, PLANES, Moving, Stage, moments, moving
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.render.appearance import legend_rows
from viewer.render.labels.sight import Sight
from viewer.render.labels.wish import has_notes, label_wishes
from viewer.render.painted.ink import Picture
from viewer.render.shown_points import sampled

LONGEST_S = 120.0
MOST_FPS = 60.0
_MOST_GIF_FPS = 50.0
"""Browsers show a faster GIF at a tenth of its speed."""

_EVERY = 7
"""Of the points of a surface, those looked at to keep names beside all that moves."""
_PALETTE_MOMENTS = (0.0, 0.25, 0.5, 0.75)
_USUAL_FRAMES, _USUAL_PIXELS = 24, 640 * 360
_BYTES_A_PIXEL = {
    ".mp4": {"turntable": (0.057, 0.17), "explode": (0.030, 0.16), "section": (0.019, 0.33)},
    ".gif": {"turntable": (0.179, 0.02), "explode": (0.118, 0.10), "section": (0.076, 0.25)},
}
"""Of each frame of a movie of usual frames and pixels, and the power of frames with which they grow fewer:
the more there are, the more alike they are. Measured on the figure `default`."""
LESS_BY_SIZE = {".mp4": 0.31, ".gif": 0.16}
"""The power of the pixels with which bytes a pixel grow fewer."""


class MovieFault(ValueError):
    """A movie that cannot be as it is wished; the message says what to change."""


@dataclass(frozen=True)
class MovieSpec:
    """What a movie is to be like.

    Parameters
    ----------
    kind
        One of :data:`viewer.model.motion.KINDS`.
    seconds, fps
        How long one loop takes, and frames a second.
    plane
        Of a section; see :func:`viewer.model.motion.moving`.
    still
        Size, background and aids of each frame. Names are chosen once and stand still; see
        :mod:`viewer.export.following`.

    Raises
    ------
    MovieFault
        When a number or a word is impossible.
    """

    kind: str = "turntable"
    seconds: float = 8.0
    fps: float = 24.0
    plane: str | None = None
    still: StillSpec = field(default_factory=lambda: StillSpec(1280, 720))

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise MovieFault(f"there is no kind {self.kind!r}; there are {', '.join(KINDS)}")
        if self.plane is not None and self.plane not in PLANES:
            raise MovieFault(f"there is no plane {self.plane!r}; there are {', '.join(PLANES)}")
        if not (1.0 <= self.fps <= MOST_FPS and 0.0 < self.seconds <= LONGEST_S):
            raise MovieFault(f"a movie has 1 to {MOST_FPS:g} frames a second and up to {LONGEST_S:g} s")
        if self.frames < 2:
            raise MovieFault("a movie has two frames at least; make it longer")
        if self.still.background == TRANSPARENT:
            raise MovieFault("a movie has no clear background; choose a colour")

    @property
    def frames(self) -> int:
        """How many pictures it has."""
        return round(self.seconds * self.fps)


@dataclass(frozen=True)
class Filmed:
    """How far a movie is: frames done, and what its file will come to, bytes, once enough of it tells."""

    done: int
    total: int
    bytes_expected: int | None


def require_movie(path: Path, spec: MovieSpec) -> None:
    """Raise MovieFault when a file of that ending cannot hold such a movie."""
    ending = path.suffix.lower()
    width, height = spec.still.width, spec.still.height
    if ending not in FILM_ENDINGS:
        raise MovieFault(
            f"{path.name}: movies are written as {' and '.join(FILM_ENDINGS)}, not {ending or 'without'}"
        )
    if ending == ".mp4" and (width % 2 or height % 2):
        even = f"{width + width % 2}x{height + height % 2}"
        raise MovieFault(f"an MP4 has even sides, not {width}x{height}; choose {even}")
    if ending == ".gif" and spec.fps > _MOST_GIF_FPS:
        raise MovieFault(f"a GIF has up to {_MOST_GIF_FPS:g} frames a second; choose fewer, or .mp4")


def bytes_expected(ending: str, spec: MovieSpec) -> int:
    """About what a movie's file will come to; a guess from its size and length."""
    pixels, ending = spec.still.width * spec.still.height, ending.lower()
    bytes_a_pixel, power = _BYTES_A_PIXEL[ending][spec.kind]
    likeness = (spec.frames / _USUAL_FRAMES) ** power * (pixels / _USUAL_PIXELS) ** LESS_BY_SIZE[ending]
    return round(bytes_a_pixel * pixels * spec.frames / likeness)


def film(
    catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: MovieSpec, path: Path
) -> Generator[Filmed, None, None]:
    """Make a movie step by step; each step is a part of a frame, so that a window answers between.

    The file takes its place when the last step is done. Closing the iterator before leaves no file, and an
    old one of that name as it was. To be run in the thread that may draw.

    Parameters
    ----------
    catalogue, state
        What to show; selection is not marked.
    meshes
        Surfaces by id in the world frame, at least those that are shown.
    spec, path
        The movie, and its file.

    Raises
    ------
    MovieFault
        When such a movie cannot be written, before anything is drawn.
    FilmFault, OSError
        When the file could not be written.
    """
    require_movie(path, spec)
    require_writable(path.absolute().parent)
    return _filming(Set(catalogue, state, meshes, spec), path)


def _filming(scenery: Set, path: Path) -> Generator[Filmed, None, None]:
    spec, ending = scenery.spec, path.suffix.lower()
    guess, total = None, spec.frames
    with replacing(path) as beside, closing(scenery):
        samples: list[Picture] = []
        for moment in _PALETTE_MOMENTS if ending == ".gif" else ():
            for _ in (shot := scenery.shoot(moment)):
                yield Filmed(0, total, guess)
            samples.append(shot.picture)
        with Film(beside, (spec.still.width, spec.still.height), spec.fps, samples) as strip:
            for done, moment in enumerate(moments(total), start=1):
                for _ in (shot := scenery.shoot(moment)):
                    yield Filmed(done - 1, total, guess)
                strip.add(shot.picture)
                guess = _told_by(strip.bytes_so_far, done, total, guess)
                yield Filmed(done, total, guess)
            for _ in strip.finishing():
                yield Filmed(total, total, guess)


def _told_by(written: int, done: int, total: int, guess: int | None) -> int | None:
    """What a film will come to, once enough of it is written to tell."""
    return round(written * total / done) if written and 4 * done > total else guess


class Set:
    """Scenery, eye and backdrop of a movie; loads the surfaces when the first frame is shot."""

    def __init__(
        self, catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: MovieSpec
    ) -> None:
        self.spec = spec
        still = spec.still
        state = replace(worn_on(still, state), viewpoint=state.viewpoint.in_shape(still.width / still.height))
        bare = replace(state, selection=(), overlays=replace(state.overlays, labels=still.has_labels))
        scene = Scene.of_state(catalogue, replace(bare, selection=state.selection))
        shown = {key: meshes[key] for key in scene.shown if key in meshes}
        rows = legend_rows(scene, frozenset(shown)) if still.has_legend else ()
        self._wishes = label_wishes(scene, frozenset(shown))
        self._page = Page(still, ink_of(still, bare), rows, has_notes(self._wishes))
        self._ground = backdrop(still, bare)
        points = {key: sampled(mesh) for key, mesh in shown.items()}
        stage = Stage(catalogue, bare, points, still.width / still.height, *self._page.taken())
        self._moving: Moving = moving(spec.kind, stage, spec.plane)
        self._stage = stage
        self._following: Following | None = None
        self._room: Darkroom | None = None
        self._catalogue, self._shown = catalogue, shown

    def shoot(self, moment: float) -> Shot:
        """The frame of a moment, to be run through for its picture."""
        return Shot(self, moment)

    def shooting(self, shot: Shot) -> Iterator[None]:
        """Draw a frame in steps."""
        if self._room is None:
            size = self.spec.still.width, self.spec.still.height
            self._room = Darkroom(self._catalogue, self._moving(0.0), size)
            yield from self._room.loading(self._shown)
        if self._wishes and self._following is None:
            seen: list[Sight] = []
            for moment in (0.0, 0.5):
                self._room.turn_to(self._moving(moment))
                exposed = yield from self._room.exposing(FOUR_SAMPLES[:1], is_named=True)
                seen.append(exposed.sight)
            self._following = self._follow(*seen)
        state = self._moving(shot.moment)
        self._room.turn_to(state)
        exposed = yield from self._room.exposing(FOUR_SAMPLES)
        names = self._following.shapes(state, exposed.viewpoint) if self._following else ()
        unnamed = replace(self._page, spec=replace(self._page.spec, has_labels=False))
        frame = laid_over(unnamed, exposed, self._ground)
        shot.picture = replace(frame, shapes=(*names, *frame.shapes)).painted()

    def _follow(self, sight: Sight, later: Sight) -> Following:
        def placing(state: SceneState) -> Vector:
            return self._stage.placed(state.explosion)[::_EVERY]

        return follow(self._catalogue, self._page, self._wishes, sight, later, self._moving, placing)

    def close(self) -> None:
        """Give back what the graphics driver holds."""
        if self._room is not None:
            self._room.close()


class Shot:
    """One frame: going through it draws it, afterwards it has its picture."""

    picture: Picture

    def __init__(self, scenery: Set, moment: float) -> None:
        self._set, self.moment = scenery, moment

    def __iter__(self) -> Iterator[None]:
        return self._set.shooting(self)
