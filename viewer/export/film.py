"""Frames into a film on disk: MP4 for players and slides, GIF for pages, both by ffmpeg."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from PIL import Image

from viewer.render.painted.ink import Picture

FILM_ENDINGS = (".mp4", ".gif")
_COLOURS = 255
"""Of a GIF; one more place of its palette stands for what stays as in the frame before."""
_PATIENCE_S = 120.0
_LOOK_EVERY_S = 0.01

_H264 = (
    "-c:v", "libx264", "-crf", "18", "-preset", "medium", "-pix_fmt", "yuv420p",
    "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709",
    "-color_trc", "bt709", "-movflags", "+faststart",
)  # fmt: skip
_GIF = ("-lavfi", "paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle", "-loop", "0")


class FilmFault(RuntimeError):
    """A film could not be written; the message is what ffmpeg said last."""


class Film:
    """A film that takes frames one by one; to be used in a ``with`` block, which ends ffmpeg.

    Unless :meth:`finishing` was gone through the file is cut short; whoever opened it removes it.

    Parameters
    ----------
    path
        Where it is written; the ending chooses the format.
    size
        Width and height of the frames, pixels; even numbers for MP4.
    fps
        Frames a second.
    samples
        Some frames of it, from which a GIF takes its colours; MP4 does not need them.
    """

    def __init__(
        self, path: Path, size: tuple[int, int], fps: float, samples: Sequence[Picture] = ()
    ) -> None:
        self._path = path
        self._place = tempfile.TemporaryDirectory(prefix="retia-film-")
        self._folder = Path(self._place.name)
        self._log = os.open(self._folder / "log", os.O_CREAT | os.O_WRONLY)
        self._process = subprocess.Popen(
            self._words(size, fps, samples),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            start_new_session=True,  # Ctrl-C is ours to answer
        )

    def add(self, frame: Picture) -> None:
        """Take the next frame, (height, width, 4); its alpha is left out. Raises FilmFault."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(np.ascontiguousarray(frame[..., :3]).tobytes())
        except OSError:
            raise self._fault() from None

    def finishing(self) -> Iterator[None]:
        """Wait until all is written, with a pause every few milliseconds. Raises FilmFault."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        until = time.monotonic() + _PATIENCE_S
        while self._process.poll() is None and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_S)
            yield
        if self._process.returncode != 0:
            raise self._fault()

    @property
    def bytes_so_far(self) -> int:
        """What the file holds by now; the last frames are still on their way."""
        with contextlib.suppress(OSError):
            return self._path.stat().st_size
        return 0

    def __enter__(self) -> Film:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # type: ignore[union-attr]
        finally:
            os.close(self._log)
            self._place.cleanup()

    def _words(self, size: tuple[int, int], fps: float, samples: Sequence[Picture]) -> list[str]:
        from imageio_ffmpeg import get_ffmpeg_exe

        frames = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", f"{fps:g}"]
        words = [get_ffmpeg_exe(), "-y", "-nostdin", "-loglevel", "error", *frames, "-i", "pipe:0"]
        if self._path.suffix.lower() == ".gif":
            palette = self._folder / "palette.png"
            palette_of(samples).save(palette)
            words += ["-i", str(palette), *_GIF]
        else:
            words += _H264
        # Without what tells when and by which version it was made: the same scene gives the same bytes.
        return [*words, "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", str(self._path)]

    def _fault(self) -> FilmFault:
        lines = (self._folder / "log").read_text("utf-8", "replace").strip().splitlines()
        # Which part of ffmpeg says it, and where in memory that lies, tells nobody anything.
        reason = re.sub(r"^\[[^\]]*\]\s*", "", lines[-1].strip()) if lines else "ffmpeg ended early"
        return FilmFault(f"the film could not be written ({reason}); try another place or a smaller size")


def palette_of(samples: Sequence[Picture]) -> Image.Image:
    """A picture of 16 by 16 pixels with the colours that suit some frames, the last one clear."""
    sheet = Image.fromarray(np.concatenate([each[::2, ::2, :3] for each in samples]))
    chosen = sheet.quantize(_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    colours = np.zeros((256, 4), np.uint8)
    given = np.array(chosen, np.uint8).reshape(-1, 3)[:_COLOURS]
    colours[:_COLOURS] = (*given[0], 255)
    colours[: len(given), :3] = given
    return Image.fromarray(colours.reshape(16, 16, 4), "RGBA")
