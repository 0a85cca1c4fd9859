"""How finely the anatomy is meshed; never what the anatomy is."""

from enum import Enum


class UnknownDetail(ValueError):
    """A name that is no detail level; the message offers the valid ones."""


class Detail(Enum):
    """Grid steps of a build. The solids and the vessel graph are the same at every detail.

    Examples
    --------
    >>> Detail.named("fine").bone_step_mm
    0.6
    >>> Detail.named("draft").value
    'draft'
    """

    DRAFT = "draft"
    NORMAL = "normal"
    FINE = "fine"

    @property
    def bone_step_mm(self) -> float:
        """Edge of a sampling cell for bones and discs at a global scale of 1, millimetres."""
        return _BONE_STEP_MM[self]

    @property
    def vein_step_mm(self) -> float:
        """Edge of a sampling cell for the skin of the veins, millimetres."""
        return _VEIN_STEP_MM[self]

    @property
    def and_finer(self) -> tuple["Detail", ...]:
        """This detail and those with smaller steps, the coarsest first."""
        steps = sorted(Detail, key=lambda each: -each.bone_step_mm)
        return tuple(steps[steps.index(self) :])

    @classmethod
    def named(cls, name: str) -> "Detail":
        """The detail with this name.

        Raises
        ------
        UnknownDetail
            When there is none.
        """
        try:
            return cls(name)
        except ValueError:
            names = ", ".join(detail.value for detail in cls)
            raise UnknownDetail(f"no detail {name!r}; there are: {names}") from None


_BONE_STEP_MM = {Detail.DRAFT: 1.6, Detail.NORMAL: 0.9, Detail.FINE: 0.6}
_VEIN_STEP_MM = {Detail.DRAFT: 0.9, Detail.NORMAL: 0.6, Detail.FINE: 0.4}
