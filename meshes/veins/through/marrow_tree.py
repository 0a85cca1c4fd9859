"""A tree of veins as branches on branches, its calibres told by what flows through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from meshes.network.builder import WayPoint
from meshes.network.graph import Floats
from meshes.network.junction import child_radius


@dataclass(eq=False)
class Branch:
    """A branch with what opens into it.

    Parameters
    ----------
    course : (N, 3) array
        From where it opens to its tip.
    name : str
        Of its own; names of the junctions on it begin with it.
    end : str or None
        Junction at its tip, where it goes on in another vein.
    tributaries : dict
        Branches by the place on the course, from 1 on, at which they open; each starts there.
    """

    course: Floats
    name: str
    end: str | None = None
    tributaries: dict[int, list[Branch]] = field(default_factory=dict)

    def take_up(self, place: int, other: Branch) -> None:
        """Let another branch open at a place of the course."""
        self.tributaries.setdefault(place, []).append(other)

    def flow(self) -> Floats:
        """What passes each place of the course, (N,): the marrow is drained evenly, a mm like the next.

        What comes in over a millimetre before the tip passes at the tip itself.
        """
        steps = np.linalg.norm(np.diff(self.course, axis=0), axis=1)
        gained = np.append(np.cumsum(steps[::-1])[::-1], 0.0) + _TIP_FLOW_MM
        for place, others in self.tributaries.items():
            gained[: place + 1] += sum(float(other.flow()[0]) for other in others)
        return gained


_TIP_FLOW_MM = 1.0


def drawn(
    branch: Branch, radius: float, least: float, flow: float, start: str
) -> Iterator[tuple[WayPoint, ...]]:
    """The runs of a branch and of all that opens into it.

    Parameters
    ----------
    branch : Branch
        The branch.
    radius, flow : float
        Calibre of the vein that carries such a flow; the cubes of radii go with the flow.
    least : float
        No vein is drawn thinner, mm.
    start : str
        The junction at which it opens.
    """
    sizes = [max(child_radius(radius, min(float(each) / flow, 1.0)), least) for each in branch.flow()]
    last, path = len(sizes) - 1, []
    for place, (point, size) in enumerate(zip(branch.course, sizes, strict=True)):
        x, y, z = point.tolist()
        joint = start if place == 0 else branch.end if place == last else None
        if place in branch.tributaries:
            joint = f"{branch.name}.{place}"
        path.append(WayPoint((x, y, z), size, joint))
    yield tuple(path)
    for place, others in sorted(branch.tributaries.items()):
        for other in others:
            yield from drawn(other, radius, least, flow, f"{branch.name}.{place}")


def bowed(start: Floats, leave: Floats, end: Floats, arrive: Floats, count: int) -> Floats:
    """A curve that leaves a place along one direction and comes to another along a second, (count, 3)."""
    size = float(np.linalg.norm(end - start))
    one, other = (way / max(float(np.linalg.norm(way)), 1e-9) * 0.45 * size for way in (leave, arrive))
    t = np.linspace(0.0, 1.0, count)[:, None]
    b, c = start + one, end - other
    return np.asarray((1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * end)


def heading(course: Floats, place: int) -> Floats:
    """Direction of a course at one of its places."""
    low, high = max(place - 1, 0), min(place + 1, len(course) - 1)
    way = course[high] - course[low]
    return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))
