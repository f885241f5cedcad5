"""What holds for every page, tried on the pages of the gallery; role pages are held to the same by `look`."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery
from tests.ui.kit.look import clipped, in_the_end, laid_out, markup_readers, nameless, sideways

PAGES = [pytest.param(page, id=page.__name__) for page in gallery.PAGES]


def shown(window: MainWindow, page: type[Page], qtbot: QtBot) -> Page:
    window.go(page)
    qtbot.waitUntil(lambda: not window.context.background.is_busy())
    laid_out(window)
    return window.page()


@pytest.mark.parametrize("kind", PAGES)
def test_everything_that_takes_the_focus_has_an_accessible_name(
    window: MainWindow, kind: type[Page], qtbot: QtBot
) -> None:
    shown(window, kind, qtbot)
    assert nameless(window) == []


@pytest.mark.parametrize("kind", PAGES)
def test_no_label_reads_text_as_markup(window: MainWindow, kind: type[Page], qtbot: QtBot) -> None:
    assert markup_readers(shown(window, kind, qtbot)) == []


@pytest.mark.parametrize("size", [(1100, 760), (760, 560)], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_clipped_at_two_hundred_per_cent(
    theme: Theme, window: MainWindow, kind: type[Page], size: tuple[int, int], qtbot: QtBot
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    window.resize(*size)
    page = shown(window, kind, qtbot)
    assert in_the_end(qtbot, lambda: clipped(page)) == []


@pytest.mark.parametrize("kind", PAGES)
def test_pages_need_no_sideways_scrolling(window: MainWindow, kind: type[Page], qtbot: QtBot) -> None:
    page = shown(window, kind, qtbot)
    assert in_the_end(qtbot, lambda: sideways(page)) == []


def test_the_judge_of_clipping_finds_what_is_clipped(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window, gallery.Log, qtbot)
    assert clipped(page) == []
    page.form.submit_button.setFixedWidth(20)  # type: ignore[attr-defined]
    laid_out(page)
    assert clipped(page) == ["Save and send"]


def test_the_judge_of_names_finds_what_has_none(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window, gallery.Log, qtbot)
    page.body.addWidget(QLineEdit())
    laid_out(page)
    assert len(nameless(page)) == 1


def test_dark_and_light_pictures_of_a_page_differ_and_are_painted(
    theme: Theme, window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(window, gallery.Charts, qtbot)
    light: QPixmap = page.grab()
    theme.wear(scheme=Scheme.DARK, text_size=100)
    laid_out(page)
    dark = page.grab()
    assert light.toImage() != dark.toImage()
    assert dark.toImage().pixelColor(5, 5).lightness() < 60


def test_a_date_can_be_typed(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window, gallery.Log, qtbot)
    edit = page.findChild(QDateEdit)
    assert edit is not None
    edit.setFocus()
    edit.setSelectedSection(QDateEdit.Section.YearSection)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.date().year() == 2027
