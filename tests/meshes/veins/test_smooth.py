"""Who pulls whom, and what is drawn out, on lines one can reckon with."""

import numpy as np

from meshes.network.graph import VesselGraph
from meshes.network.pulls import links_of

LINE = np.stack([np.arange(21.0), np.zeros(21), np.zeros(21)], axis=1)


def line(xyz: np.ndarray) -> VesselGraph:
    order = np.arange(len(xyz))
    edges = np.stack([order[:-1], order[1:]], axis=1)
    return VesselGraph(xyz, np.ones(len(xyz)), edges, np.zeros(len(edges)), ("a",))


def sharpest_deg(xyz: np.ndarray) -> float:
    steps = np.diff(xyz, axis=0)
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    return float(np.degrees(np.arccos((steps[1:] * steps[:-1]).sum(axis=1).min())))


def test_nodes_that_were_pushed_together_are_drawn_out_and_others_stay() -> None:
    bunched = LINE.copy()
    bunched[10] = [8.8, 0.3, 0.0]  # behind the one before it
    faired = links_of(line(LINE)).faired(bunched)
    assert sharpest_deg(bunched) > 120.0
    assert sharpest_deg(faired) < 36.0
    assert (np.diff(faired[:, 0]) > 0.0).all()
    assert (faired[:9] == LINE[:9]).all()
    assert (faired[12:] == LINE[12:]).all()


def test_a_gentle_bend_and_what_may_not_move_stay() -> None:
    turn = np.linspace(0.0, np.pi, 21)
    arc = 5.0 * np.stack([np.cos(turn), np.sin(turn), 0.0 * turn], axis=1)
    assert (links_of(line(arc)).faired(arc) == arc).all()
    bunched = LINE.copy()
    bunched[10] = [8.8, 0.3, 0.0]
    assert (links_of(line(LINE)).faired(bunched, np.zeros(21, bool)) == bunched).all()
