"""Verbs on the individual: parameters and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from meshes.column.settable import checked, parameter_named, require_seed
from viewer.model.verbs.stage import Stage


class IndividualVerbs(Stage):
    """Chooses whose column it is."""

    def set_parameter(self, name: str, value: float, is_drag: bool = False) -> None:
        """Set one parameter of the column. Raises UnknownParameter or OutsideRange."""
        parameter = parameter_named(name)
        after = checked({**self._state.parameters, parameter.name: value})
        drag = ("parameter", parameter.name) if is_drag else None
        self._become(replace(self._state, parameters=after), parameter.text, drag)

    def set_parameters(self, values: Mapping[str, float], verb: str = "Parameters") -> None:
        """Set some parameters and leave the others. Raises UnknownParameter or OutsideRange."""
        after = checked({**self._state.parameters, **values})
        self._become(replace(self._state, parameters=after), verb)

    def reset_parameters(self) -> None:
        """Return to the column of the tables; the seed stays."""
        self._become(replace(self._state, parameters={}), "Column of the tables")

    def set_seed(self, seed: int, is_drag: bool = False) -> None:
        """Choose another individual. Raises ValueError below 0."""
        after = replace(self._state, seed=require_seed(int(seed)))
        self._become(after, "Another individual", "seed" if is_drag else None)
