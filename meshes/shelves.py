"""What builds that were called off have made so far, for when they are taken up again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from meshes.recipe import Recipe
from meshes.shelf import Shelf

KEPT = 2
"""Recipes remembered, the one that is shown and the one before: bones sampled at normal detail are large."""


class Shelves:
    """Shelves by recipe; safe to use from several threads."""

    def __init__(self) -> None:
        self._shelves: OrderedDict[object, Shelf] = OrderedDict()
        self._lock = Lock()

    def of(self, recipe: Recipe) -> Shelf:
        """The shelf of a recipe, with what was made of it before, unless too many others came since."""
        key = _key(recipe)
        with self._lock:
            shelf = self._shelves.setdefault(key, Shelf())
            self._shelves.move_to_end(key)
            while len(self._shelves) > KEPT:
                self._shelves.popitem(last=False)
        return shelf

    def forget(self, recipe: Recipe) -> None:
        """What is built is in the cache and needs no shelf any more."""
        with self._lock:
            self._shelves.pop(_key(recipe), None)


def _key(recipe: Recipe) -> object:
    return recipe.levels, recipe.detail, recipe.seed, tuple(sorted(recipe.parameters.items()))
