"""Leaving out what PyVista loads at its start for charts, which Retia does not draw."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_DEFERRED = {"matplotlib.pyplot": (), "matplotlib.backends.backend_agg": ("FigureCanvasAgg",)}
"""Modules, and what is taken from them by name when PyVista is loaded."""


def defer_charts() -> None:
    """Let Matplotlib's figures be loaded when first used; call before PyVista is imported.

    They are a third of the time that PyVista's import takes. Whoever uses them notices nothing else.
    """
    for name, taken in _DEFERRED.items():
        if name not in sys.modules:
            sys.modules[name] = _Deferred(name, taken)


class _Deferred(ModuleType):
    """A module that is loaded when something of it is asked for.

    Parameters
    ----------
    name : str
        Its full name.
    taken : tuple of str
        Callables of it that may be taken now; the first call loads it.
    """

    def __init__(self, name: str, taken: tuple[str, ...]) -> None:
        super().__init__(name, "Loaded when first used.")
        for each in taken:
            setattr(self, each, lambda *given, _each=each, **named: self._real(_each)(*given, **named))

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system looks at these, which needs nothing loaded
            raise AttributeError(name)
        return self._real(name)

    def _real(self, name: str):  # type: ignore[no-untyped-def]  # whatever the module holds
        # All of them at once: Matplotlib derives classes from each other's, which have to be the real ones.
        for each in _DEFERRED:
            if isinstance(sys.modules.get(each), _Deferred):
                del sys.modules[each]
        return getattr(import_module(self.__name__), name)
