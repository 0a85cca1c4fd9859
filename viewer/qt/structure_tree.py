"""The tree of all structures with its search field."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelection, QModelIndex, QSortFilterProxyModel, Qt
from PyQt6.QtWidgets import QAbstractItemView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.structure_model import ID_ROLE, StructureModel, entries


class _Filter(QSortFilterProxyModel):
    """Keeps rows in whose names, Latin names, synonyms or ids every word of the search occurs."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._words: list[str] = []
        self._texts = {
            entry.id: " ".join((entry.name, entry.latin, entry.id, *entry.synonyms)).casefold()
            for entry in entries(scene.catalogue)
        }
        self.setRecursiveFilteringEnabled(True)

    def search(self, text: str) -> None:
        """Keep what matches `text`, and the groups above it."""
        self._words = text.casefold().split()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Whether a row itself matches."""
        source = self.sourceModel()
        if source is None or not self._words:
            return True
        text = self._texts[source.index(row, 0, parent).data(ID_ROLE)]
        return all(word in text for word in self._words)


class StructureTree(QWidget):
    """Everything in the catalogue, as a tree bound to the scene both ways."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.model = StructureModel(scene, self)
        self.filter = _Filter(scene)
        self.filter.setParent(self)
        self.filter.setSourceModel(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search structures …")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.view = self._tree_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self._open_groups()

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if change.kinds & {Kind.LEVELS, Kind.PALETTE}:
            self.model.refresh()
        elif Kind.LOOKS in change.kinds:
            self.model.refresh(change.ids)
        if Kind.SELECTION in change.kinds:
            self._show_selection()

    def _tree_view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.filter)
        view.setHeaderHidden(True)
        view.setMinimumHeight(180)
        view.setUniformRowHeights(True)
        view.setIndentation(16)
        view.setAccessibleName("Structures")
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        selection = view.selectionModel()
        assert selection is not None
        selection.selectionChanged.connect(self._on_chosen)
        return view

    def _on_search(self, text: str) -> None:
        self.filter.search(text)
        if text.strip():
            self.view.expandAll()
        else:
            self._open_groups()

    def _open_groups(self) -> None:
        """Show the groups, but not yet the many levels of each."""
        self.view.collapseAll()
        for node in self.model.nodes.values():
            if any(child.children for child in node.children):
                self.view.expand(self.filter.mapFromSource(self.model.index_of(node.id)))

    def _chosen(self) -> list[str]:
        nodes = (self.model.nodes[index.data(ID_ROLE)] for index in self.view.selectedIndexes())
        return [leaf for node in nodes for leaf in node.leaves]

    def _on_chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        ids = self._chosen()
        if set(ids) != set(self._scene.state.selection):
            self._scene.select(ids)

    def _show_selection(self) -> None:
        wanted = self._scene.state.selection
        if set(wanted) == set(self._chosen()):
            return
        selection = self.view.selectionModel()
        assert selection is not None
        indexes = [self.filter.mapFromSource(self.model.index_of(key)) for key in wanted]
        rows = QItemSelection()
        for index in indexes:
            rows.select(index, index)
        was_blocked = selection.blockSignals(True)
        selection.select(rows, selection.SelectionFlag.ClearAndSelect)
        selection.blockSignals(was_blocked)
        viewport = self.view.viewport()
        assert viewport is not None
        viewport.update()
        if indexes and indexes[-1].isValid():
            self.view.scrollTo(indexes[-1])
