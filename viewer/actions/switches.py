"""The large switches: one a group of veins, one each for bone, discs and soft tissues."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.model.visibility import Check, check_of, ids_in_group


@dataclass(frozen=True)
class Switch:
    """A group of the catalogue that the user turns on and off as one."""

    group: str
    text: str
    key: str

    def ids(self, scene: Scene) -> tuple[str, ...]:
        """The structures it turns, in tree order, whatever the level range."""
        return ids_in_group(scene.catalogue, self.group)

    def check(self, scene: Scene) -> Check:
        """Whether all, some or none of them are on."""
        return check_of(scene.state, self.ids(scene))

    def turn(self, scene: Scene) -> None:
        """All off when all are on, else all on."""
        scene.toggle(self.ids(scene), self.text)


SWITCHES = (
    Switch("anterior-internal", "Anterior internal plexus", "1"),
    Switch("posterior-internal", "Posterior internal plexus", "2"),
    Switch("anterior-external", "Anterior external plexus", "3"),
    Switch("posterior-external", "Posterior external plexus", "4"),
    Switch("basivertebral", "Basivertebral veins", "5"),
    Switch("intervertebral", "Intervertebral veins", "6"),
    Switch("craniocervical", "Craniocervical veins", "W"),
    Switch("segmental", "Segmental veins", "Alt+1"),
    Switch("caval", "Great veins", "Alt+2"),
    Switch("pelvic", "Pelvic veins", "Alt+3"),
    Switch("spinal-cord", "Cord veins", "Alt+4"),
    Switch("vertebra", "Bone", "7"),
    Switch("disc", "Discs", "8"),
    Switch("ligament", "Ligaments", "9"),
    Switch("fat", "Epidural fat", "0"),
    Switch("dura", "Dura", "U"),
    Switch("nerve", "Cord and roots", "Y"),
    Switch("rib", "Ribs", "Q"),
)
"""In the order of their keys."""


def _action(switch: Switch) -> Action:
    return Action(
        id=f"switch.{switch.group}",
        text=switch.text,
        status=f"Shows or hides: {switch.text.lower()}.",
        menu="Structures",
        run=switch.turn,
        keys=(switch.key,),
        is_checked=lambda scene: switch.check(scene) is Check.ON,
        is_enabled=lambda scene: bool(switch.ids(scene)),
        starts_section=switch.group in ("basivertebral", "segmental", "vertebra", "ligament"),
    )


ACTIONS = tuple(_action(switch) for switch in SWITCHES)
