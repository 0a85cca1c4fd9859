"""How many threads the linear algebra under numpy may start."""

from __future__ import annotations

import os


def leave_cores_to_the_build() -> None:
    """One thread for linear algebra, unless the user set another number; call before numpy is imported.

    All matrices here are three by three. The threads that would share out their products only spin, and take
    the cores from the two that build and draw: a fifth of the first picture's time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
