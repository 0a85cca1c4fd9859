"""The one declaration of the frame: LPS, millimetres.

+x points to the patient's left, +y to the back, +z to the head.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def _direction(x: float, y: float, z: float) -> Vector:
    vector = np.array([x, y, z])
    vector.setflags(write=False)
    return vector


LEFT = _direction(1.0, 0.0, 0.0)
RIGHT = _direction(-1.0, 0.0, 0.0)
POSTERIOR = _direction(0.0, 1.0, 0.0)
ANTERIOR = _direction(0.0, -1.0, 0.0)
SUPERIOR = _direction(0.0, 0.0, 1.0)
INFERIOR = _direction(0.0, 0.0, -1.0)

SIDES = {"left": 1.0, "right": -1.0}
"""Sign of x on each side of the patient."""
