"""A coordinator brings in a course, puts it to use and retires it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from peertrain.services import learning
from peertrain.ui.coordinator.courses import CoursesPage
from peertrain.ui.kit.theme import Scheme, Theme
from tests.office import PASSPHRASES, Office
from tests.teaching import adopt, small_course
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import clipped, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.workplace.lock()


def test_the_course_that_comes_with_the_program_is_two_buttons_away_from_its_trainees(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        assert "No course is here yet" in stage.words()
        stage.button("Install PeerTrain's own course").click()
        stage.until(lambda: "Not adopted yet" in stage.words())
        stage.press("Adopt Peer Specialist Core 1.0.0")
        assert "Every trainee, also at a computer of their own, sees the newest version in use" in dialog_words(stage)
        answer(stage, "Adopt and sign", "not her passphrase")
        assert dialog_is_open(stage)
        assert "Not adopted yet" in stage.words()
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "In use" in stage.words()
        assert "PeerTrain's own course is on this computer already." in stage.words()
        assert "Install PeerTrain's own course" not in stage.buttons()
    assert [view.installed for view in office.ask("Dana", learning.overview)] == [True]


def test_a_folder_with_mistakes_is_refused_in_words_and_nothing_is_installed(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    small_course(tmp_path)
    (tmp_path / "small-1.0.0" / "modules" / "empathy" / "hearing.md").unlink()
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.page(CoursesPage).install(tmp_path / "small-1.0.0")
        stage.until(lambda: "cannot be used" in stage.notice())
        assert "No course is here yet" in stage.words()


@pytest.mark.parametrize("size", [100, 200])
def test_a_course_is_retired_with_a_reason(
    qtbot: QtBot, office: Office, tmp_path: Path, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    adopt(office, small_course(tmp_path))
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.press("Retire it…")
        stage.press("Retire this version")
        assert "Please fill in" in stage.words()
        assert clipped(stage.page(CoursesPage)) == []
        stage.page(CoursesPage).findChild(QLineEdit).setText("A picture was wrong")
        stage.press("Retire this version")
        assert "Retired" in stage.words()
    assert office.ask("Dana", learning.overview) == ()
