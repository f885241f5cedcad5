"""What a person sees: refusals come into view, pages begin at the top and keep their place, notices move nothing."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.ui.kit import cards, fields
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.theme import DARK, LIGHT, Scheme, Theme
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery
from tests.ui.kit.look import clipped, laid_out


class Long(Page):
    """Forty lines, filled anew at every refresh once the answer has come; with a form at the end."""

    watches = Changed.HOURS

    @staticmethod
    def title() -> str:
        return "Long"

    def build(self) -> None:
        self.form = Form(
            fields.line("first", "First"),
            fields.line("second", "Second"),
            fields.text("notes", "Notes", lines=30),
            submit="Send",
            on_submit=lambda _values: self.form.refuse("No."),
        )
        self.body.addWidget(self.form)
        self.list = QVBoxLayout()
        self.body.addLayout(self.list)

    def show_where(self, of: str = "") -> None:
        self.go_stale()

    def refresh(self) -> None:
        cards.refill(self.list, [])
        self.background.ask(self, lambda _shelf: 40, self._fill)

    def _fill(self, count: int) -> None:
        cards.refill(self.list, [cards.plain(f"Line {number}") for number in range(count)])

    def bar(self) -> QScrollBar:
        assert self._area is not None
        return self._area.verticalScrollBar()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> Long:
    return _long(qtbot, window)


def _long(qtbot: QtBot, window: MainWindow, **where: Any) -> Long:
    window.activateWindow()
    window.go(Long, **where)
    made = window.page()
    assert isinstance(made, Long)
    qtbot.waitUntil(lambda: made.list.count() == 40 and made.bar().maximum() > 500 and not made.background.is_busy())
    QApplication.processEvents()  # what has come is laid out
    return made


def _line(page: Long, number: int) -> QWidget:
    return next(one for one in page.findChildren(QWidget) if page.list.indexOf(one) == number)


def _is_seen(page: Long, widget: QWidget) -> bool:
    assert page._area is not None
    view = page._area.viewport()
    return view.rect().contains(QRect(widget.mapTo(view, QPoint(0, 0)), widget.size()))


def test_a_refusal_comes_into_view_and_has_the_focus(qtbot: QtBot, page: Long) -> None:
    page.form.fill({"first": "a", "second": "b", "notes": "c"})
    page.bar().setSliderPosition(page.bar().maximum())
    page.form.submit()
    laid_out(page)
    trouble = QApplication.focusWidget()
    assert trouble is not None
    assert trouble.accessibleName() == "No."
    assert _is_seen(page, trouble)
    qtbot.keyClick(trouble, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.form.fields["first"].focus_on


def test_the_first_wrong_field_comes_into_view_with_its_sentence(qtbot: QtBot, page: Long) -> None:
    page.form.fill({"first": "a", "notes": "c"})
    page.bar().setSliderPosition(page.bar().maximum())
    page.form.submit()
    laid_out(page)
    second = page.form.fields["second"]
    assert QApplication.focusWidget() is second.focus_on
    assert _is_seen(page, second.wrong_label())


def test_what_is_sought_stays_in_sight_while_what_is_above_it_gets_its_room(qtbot: QtBot, page: Long) -> None:
    last = cards.button("Go on", lambda: None)
    page.list.addWidget(last)
    bring_into_view(last)
    qtbot.waitUntil(lambda: _is_seen(page, last))
    for number in range(20):
        page.list.insertWidget(30, cards.plain(f"A line that came later {number}"))
    qtbot.waitUntil(lambda: page.list.count() == 61 and last.y() > _line(page, 40).y())
    qtbot.waitUntil(lambda: _is_seen(page, last))


def test_another_page_and_the_same_page_about_something_else_begin_at_the_top(
    qtbot: QtBot, window: MainWindow, page: Long
) -> None:
    page.bar().setSliderPosition(400)
    _long(qtbot, window)
    assert page.bar().value() == 400
    _long(qtbot, window, of="Jordan")
    assert page.bar().value() == 0
    page.bar().setSliderPosition(400)
    window.go(gallery.Home)
    _long(qtbot, window, of="Jordan")
    assert page.bar().value() == 0


def test_the_way_back_leads_to_where_one_was(qtbot: QtBot, window: MainWindow, page: Long) -> None:
    page.bar().setSliderPosition(400)
    window.go(gallery.Home)
    window.back()
    qtbot.waitUntil(lambda: page.list.count() == 40 and page.bar().value() == 400)


def test_after_a_deed_the_page_keeps_its_place(
    qtbot: QtBot, window: MainWindow, background: Background, page: Long
) -> None:
    page.bar().setSliderPosition(400)
    with qtbot.waitSignal(background.done):
        background.do(page, lambda _shelf: Done(Changed.HOURS, "Saved.", None))
    qtbot.waitUntil(lambda: page.list.count() == 40 and page.bar().value() == 400)


def test_a_notice_moves_nothing_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go(gallery.Log)
    laid_out(window)
    edit = window.page().findChild(QLineEdit)
    assert edit is not None
    before = edit.mapTo(window, QPoint(0, 0))
    window.notices.say("Saved.", tone=Tone.DONE, action="Undo", act=lambda: None)
    window.warning.count_down(30)
    laid_out(window)
    assert edit.mapTo(window, QPoint(0, 0)) == before
    window.notices.hide()
    window.warning.hide()
    laid_out(window)
    assert edit.mapTo(window, QPoint(0, 0)) == before


@pytest.mark.parametrize("bar", ["notices", "warning"])
def test_a_notice_has_room_of_its_own_and_covers_nothing(window: MainWindow, page: Long, bar: str) -> None:
    before = window.pages.height()
    window.notices.say("A sentence that is long. " * 12, tone=Tone.NEEDS_YOU)
    window.warning.count_down(30)
    laid_out(window)
    shown = getattr(window, bar)
    assert clipped(shown) == []
    assert not shown.geometry().intersects(window.pages.geometry())
    page.bar().setSliderPosition(page.bar().maximum())
    assert _is_seen(page, _line(page, 39)), "the last line can be read"
    window.notices.hide()
    window.warning.hide()
    laid_out(window)
    assert window.pages.height() == before


def test_what_has_the_focus_stays_in_sight_when_a_notice_comes(window: MainWindow, page: Long) -> None:
    assert page._area is not None
    low = cards.button("Low", lambda: None)
    page.list.insertWidget(0, low)
    low.show()
    laid_out(window)
    low.setFocus()
    top = low.mapTo(page._area.widget(), QPoint(0, 0)).y()
    page.bar().setSliderPosition(top + low.height() - page._area.viewport().height())
    assert _is_seen(page, low)
    window.notices.say("Saved.", tone=Tone.DONE)
    laid_out(window)
    assert _is_seen(page, low)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("kind", ["", "primary", "quiet", "big"])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_icon_of_a_button_has_the_colour_of_its_words_also_when_its_kind_changes(
    qtbot: QtBot, theme: Theme, scheme: Scheme, kind: str, enabled: bool
) -> None:
    theme.wear(scheme=scheme, text_size=200)
    made = cards.button("", lambda: None, icon_name="check", kind="primary" if not kind else "")
    qtbot.addWidget(made)
    made.setProperty("kind", kind)
    made.setEnabled(enabled)
    made.show()
    qtbot.waitExposed(made)
    image = made.grab().toImage()
    tokens = DARK if scheme is Scheme.DARK else LIGHT
    words = {
        "": (tokens.ink, tokens.line),
        "quiet": (tokens.pine, tokens.line),
        "primary": (tokens.on_pine, tokens.soft),
        "big": (tokens.on_pine, tokens.soft),
    }[kind][0 if enabled else 1]
    middle = QRect(image.rect().center() - QPoint(16, 16), image.rect().center() + QPoint(16, 16))
    seen = {
        image.pixel(x, y) for x in range(middle.left(), middle.right()) for y in range(middle.top(), middle.bottom())
    }
    assert QColor(words).rgb() in seen
