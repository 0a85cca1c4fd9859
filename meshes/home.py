"""One folder for all that lasts from one start to the next, where it is to travel with its user."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "RETIA_HOME"


def home() -> Path | None:
    """The folder the environment variable ``RETIA_HOME`` names; ``None`` where there is none such."""
    named = os.environ.get(VARIABLE)
    return Path(named).absolute() if named else None
