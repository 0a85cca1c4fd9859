"""Colours by group, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from meshes.assets import ASSETS, asset
from viewer.model.pattern import Pattern, read_pattern

_UNNAMED_COLOUR = "#9a9a9a"
IN_DARK = "-dark"
"""Ending of the name of a palette as it is worn before a dark backdrop."""
_PALE = 128.0
"""A backdrop lighter than this, of 255, wants dark lines."""


@dataclass(frozen=True)
class Palette:
    """The colours of one way to paint the atlas.

    Parameters
    ----------
    name, title, status
        File name without ending, what the menu says, and a sentence about it.
    groups, tissues
        ``#rrggbb`` of the surface of each group: of those told apart by colour, and of those round them.
    alike
        Groups that share the colours of another, as ribs those of vertebrae.
    patterns
        Rings of those groups that colour alone does not tell from all others.
    cut, rim
        ``#rrggbb`` of the faces a section opens and of the band along their edges; a group not named there
        has its surface's colour, darker inside.
    background, dark_background
        Bottom and top of the backdrop in a light and in a dark window.
    highlight
        Colour that selection and hovering add.
    dark, dark_apart
        ``#rrggbb`` of those groups that would sink into a dark backdrop, as they are painted before one, and
        how far apart all are then; nothing where the colours are good for both.
    apart
        For which eyes any two groups stay so many CIELAB units apart: ``usual``, ``protanopia``,
        ``deuteranopia``, ``tritanopia``, and ``grey`` for a print without colour.
    """

    name: str
    title: str
    status: str
    groups: Mapping[str, str]
    tissues: Mapping[str, str]
    alike: Mapping[str, str]
    patterns: Mapping[str, Pattern]
    cut: Mapping[str, str]
    rim: Mapping[str, str]
    background: tuple[str, str]
    dark_background: tuple[str, str]
    highlight: str
    apart: Mapping[str, float]
    dark: Mapping[str, str]
    dark_apart: Mapping[str, float]

    def colour(self, group: str) -> str:
        """Surface colour of a group; a grey for a group without one."""
        group = self.alike.get(group, group)
        return self.groups.get(group) or self.tissues.get(group, _UNNAMED_COLOUR)

    def cut_colour(self, group: str, surface: str) -> str:
        """Colour of a group's cut faces when its surface is painted `surface`."""
        return self.cut.get(self.alike.get(group, group)) or darker(surface)

    def backdrop(self, is_dark: bool) -> tuple[str, str]:
        """Bottom and top of the backdrop."""
        return self.dark_background if is_dark else self.background

    def before(self, is_dark: bool) -> Palette:
        """The palette as it is worn before a light or a dark backdrop."""
        return load_palette(self.name + IN_DARK) if is_dark and self.dark else self

    @property
    def paper(self) -> str:
        """What a picture stands on unless told otherwise: white, or the backdrop of bright colours."""
        return self.background[0] if is_dark_ground(self.background[0]) else "#ffffff"

    def accent(self, is_dark: bool) -> str:
        """The highlight as it can be seen on the backdrop, for lines that are no anatomy."""
        return self.highlight if is_dark_ground(self.backdrop(is_dark)[0]) else darker(self.highlight)

    def rim_colour(self, group: str, surface: str) -> str:
        """Colour of the band along the edge of a group's cut faces."""
        return self.rim.get(self.alike.get(group, group), surface)


def darker(colour: str, share: float = 0.55) -> str:
    """A `share` of the light of ``#rrggbb``."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * share):02x}" for i in (1, 3, 5))


def is_dark_ground(colour: str) -> bool:
    """Whether ``#rrggbb`` wants light letters and bright veins before it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue <= _PALE


class UnknownPalette(ValueError):
    """A palette that is not among the files."""


def palettes() -> tuple[str, ...]:
    """Names of the palettes on disk, sorted."""
    return tuple(sorted(path.stem for path in (ASSETS / "palettes").glob("*.toml")))


@lru_cache
def load_palette(name: str) -> Palette:
    """The palette of a name; with `IN_DARK` at its end as it is worn before a dark backdrop.

    Raises
    ------
    UnknownPalette
        When no file has that name; the message offers those there are.
    """
    if name not in palettes():
        usual = name.removesuffix(IN_DARK)
        if usual != name and usual in palettes() and (palette := load_palette(usual)).dark:
            groups = MappingProxyType({**palette.groups, **palette.dark})
            return replace(
                palette, name=name, groups=groups, apart=palette.dark_apart, dark=MappingProxyType({})
            )
        raise UnknownPalette(f"no palette {name!r}; there are: {', '.join(palettes())}")
    table = tomllib.loads(asset("palettes", f"{name}.toml").read_text("utf-8"))
    return Palette(
        name=name,
        title=table["title"],
        status=table["status"],
        groups=MappingProxyType(table["groups"]),
        tissues=MappingProxyType(table.get("tissues", {})),
        alike=MappingProxyType(table.get("alike", {})),
        patterns=MappingProxyType({key: read_pattern(row) for key, row in table.get("patterns", {}).items()}),
        cut=MappingProxyType(table.get("cut", {})),
        rim=MappingProxyType(table.get("rim", {})),
        background=_backdrop(table["background"]),
        dark_background=_backdrop(table["dark_background"]),
        highlight=table["highlight"],
        apart=MappingProxyType(table["apart"]),
        dark=MappingProxyType(table.get("dark", {})),
        dark_apart=MappingProxyType(table.get("dark_apart", {})),
    )


def _backdrop(colours: Sequence[str]) -> tuple[str, str]:
    bottom, top = colours
    return bottom, top
