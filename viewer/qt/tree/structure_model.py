"""The catalogue as a tree for Qt, with boxes that are on, off or half-way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PyQt6.QtGui import QBrush, QColor, QIcon

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.structure import Group, Structure
from viewer.model.scene import Scene
from viewer.model.visibility import Check, check_of, is_in_range
from viewer.qt import style
from viewer.qt.icons import swatch

_BOXES = {
    Check.ON: Qt.CheckState.Checked,
    Check.PARTLY: Qt.CheckState.PartiallyChecked,
    Check.OFF: Qt.CheckState.Unchecked,
}
_EYES = {Check.ON: "shown", Check.PARTLY: "partly shown", Check.OFF: "hidden"}
_HEADS = ("Structure", "Opacity")
ID_ROLE = Qt.ItemDataRole.UserRole
OPACITY_ROLE = Qt.ItemDataRole.UserRole + 1
"""Mean opacity of what a row stands for, and whether its structures differ."""
NAME_COLUMN, OPACITY_COLUMN = 0, 1


@dataclass(eq=False)
class Node:
    """One row of the tree: a structure, or a group with all the structures below it."""

    id: str
    name: str
    tip: str
    parent: Node | None
    row: int
    children: list[Node] = field(default_factory=list)
    leaves: tuple[str, ...] = ()


class StructureModel(QAbstractItemModel):
    """The catalogue's groups and structures; a box turned here is a verb on the scene."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.roots = _forest(scene)
        self.nodes = {node.id: node for root in self.roots for node in _walk(root)}

    # -- what Qt asks

    def index(self, row: int, column: int, parent: QModelIndex | None = None) -> QModelIndex:
        """The index of a row below `parent`."""
        siblings = self._children(parent)
        return self.createIndex(row, column, siblings[row]) if row < len(siblings) else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        """The index of the group a row hangs under."""
        above = index.internalPointer().parent if index.isValid() else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """How many rows hang under `parent`."""
        return len(self._children(parent))

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Two: the name with eye and colour, and the opacity."""
        return 2

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Every row can be chosen and has an eye; bars are only pulled."""
        if index.column() == OPACITY_COLUMN:
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, eye, colour and tool tip of a row, and its opacity."""
        if not index.isValid():
            return None
        node: Node = index.internalPointer()
        if index.column() == OPACITY_COLUMN:
            return self._opacity(node, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.name
            case Qt.ItemDataRole.CheckStateRole:
                return _BOXES[check_of(self._scene.state, node.leaves)] if node.leaves else None
            case Qt.ItemDataRole.DecorationRole:
                return self._swatch(node)
            case Qt.ItemDataRole.ForegroundRole:
                return None if self._has_any_in_range(node) else QBrush(QColor(style.theme().muted))
            case Qt.ItemDataRole.ToolTipRole:
                return node.tip
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(node)
            case _ if role == ID_ROLE:
                return node.id
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What the columns are; nobody sees it, screen readers say it."""
        is_asked = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADS[section] if is_asked and 0 <= section < len(_HEADS) else None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Turn an eye: everything below a group goes with it, and what is hidden so can be restored."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        leaves = index.internalPointer().leaves
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._scene.show(leaves)
        else:
            self._scene.put_aside(leaves, "Hide")
        return True

    # -- for the panel

    def index_of(self, node_id: str) -> QModelIndex:
        """The index of a structure or group by its id."""
        node = self.nodes[node_id]
        return self.createIndex(node.row, 0, node)

    def refresh(self, ids: Iterable[str] | None = None) -> None:
        """Have the rows of `ids` and all above them, or every row, drawn anew."""
        for node in self._touched(self.nodes if ids is None else ids):
            here = self.createIndex(node.row, 0, node)
            self.dataChanged.emit(here, self.createIndex(node.row, OPACITY_COLUMN, node))

    def _touched(self, ids: Iterable[str]) -> set[Node]:
        found: set[Node] = set()
        for node_id in ids:
            node: Node | None = self.nodes[node_id]
            while node is not None and node not in found:
                found.add(node)
                node = node.parent
        return found

    def _children(self, parent: QModelIndex | None) -> list[Node]:
        if parent is None or not parent.isValid():
            return self.roots
        return parent.internalPointer().children if parent.column() == NAME_COLUMN else []

    def _opacity(self, node: Node, role: int) -> Any:
        opacities = [self._scene.state.looks[leaf].opacity for leaf in node.leaves]
        if not opacities:
            return None
        mean, is_mixed = sum(opacities) / len(opacities), len(set(opacities)) > 1
        match role:
            case _ if role == OPACITY_ROLE:
                return mean, is_mixed
            case _ if role == ID_ROLE:
                return node.id
            case Qt.ItemDataRole.ToolTipRole:
                return f"Opacity {'on average ' if is_mixed else ''}{mean:.0%}; pull to change it"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{node.name}: opacity {mean:.0%}"
        return None

    def _told(self, node: Node) -> str:
        """What a screen reader says of a row: all of its name, and what the eye shows."""
        words = [self._scene.catalogue.structures[node.id].name if node.id in node.leaves else node.name]
        if node.leaves:
            words.append(_EYES[check_of(self._scene.state, node.leaves)])
        if not self._has_any_in_range(node):
            words.append("outside the levels shown")
        return ", ".join(words)

    def _swatch(self, node: Node) -> QIcon | None:
        is_one_group = len({self._scene.catalogue.structures[leaf].group for leaf in node.leaves}) == 1
        return swatch(self._scene.colour(node.leaves[0])) if is_one_group else None

    def _has_any_in_range(self, node: Node) -> bool:
        structures, levels = self._scene.catalogue.structures, self._scene.state.levels
        return any(is_in_range(structures[leaf], levels) for leaf in node.leaves)


def _short_name(entry: Group | Structure) -> str:
    """What a row adds to the name of its group: level and side. A group has its own name."""
    if isinstance(entry, Group) or entry.parent is None or not entry.id.startswith(f"{entry.parent}."):
        return entry.name
    rest = entry.id.removeprefix(f"{entry.parent}.")
    if entry.level is None or not rest.startswith(entry.level):  # a bone with its own name
        return entry.name
    return rest.replace(".", " ").replace("-", "–")


def entries(catalogue: Catalogue) -> tuple[Group | Structure, ...]:
    """Groups and structures, each after the group it hangs under."""
    return *catalogue.groups.values(), *catalogue.structures.values()


def _forest(scene: Scene) -> list[Node]:
    roots: list[Node] = []
    known: dict[str, Node] = {}
    for entry in entries(scene.catalogue):
        above = known[entry.parent] if entry.parent else None
        siblings = above.children if above else roots
        tip = f"{entry.name}<br><i>{entry.latin}</i><br>A click on the dot changes the colour."
        node = Node(entry.id, _short_name(entry), tip, above, len(siblings))
        siblings.append(node)
        known[entry.id] = node
    for root in roots:
        _gather_leaves(root, scene.catalogue.structures.keys())
    return roots


def _gather_leaves(node: Node, structures: Iterable[str]) -> tuple[str, ...]:
    below = tuple(leaf for child in node.children for leaf in _gather_leaves(child, structures))
    node.leaves = (node.id, *below) if node.id in structures else below
    return node.leaves


def _walk(node: Node) -> Iterable[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
