from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.lesson_style import lesson_style
from peertrain.ui.kit.reader import LessonView, Place, Reader
from peertrain.ui.kit.theme import Scheme, Theme
from tests.ui.kit.gallery import DRAWING, LESSON
from tests.ui.kit.look import in_the_end

IMAGE = QTextDocument.ResourceType.ImageResource.value


def png(colour: Qt.GlobalColor, side: int = 40) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(colour)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes text as well
    return bytes(data.data())


def assets(path: str) -> tuple[str, bytes] | None:
    return {"drawing.svg": ("image/svg+xml", DRAWING), "red.png": ("image/png", png(Qt.GlobalColor.red))}.get(path)


@pytest.fixture
def view(qtbot: QtBot) -> LessonView:
    made = LessonView("Lesson")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_lesson(LESSON, assets)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_lessons_own_pictures_are_shown(view: LessonView) -> None:
    drawing = view.loadResource(IMAGE, QUrl("asset:drawing.svg"))
    assert (drawing.width(), drawing.height()) == (640, 200)
    assert view.loadResource(IMAGE, QUrl("asset:red.png")).pixelColor(3, 3).name() == "#ff0000"


def test_pictures_from_anywhere_else_are_never_drawn(view: LessonView, tmp_path: Path) -> None:
    secret = tmp_path / "red.png"
    secret.write_bytes(png(Qt.GlobalColor.red))
    addresses = [
        secret.as_uri(),
        str(secret),
        "https://example.org/red.png",
        "//server/share/red.png",
        "asset://server/red.png",
        "asset:../../red.png",
        "asset:missing.png",
        "data:image/png;base64,AAAA",
    ]
    for address in addresses:
        image = view.loadResource(IMAGE, QUrl(address))
        assert (image.width(), image.height()) == (1, 1), address
    view.show_lesson(f'<p>Before</p><p><img src="{secret.as_uri()}"/></p><p>After</p>')
    shown = view.grab().toImage()
    reds = [
        1 for x in range(shown.width()) for y in range(shown.height()) if shown.pixelColor(x, y).name() == "#ff0000"
    ]
    assert reds == []


def test_style_sheets_from_anywhere_are_empty(view: LessonView, tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("p { color: red }")
    kind = QTextDocument.ResourceType.StyleSheetResource.value
    assert bytes(view.loadResource(kind, QUrl.fromLocalFile(str(sheet))).data()) == b""


def test_a_drawing_without_end_is_not_drawn(view: LessonView) -> None:
    view.show_lesson(
        "<p/>", lambda _p: ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="9"/>')
    )
    assert view.loadResource(IMAGE, QUrl("asset:a.svg")).width() == 1


def test_headings_are_listed_and_can_be_gone_to(view: LessonView, qtbot: QtBot) -> None:
    headings = view.headings()
    assert [h.text for h in headings[:3]] == [
        "Boundaries that keep both of you well",
        "What a boundary sounds like",
        "Who can help",
    ]
    assert [h.level for h in headings[:3]] == [1, 2, 2]
    view.jump(headings[2])
    assert view.cursorForPosition(view.viewport().rect().topLeft()).block().text() == "Who can help"
    qtbot.keyClick(view, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert view.cursorForPosition(view.viewport().rect().topLeft()).block().text() == "What a boundary sounds like"


def top_words(view: LessonView) -> str:
    return view.cursorForPosition(view.viewport().rect().topLeft()).block().text()[:40]


def test_the_place_survives_another_width_and_another_text_size(view: LessonView, theme: Theme, qtbot: QtBot) -> None:
    view.jump(view.headings()[2])
    view.resize(1000, 500)
    qtbot.waitUntil(lambda: top_words(view) == "Who can help")
    view.resize(420, 300)
    qtbot.waitUntil(lambda: top_words(view) == "Who can help")
    theme.wear(scheme=Scheme.DARK, text_size=150)
    qtbot.waitUntil(lambda: top_words(view) == "Who can help")


def test_a_place_kept_is_found_again_in_a_new_reader(view: LessonView, qtbot: QtBot) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place, words = view.place(), top_words(view)
    assert 0.4 < place.fraction < 0.6
    another = LessonView("Lesson")
    qtbot.addWidget(another)
    another.show_lesson(LESSON, assets, place=place)
    another.resize(900, 500)
    another.show()
    qtbot.waitExposed(another)
    assert top_words(another) == words


def test_a_place_whose_words_are_gone_falls_back_to_its_fraction(view: LessonView) -> None:
    view.show_lesson(LESSON, assets, place=Place(0.5, "Words that were edited away", 0.0))
    bar = view.verticalScrollBar()
    assert bar.value() == pytest.approx(bar.maximum() / 2, abs=2)


def test_space_reads_on_and_at_the_end_goes_to_the_next_page(view: LessonView, qtbot: QtBot) -> None:
    wanted: list[int] = []
    view.next_wanted.connect(lambda: wanted.append(1))
    presses = 0
    while not wanted and presses < 60:
        qtbot.keyClick(view, Qt.Key.Key_Space)
        presses += 1
    assert wanted == [1]
    assert presses > 2
    qtbot.keyClick(view, Qt.Key.Key_N)
    assert wanted == [1, 1]


def hold(view: LessonView, key: Qt.Key, times: int) -> None:
    """Send the repeats of a key that is held down."""
    none = Qt.KeyboardModifier.NoModifier
    for _time in range(times):
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, none, "", True))


def test_a_key_held_down_scrolls_to_the_end_and_no_further(view: LessonView) -> None:
    wanted: list[int] = []
    view.next_wanted.connect(lambda: wanted.append(1))
    view.back_wanted.connect(lambda: wanted.append(-1))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_N, Qt.Key.Key_Right, Qt.Key.Key_Left):
        hold(view, key, 60)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert wanted == []


def test_a_line_holds_sixty_to_seventy_five_letters(view: LessonView, qtbot: QtBot) -> None:
    view.resize(1400, 600)
    view.show_lesson("<p>" + "the people you support notice when you keep them and " * 30 + "</p>")
    layout = view.document().begin().layout()
    lengths = [layout.lineAt(number).textLength() for number in range(layout.lineCount() - 1)]
    assert 60 <= sum(lengths) / len(lengths) <= 78


def test_pictures_never_make_the_lesson_scroll_sideways(view: LessonView, qtbot: QtBot) -> None:
    for width in (1300, 960, 700, 420):
        view.resize(width, 500)
        assert in_the_end(qtbot, view.horizontalScrollBar().maximum) == 0, width


def test_a_link_asks_first_and_only_https_is_offered(view: LessonView, qtbot: QtBot) -> None:
    for address in (
        "file:///etc/passwd",
        "http://example.org",
        "javascript:alert(1)",
        "https:///no-host",
        "smb://server/a",
    ):
        view.anchorClicked.emit(QUrl(address))
        assert view.findChildren(QDialog) == [], address
    view.anchorClicked.emit(QUrl("https://www.samhsa.gov"))
    (asked,) = view.findChildren(QDialog)
    assert "https://www.samhsa.gov" in asked.accessibleDescription()
    asked.reject()


def test_lessons_change_their_colours_with_the_program(view: LessonView, theme: Theme, qtbot: QtBot) -> None:
    light = lesson_style()
    theme.wear(scheme=Scheme.DARK, text_size=100)
    assert lesson_style() != light
    qtbot.waitUntil(lambda: view.document().defaultStyleSheet() == lesson_style())


def test_the_reader_shows_where_one_is_and_hides_buttons_that_lead_nowhere(qtbot: QtBot) -> None:
    reader = Reader("Lesson")
    qtbot.addWidget(reader)
    reader.show()
    reader.show_lesson(LESSON, assets, where="Page 1 of 9", next="Next")
    assert reader.where.text() == "Page 1 of 9"
    assert not reader.back.isVisible()
    with qtbot.waitSignal(reader.next_wanted):
        reader.next.click()
    assert reader.contents.count() == len(reader.view.headings())


def test_a_lesson_shows_no_caret(view: LessonView) -> None:
    assert view.cursorWidth() == 0


def test_the_list_of_headings_says_where_one_is(qtbot: QtBot) -> None:
    reader = Reader("Lesson")
    qtbot.addWidget(reader)
    reader.resize(700, 400)
    reader.show()
    reader.show_lesson(LESSON, assets)
    qtbot.waitExposed(reader)
    headings = reader.view.headings()
    assert reader.contents.currentIndex() == 0
    reader.view.jump(headings[2])
    assert reader.contents.currentText().strip() == headings[2].text
    reader.view.step_heading(-1)
    assert reader.contents.currentText().strip() == headings[1].text
    last = len(headings) - 1
    reader.contents.activated.emit(last)
    assert reader.contents.currentIndex() == last


def test_the_list_of_headings_begins_with_the_beginning_where_a_lesson_does_not_begin_with_a_heading(
    qtbot: QtBot,
) -> None:
    reader = Reader("Lesson")
    qtbot.addWidget(reader)
    reader.resize(700, 400)
    reader.show()
    reader.show_lesson("<p>Eight people sit at the table.</p>" * 20 + LESSON, assets)
    qtbot.waitExposed(reader)
    headings = reader.view.headings()
    assert reader.contents.itemText(0) == reader.contents.currentText() == "Beginning"
    reader.view.jump(headings[1])
    assert reader.contents.currentText() == headings[1].text == "Boundaries that keep both of you well"
    reader.view.step_heading(-1)
    assert (reader.contents.currentIndex(), reader.view.verticalScrollBar().value()) == (0, 0)
    reader.view.jump(headings[3])
    reader.contents.activated.emit(0)
    assert (reader.contents.currentIndex(), reader.view.verticalScrollBar().value()) == (0, 0)


def test_a_page_may_take_the_headings_into_a_line_of_its_own_where_they_have_the_room_that_is_left(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    reader, tool = Reader("Lesson"), QPushButton("Notes")
    layout = QVBoxLayout(page)
    layout.addWidget(flow(reader.head, tool, stretch=reader.head))
    layout.addWidget(reader)
    reader.show_lesson(LESSON, assets, where="Page 1 of 9", next="Next")
    page.resize(900, 600)
    page.show()
    qtbot.waitExposed(page)
    assert reader.head.y() == tool.y()
    assert reader.head.width() > 900 - tool.width() - 60
    page.resize(reader.head.minimumSizeHint().width() + 40, 600)
    qtbot.waitUntil(lambda: tool.y() > reader.head.y())
