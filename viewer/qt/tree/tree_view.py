"""The tree's rows: an eye, a dot of colour, the name, and a bar that is pulled to fade."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from viewer.qt import style
from viewer.qt.tree.structure_model import NAME_COLUMN, OPACITY_COLUMN, OPACITY_ROLE

BAR_WIDTH, BAR_SHARE = 64, 0.2
"""Pixels of the bars' column, and the share of a narrow tree that they take at the most."""
_EDGE, _HEIGHT = 8.0, 6.0
_MIXED_ALPHA = 70


class TreeView(QTreeView):
    """A tree whose opacity bars and colour dots can be used without choosing their rows."""

    opacity_pulled = pyqtSignal(QModelIndex, float)
    """A row and the opacity from 0 to 1 that its bar was pulled to."""
    opacity_rested = pyqtSignal()
    colour_wanted = pyqtSignal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pulled: QPersistentModelIndex | None = None
        # Of our own making: Qt keeps the details of a row from delegates made elsewhere.
        self._rows = QStyledItemDelegate(self)
        self.setItemDelegate(self._rows)
        self.setItemDelegateForColumn(OPACITY_COLUMN, OpacityBar(self))

    def dot(self, index: QModelIndex) -> QRect:
        """Where the colour of a row is drawn, in pixels of the view; empty without one."""
        if index.column() != NAME_COLUMN or index.data(Qt.ItemDataRole.DecorationRole) is None:
            return QRect()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        self._rows.initStyleOption(option, index)
        option.rect = self.visualRect(index)
        look = self.style()
        assert look is not None
        return look.subElementRect(QStyle.SubElement.SE_ItemViewItemDecoration, option, self)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Pull a bar or ask for a colour where one is hit, else choose as usual."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        if index.column() == OPACITY_COLUMN:
            self._pulled = QPersistentModelIndex(index)
            self._pull(event)
        elif self.dot(index).contains(event.position().toPoint()):
            self.colour_wanted.emit(index)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Pull the bar on."""
        if event is None or self._pulled is None:
            super().mouseMoveEvent(event)
        else:
            self._pull(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let the bar go."""
        if self._pulled is None:
            super().mouseReleaseEvent(event)
        else:
            self._pulled = None
            self.opacity_rested.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Names take what the bars leave."""
        super().resizeEvent(event)
        view = self.viewport()
        assert view is not None
        bars = min(BAR_WIDTH, round(BAR_SHARE * view.width()))
        self.setColumnWidth(NAME_COLUMN, max(view.width() - bars, 1))
        self.setColumnWidth(OPACITY_COLUMN, bars)

    def _pull(self, event: QMouseEvent) -> None:
        assert self._pulled is not None
        index = QModelIndex(self._pulled)
        bar = bar_of(self.visualRect(index))
        share = (event.position().x() - bar.left()) / max(bar.width(), 1.0)
        self.opacity_pulled.emit(index, round(min(max(share, 0.0), 1.0), 2))


class OpacityBar(QStyledItemDelegate):
    """A bar as full as what the row stands for is opaque; pale where its structures differ."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the bar over the row's background."""
        super().paint(painter, option, index)
        opacity = index.data(OPACITY_ROLE)
        if painter is None or opacity is None:
            return
        mean, is_mixed = opacity
        bar, fill = bar_of(option.rect), QColor(style.theme().accent)
        fill.setAlpha(_MIXED_ALPHA if is_mixed else 255)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.theme().line))
        painter.drawRoundedRect(bar, _HEIGHT / 2, _HEIGHT / 2)
        painter.setBrush(fill)
        bar.setWidth(max(bar.width() * mean, _HEIGHT if mean > 0.0 else 0.0))
        painter.drawRoundedRect(bar, _HEIGHT / 2, _HEIGHT / 2)
        painter.restore()


def bar_of(cell: QRect) -> QRectF:
    """The bar within a cell."""
    middle = cell.top() + cell.height() / 2.0
    return QRectF(cell.left() + _EDGE, middle - _HEIGHT / 2, max(cell.width() - 2 * _EDGE, 1.0), _HEIGHT)
