"""The order in which Tab goes: that in which a page is read, and not that in which its parts were made."""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSplitter, QWidget


def follow_reading(root: QWidget) -> None:
    """Let Tab go through what lies in `root` as its layouts have it; parts come and go, so do this before each step."""
    stops = [one for one in _reading(root) if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None]
    for before, after in pairwise(stops):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _reading(widget: QWidget) -> Iterator[QWidget]:
    """Return the widgets in a widget, each part before the next."""
    laid = list(_laid(widget))
    laid += [one for one in _children(widget) if one not in laid]
    for one in laid:
        yield one
        yield from _reading(one)


def _laid(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from (part for number in range(widget.count()) if (part := widget.widget(number)) is not None)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout, _children(widget))


def _in_layout(layout: QLayout, children: list[QWidget]) -> Iterator[QWidget]:
    """Return those children that lie in a layout, in its order.

    Its items are not asked for: Qt deletes them unseen by Python, which would go on taking what lies there later for them.
    """
    below = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    found: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in children]
    found += [(layout.indexOf(one), one) for one in below]
    for _at, one in sorted((pair for pair in found if pair[0] >= 0), key=itemgetter(0)):
        if isinstance(one, QWidget):
            yield one
        else:
            yield from _in_layout(one, children)


def _children(widget: QWidget) -> list[QWidget]:
    """Return what stands in a widget without a layout, such as the inside of a list."""
    found = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in found if not one.isWindow()]
