"""Child process: a 4K picture of the default figure, from the cache to the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.builds import seconds
from benchmarks.child import report
from meshes.build import Recipe, build
from meshes.cache import MeshCache
from viewer.commands.aid_options import still_of
from viewer.export.still import write_still
from viewer.scenes import scene_of


def main() -> None:
    """Measure and report."""
    scene = scene_of()
    meshes = {part.id: part.mesh for part in build(Recipe(), scene.shown, cache=MeshCache())}
    spec = still_of(scene, 3840, 2160)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "still.png"
        took = seconds(lambda: write_still(out, scene.catalogue, scene.state, meshes, spec))
    report({"still": took})


if __name__ == "__main__":
    main()
