"""The tree of all structures with its search field."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelection, QModelIndex, QPoint, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.search import Found, Search
from viewer.model.visibility import is_drawn
from viewer.qt import style
from viewer.qt.dialogs.colour_dialog import ask_colour
from viewer.qt.tree.structure_model import ID_ROLE, StructureModel
from viewer.qt.tree.tree_view import TreeView
from viewer.qt.widgets.search_field import SearchField


class _Filter(QSortFilterProxyModel):
    """Keeps the rows that a search found, and the groups above them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: frozenset[str] | None = None
        self.setRecursiveFilteringEnabled(True)
        # Rows come and go by searches alone: asked again for each row that looks otherwise, all of them took
        # seconds when the palette or the levels changed during a search.
        self.setDynamicSortFilter(False)

    def keep(self, rows: frozenset[str] | None) -> None:
        """Keep these rows, or with ``None`` every row."""
        self._rows = rows
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Whether a row itself was found."""
        source = self.sourceModel()
        if source is None or self._rows is None:
            return True
        return source.index(row, 0, parent).data(ID_ROLE) in self._rows


class StructureTree(QWidget):
    """Everything in the catalogue, as a tree bound to the scene both ways."""

    menu_wanted = pyqtSignal(QPoint)
    """Where on the screen the right button was pressed, or the key for menus."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.model = StructureModel(scene, self)
        self.filter = _Filter()
        self.filter.setParent(self)
        self.filter.setSourceModel(self.model)
        self._search, self._found = Search(scene.catalogue), Found()
        self.search = SearchField()
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_entered)
        self.search.left_downward.connect(self._enter_tree)
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.count.hide()
        self.view = self._tree_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE)
        column.addWidget(self.search)
        column.addWidget(self.count)
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
        if change.kinds & {Kind.LEVELS, Kind.LOOKS} and self._found.ids:
            self._tell_count()

    def _tree_view(self) -> TreeView:
        view = TreeView()
        view.setModel(self.filter)
        view.opacity_pulled.connect(self._on_pulled)
        view.opacity_rested.connect(self._scene.end_drag)
        view.colour_wanted.connect(self._on_colour_wanted)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(view.mapToGlobal(at)))
        view.setHeaderHidden(True)
        view.setMinimumHeight(132)
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

    def _leaves(self, index: QModelIndex) -> tuple[str, ...]:
        return self.model.nodes[index.data(ID_ROLE)].leaves

    def _on_pulled(self, index: QModelIndex, opacity: float) -> None:
        self._scene.set_opacity(self._leaves(index), opacity, is_drag=True)

    def _on_colour_wanted(self, index: QModelIndex) -> None:
        ask_colour(self._scene, self._leaves(index), self)

    def _on_search(self, text: str) -> None:
        is_searching = bool(text.strip())
        self._found = self._search.find(text)
        # An open tree reckons all its rows anew for each that goes: with every letter that was a second.
        self.view.collapseAll()
        self.filter.keep(self._found.rows if is_searching else None)
        self._scene.light(self._found.ids)
        self._tell_count()
        self.count.setVisible(is_searching)
        if is_searching:
            self.view.expandAll()
        else:
            self._open_groups()

    def _on_entered(self) -> None:
        """Select what was found and is drawn; when none of it is, bring what was meant into sight."""
        drawn = self._drawn()
        if drawn:
            self._scene.select(drawn)
        elif self._found.ids:
            self._scene.reveal(self._found.best)

    def _drawn(self) -> list[str]:
        catalogue, state = self._scene.catalogue, self._scene.state
        return [key for key in self._found.ids if is_drawn(catalogue, state, key)]

    def _tell_count(self) -> None:
        self.count.setText(_in_words(len(self._found.ids), bool(self._drawn())))

    def _enter_tree(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.filter.index(0, 0))

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


def _in_words(count: int, is_seen: bool) -> str:
    if not count:
        return "Nothing found  ·  Esc clears"
    told = "found  ·  Enter selects" if is_seen else "found, hidden  ·  Enter shows"
    return f"{count} {told}  ·  Esc clears"
