"""Nothing in Python goes on standing for an item of a layout that Qt has deleted, as whatever Qt puts there is taken for it."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.acting import Line
from peertrain.ui.kit.cards import button, card, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.reading_order import follow_reading


def _items(before: Sequence[QLayoutItem] = ()) -> list[QLayoutItem]:
    """Return the items that Python stands for, but those that were known before."""
    found = [one for one in shiboken6.getAllValidWrappers() if isinstance(one, QLayoutItem)]
    return [one for one in found if not isinstance(one, QLayout) and not any(one is known for known in before)]


def _nothing() -> None: ...


def test_what_walks_through_a_page_keeps_no_items(qtbot: QtBot) -> None:
    before = _items()
    page = QWidget()
    qtbot.addWidget(page)
    whole, row = QVBoxLayout(page), QHBoxLayout()
    first, line, last = (
        button("First", _nothing),
        Line(plain("A line"), button("Look", _nothing)),
        button("Last", _nothing),
    )
    row.addWidget(first)
    whole.addLayout(row)
    whole.addStretch(1)
    whole.addWidget(card(line))
    whole.addWidget(last)
    page.show()
    page.resize(300, 200)
    follow_reading(page)
    assert not _items(before)


def test_a_row_that_wraps_lets_go_of_the_items_of_what_has_gone(qtbot: QtBot) -> None:
    before = _items()
    host = QWidget()
    qtbot.addWidget(host)
    one, other = button("One", _nothing), button("Other", _nothing)
    layout = QVBoxLayout(host)
    layout.addWidget(flow(one, other))
    host.show()
    one.deleteLater()
    del one
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(_items(before)) == 1
    del other
    refill(layout, [])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not _items(before)


def test_a_row_that_wraps_forgets_its_height_when_something_in_it_changes(qtbot: QtBot) -> None:
    text = plain("Short", wrap=False)
    row = flow(text, button("Look", _nothing))
    qtbot.addWidget(row)
    row.show()
    low = row.heightForWidth(220)
    text.setText("A text that is much longer than before and takes the whole line")
    assert row.heightForWidth(220) > low
    text.hide()
    assert row.heightForWidth(220) == low
