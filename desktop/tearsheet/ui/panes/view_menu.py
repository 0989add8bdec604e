"""The buttons over the list that say how it is ordered and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from tearsheet.article.place import Order, Place
from tearsheet.article.view import Column, Group, Layout, View
from tearsheet.ui.models.article_list import NAMES
from tearsheet.ui.theme import icon

ORDERS: Final = {
    Order.BEST: "Best match",
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.PUBLISHED: "By date of publication",
    Order.TITLE: "By title",
    Order.PUBLISHER: "By publisher",
    Order.BYLINE: "By byline",
    Order.SECTION: "By section",
    Order.LANGUAGE: "By language",
    Order.LONGEST: "Longest first",
    Order.SHORTEST: "Shortest first",
    Order.MISSING: "Most images missing first",
    Order.OWN: "By hand",
}
"""The orders that are offered; the others are these the other way round."""
_LAYOUTS: Final = {
    Layout.CARDS: "Cards",
    Layout.TABLE: "Table",
    Layout.PICTURES: "Pictures",
}
_GROUPS: Final = {
    Group.NONE: "Not grouped",
    Group.DAY: "By day of the clip",
    Group.PUBLISHER: "By publisher",
    Group.COLLECTION: "By collection",
}


class OrderButton(QToolButton):
    """Says and changes the order.

    chosen  an Order
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("Order of the list")
        self.setMenu(QMenu(self))

    def offer(self, place: Place, order: Order) -> None:
        """Show an order, and offer those that fit a place."""
        turned = f"{ORDERS.get(order.turned, '')}, turned"
        self.setText(f"{ORDERS.get(order, turned)} ▾")
        menu = self.menu()
        menu.clear()
        for choice, words in ORDERS.items():
            fits = {Order.OWN: place.collection is not None, Order.BEST: bool(place.query)}
            if fits.get(choice, True):
                menu.addAction(words, partial(self.chosen.emit, choice))
        if order.turned is not order:
            menu.addSeparator()
            menu.addAction("The other way round", partial(self.chosen.emit, order.turned))


class ViewButton(QToolButton):
    """Says and changes how the list is shown.

    chosen  a View
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("How the list is shown")
        self.setToolTip("Cards, table or pictures; groups, columns and density")
        self.setMenu(QMenu(self))

    def dress(self, ink: str) -> None:
        """Paint the sign in a theme's colour."""
        self.setIcon(icon("view", ink))

    def offer(self, view: View) -> None:
        """Offer what there is to choose from, with what is chosen ticked."""
        menu = self.menu()
        menu.clear()
        for layout, words in _LAYOUTS.items():
            self._add(menu, words, replace(view, layout=layout), view.layout is layout)
        groups = menu.addMenu("Group")
        for group, words in _GROUPS.items():
            self._add(groups, words, replace(view, group=group), view.group is group)
        groups.setEnabled(view.layout is not Layout.PICTURES)
        menu.addSeparator()
        self._add(menu, "Dense", replace(view, is_dense=not view.is_dense), view.is_dense)
        self._add(
            menu, "Pictures on cards", replace(view, pictures=not view.pictures), view.pictures
        )
        if view.layout is Layout.TABLE:
            fill_columns(menu.addMenu("Columns"), view, self.chosen.emit)

    def _add(self, menu: QMenu, words: str, view: View, is_on: bool) -> None:
        act = menu.addAction(words, lambda: self.chosen.emit(view))
        act.setCheckable(True)
        act.setChecked(is_on)


def fill_columns(menu: QMenu, view: View, choose: Callable[[View], object]) -> None:
    """Offer the columns of the table; the title is always shown."""
    for column, words in NAMES.items():
        is_on = column in view.columns
        others = tuple(each for each in view.columns if each is not column)
        columns = others if is_on else (*view.columns, column)
        changed = replace(view, columns=columns, widths=())
        act = menu.addAction(words, partial(choose, changed))
        act.setCheckable(True)
        act.setChecked(is_on)
        act.setEnabled(column is not Column.TITLE)
