"""Child process: the application, to which Ctrl-C comes in a question of Qt while its window is made."""

from __future__ import annotations

import signal
import sys

from viewer.qt.application import application, run_application  # first: sets the surface format

from tests.qt.shapes import FakeSource  # isort: skip
from viewer.qt.tree.structure_model import StructureModel
from viewer.scenes import scene_of

asked = StructureModel.rowCount


def interrupted(model: StructureModel, parent=None) -> int:
    """What Qt asks for, and meanwhile Ctrl-C, the first time."""
    if StructureModel.rowCount is interrupted:
        StructureModel.rowCount = asked
        signal.raise_signal(signal.SIGINT)
    return asked(model, parent)


def main() -> None:
    """Run it."""
    running = application()
    StructureModel.rowCount = interrupted
    try:
        run_application(scene_of("default", ("T12", "L1")), FakeSource())
    except KeyboardInterrupt:
        print("closed", flush=True)
        del running
        sys.exit(130)


if __name__ == "__main__":
    main()
