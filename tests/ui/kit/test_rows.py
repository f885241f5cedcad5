from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from peertrain.ui.kit import cards
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.list_and_details import ListAndDetails
from peertrain.ui.kit.rows import Column, Rows, Source, Table, Wish, details_beside
from tests.ui.kit.workplace import Shelf


class Asked:
    """A source that keeps what it was asked for."""

    def __init__(self) -> None:
        self.chunks: list[list[int]] = []
        self.wishes: list[Wish] = []

    def ids(self, shelf: Shelf, wish: Wish) -> list[int]:
        self.wishes.append(wish)
        return sorted((n for n, text in shelf.notes.items() if wish.filter in text), reverse=wish.descending)

    def rows(self, shelf: Shelf, ids: list[int]) -> dict[int, Any]:
        self.chunks.append(list(ids))
        return {number: (number, shelf.notes[number]) for number in ids}


COLUMNS = [
    Column("Number", lambda note: str(note[0]), sort="number", sort_by=lambda note: note[0]),
    Column("Text", lambda note: note[1], stretch=True),
]


def table(qtbot: QtBot, background: Background, asked: Asked) -> Table:
    source = Source(ids=asked.ids, rows=asked.rows)
    made = Table(name="Notes", columns=COLUMNS, background=background, source=source, nothing="Write a note.")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.reload()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def test_ids_come_first_and_rows_only_where_one_looks(qtbot: QtBot, background: Background) -> None:
    asked = Asked()
    made = table(qtbot, background, asked)
    assert made.model.rowCount() == 250
    assert made.count.text() == "250 in the list"
    qtbot.waitUntil(lambda: made.model.row_at(0) == (0, "Note 0"))
    assert asked.chunks == [list(range(100))]
    made.view.setFocus()
    qtbot.keyClick(made.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: made.current() == (249, "Note 249"))
    assert list(range(200, 250)) in asked.chunks


def test_the_filter_asks_the_source_and_says_when_nothing_fits(qtbot: QtBot, background: Background) -> None:
    asked = Asked()
    made = table(qtbot, background, asked)
    made.filter.setText("24")
    qtbot.waitUntil(lambda: made.model.rowCount() == 13)
    made.filter.setText("zebra")
    qtbot.waitUntil(lambda: made.model.rowCount() == 0)
    assert "Nothing here holds “zebra”." in [one.text() for one in made.findChildren(QLabel) if one.isVisible()]
    [everything] = [one for one in made.findChildren(QPushButton) if one.isVisible()]
    everything.click()
    qtbot.waitUntil(lambda: made.model.rowCount() == 250)
    assert (made.filter.text(), everything.isVisible()) == ("", False)


def test_a_click_on_a_head_sorts_in_the_source(qtbot: QtBot, background: Background) -> None:
    asked = Asked()
    made = table(qtbot, background, asked)
    made.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: made.model.row_at(0) == (249, "Note 249"))
    assert asked.wishes[-1] == Wish("", "number", True)


def test_the_row_one_is_at_stays_after_a_reload(qtbot: QtBot, background: Background) -> None:
    made = table(qtbot, background, Asked())
    made.view.selectRow(42)
    background._workplace.shelf.notes.pop(3)  # type: ignore[attr-defined]
    made.reload()
    qtbot.waitUntil(lambda: made.model.rowCount() == 249)
    assert made.current_id() == 42


def test_one_key_acts_on_the_row_and_enter_opens_it(qtbot: QtBot, background: Background) -> None:
    made = table(qtbot, background, Asked())
    qtbot.waitUntil(lambda: made.model.row_at(0) is not None)
    acted, opened = list[Any](), list[Any]()
    made.add_key("A", acted.append)
    made.opened.connect(opened.append)
    made.view.setFocus()
    made.view.selectRow(5)
    qtbot.keyClick(made.view, Qt.Key.Key_A)
    qtbot.keyClick(made.view, Qt.Key.Key_Return)
    made.step(1)
    qtbot.keyClick(made.view, Qt.Key.Key_A)
    assert acted == [(5, "Note 5"), (6, "Note 6")]
    assert opened == [(5, "Note 5")]


def test_a_list_in_memory_filters_sorts_and_shows_its_empty_state(qtbot: QtBot) -> None:
    made = Table(name="Notes", columns=COLUMNS, nothing="Write a note.")
    qtbot.addWidget(made)
    made.show()
    made.fill([])
    assert not made.view.isVisible()
    made.fill([(number, f"Note {number}") for number in range(12)])
    assert made.view.isVisible()
    made.model.reload(Wish("note", "number", True))
    assert made.model.row_at(0) == (11, "Note 11")
    made.model.reload(Wish("note 3"))
    assert made.model.rowCount() == 1


SESSIONS = [
    Column("Day", lambda one: one[0]),
    Column("What it was about", lambda one: one[1], stretch=True),
    Column("Who was there", lambda one: one[2], stretch=True, icon=lambda _one: ("person", "soft")),
    Column("How long", lambda one: one[3]),
]


def sessions(qtbot: QtBot, width: int) -> Table:
    made = Table(name="Sessions", columns=SESSIONS, nothing="None yet.")
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show()
    made.fill([(f"{n} November", "Boundaries and stories", "Ana, Bao and Chris", "2 h 30 min") for n in range(1, 20)])
    return made


def test_columns_that_do_not_fit_side_by_side_stand_below_each_other(qtbot: QtBot) -> None:
    made = sessions(qtbot, 900)
    header = made.view.horizontalHeader()
    assert (made.model.columnCount(), header.isVisible()) == (4, True)
    high = made.view.rowHeight(0)
    made.view.selectRow(7)
    chosen = list[Any]()
    made.chosen.connect(chosen.append)
    made.resize(300, 400)
    qtbot.waitUntil(lambda: made.model.columnCount() == 1)
    assert not header.isVisible()
    shown = made.model.index(7, 0).data()
    assert shown == "8 November\nBoundaries and stories\nAna, Bao and Chris · 2 h 30 min"
    aloud = made.model.data(made.model.index(7, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert aloud.startswith("Day: 8 November, What it was about: Boundaries and stories, ")
    assert made.view.rowHeight(0) >= high + 2 * made.view.fontMetrics().height()
    assert made.view.horizontalScrollBar().maximum() == 0
    made.resize(900, 400)
    qtbot.waitUntil(lambda: made.model.columnCount() == 4)
    assert header.isVisible()
    assert made.view.rowHeight(0) == high
    assert {one[0] for one in chosen} == {"8 November"}, "the row one is at stays, and nothing else was gone to"


def test_the_row_one_is_at_is_marked_whole_when_its_columns_stand_side_by_side_again(qtbot: QtBot) -> None:
    made = sessions(qtbot, 300)
    assert made.model.lines
    made.view.selectRow(0)
    made.resize(1100, 400)
    qtbot.waitUntil(lambda: not made.model.lines)
    assert len(made.view.selectionModel().selectedIndexes()) == made.model.columnCount() > 1


def test_one_longer_entry_takes_room_from_words_and_turns_no_table_into_lines(qtbot: QtBot) -> None:
    log = [
        Column("Day", lambda one: one[0], sort="day"),
        Column("Time", lambda one: one[1], right=True),
        Column("Setting", lambda one: one[2], icon=lambda _one: ("person", "soft")),
        Column("State", lambda one: one[3], icon=lambda _one: ("clock", "sky"), stretch=True),
    ]
    made = Table(name="Log", columns=log, nothing="None yet.")
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show()
    made.fill([("29 October", "2 h", "Recovery group", "Sent 29 October")] * 9)
    longer = ("30 September", "11 h 45 min", "Recovery group and what follows it", "Sent 29 October")
    made.fill([longer, *[("29 October", "2 h", "Recovery group", "Sent 29 October")] * 9])
    header = made.view.horizontalHeader()
    assert header.isVisible()
    assert made.model.columnCount() == 4
    assert header.length() <= made.view.viewport().width()
    for place in (0, 1):
        assert header.sectionSize(place) >= made.view.sizeHintForColumn(place), "days and amounts are not cut off"
    made.resize(900, 400)
    qtbot.waitUntil(lambda: header.sectionSize(2) >= made.view.sizeHintForColumn(2))
    made.resize(400, 400)
    qtbot.waitUntil(lambda: made.model.columnCount() == 1)


def test_short_columns_share_a_line(qtbot: QtBot) -> None:
    made = sessions(qtbot, 420)
    qtbot.waitUntil(lambda: made.model.columnCount() == 1)
    assert made.model.index(0, 0).data().startswith("1 November · Boundaries and stories\n")


def test_what_says_nothing_without_its_title_has_it_where_columns_are_stacked(qtbot: QtBot) -> None:
    columns = [Column("Name", lambda one: one[0], stretch=True), Column("Score", lambda one: one[1], named=True)]
    made = Table(name="Results", columns=columns, nothing="Nothing yet.")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.fill([("Rosa Delgado of the Harbor Light Recovery Community", "81"), ("Sam", "")])
    assert made.model.index(0, 1).data() == "81"
    made.resize(180, 300)
    qtbot.waitUntil(lambda: made.model.columnCount() == 1)
    assert made.model.index(0, 0).data().endswith("Score: 81")
    assert made.model.index(1, 0).data().strip() == "Sam"


def test_stacked_rows_keep_the_contract_of_qt(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    made = sessions(qtbot, 900)
    qtmodeltester.check(made.model)
    for width in (300, 420, 900):
        made.resize(width, 400)
        qtbot.waitUntil(lambda width=width: (made.model.columnCount() == 4) == (width == 900))  # type: ignore[misc]
    qtmodeltester.check(made.model)


def test_the_model_keeps_the_contract_of_qt(qtbot: QtBot, background: Background, qtmodeltester: ModelTester) -> None:
    made = table(qtbot, background, Asked())
    qtmodeltester.check(made.model)


def test_a_tip_cannot_be_taken_for_markup(qtbot: QtBot) -> None:
    made = Table(name="Notes", columns=COLUMNS, nothing="")
    qtbot.addWidget(made)
    made.fill([(1, "<img src='file:///etc/passwd'>")])
    tip = made.model.data(made.model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_below_each_other_the_list_has_what_its_details_do_not_need(qtbot: QtBot) -> None:
    table = Table(name="Notes", columns=COLUMNS, nothing="")
    details = QWidget()
    lines = QVBoxLayout(details)
    lines.addWidget(cards.plain("Choose a note."))
    both = details_beside(table, details)
    assert isinstance(both, ListAndDetails)
    both.setSizes([600, 200])
    qtbot.addWidget(both)
    table.fill([(number, f"Note {number}") for number in range(40)])
    both.resize(500, 600)
    both.show()
    qtbot.waitUntil(lambda: both.sizes()[0] > 500)
    for number in range(30):
        lines.addWidget(cards.plain(f"Line {number}"))
    qtbot.waitUntil(lambda: abs(both.sizes()[0] - both.sizes()[1]) <= 1)
    both.resize(500, 240)
    qtbot.waitUntil(lambda: table.view.viewport().height() >= 2 * table.view.rowHeight(0))
    both.resize(1400, 600)
    qtbot.waitUntil(lambda: both.orientation() == Qt.Orientation.Horizontal)
    left, right = both.sizes()
    assert 2 < left / right < 4, "side by side they share the width as they did"


def test_a_list_on_a_page_is_as_high_as_its_rows_and_no_higher_than_so_many(qtbot: QtBot) -> None:
    made = Table(name="Notes", columns=[Column("Note", str)], nothing="Nothing yet.", rows_shown=5)
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    heights = []
    for count in (2, 5, 50):
        made.fill([f"Note {number}" for number in range(count)])
        qtbot.waitUntil(lambda: made.view.height() > 0)
        QApplication.processEvents()
        heights.append(made.view.height())
    row = made.view.verticalHeader().defaultSectionSize()
    assert heights[1] - heights[0] == 3 * row
    assert heights[2] == heights[1]


def test_details_of_an_empty_list_are_not_shown(qtbot: QtBot) -> None:
    made = Table(name="Notes", columns=[Column("Note", str)], nothing="Nothing yet.")
    details = QLabel("Choose a note to see everything about it.")
    both = details_beside(made, details)
    qtbot.addWidget(both)
    both.resize(900, 400)
    both.show()
    made.fill([])
    assert not details.isVisible()
    made.fill(["Note 1"])
    assert details.isVisible()
    made.filter.setText("zebra")
    qtbot.waitUntil(lambda: made.model.rowCount() == 0)
    assert details.isVisible()


def test_rows_show_a_card_each_or_what_to_do(qtbot: QtBot) -> None:
    rows = Rows(name="Notes", show=cards.plain, nothing="Write a note.")
    qtbot.addWidget(rows)
    rows.show()
    rows.fill([])
    assert rows._nothing.isVisible()
    rows.fill(["One", "Two"])
    assert rows.count() == 2
    assert not rows._nothing.isVisible()
