"""What everybody can change about their own way in and the look of the program."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from peertrain.domain.errors import Refused
from peertrain.ui.everyone.me import MePage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Scheme, Theme
from tests.office import PASSPHRASES, Office, staffed_office
from tests.ui.kit.look import clipped, in_the_end, nameless
from tests.ui.stage import Stage, stage_for

NEW = "gravel maple kettle orbit sandal"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


def form_of(stage: Stage, title: str) -> Form:
    [part] = [one for one in stage.window.page().findChildren(Disclosure) if one._name == title]
    part.open()
    stage.settle()
    return part.findChildren(Form)[0]


def test_a_passphrase_is_changed(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", MePage) as stage:
        form = form_of(stage, "Change my passphrase")
        stage.submit(form, old=PASSPHRASES["Marcus"], new=NEW, again="something else")
        assert "This is not the same as above." in stage.words()
        stage.submit(form, old="not my passphrase at all", again=NEW)
        assert "is not right" in stage.words()
        stage.submit(form, old=PASSPHRASES["Marcus"], new="too short", again="too short")
        assert "at least 15 characters" in stage.words()
        stage.submit(form, old=PASSPHRASES["Marcus"], new=NEW, again=NEW)
        assert "Your passphrase is changed." in stage.notice()
        assert form.values() == {"old": "", "new": "", "again": ""}
    office.workplace.sign_in("Marcus", NEW)


def test_five_words_are_suggested_and_shown(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", MePage) as stage:
        form = form_of(stage, "Change my passphrase")
        stage.press("Give me five words")
        words = form.values()["new"]
        assert len(words.split()) == 5
        assert words in stage.words()


def code_on(stage: Stage) -> str:
    """Return the recovery code that stands in a label, seen or not."""
    shown = stage.window.pages.findChildren(QLabel)
    return "".join(one.text() for one in shown if one.accessibleName().startswith("The recovery code"))


def test_a_new_recovery_code_opens_and_the_old_one_ends_once_it_is_written_down(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", MePage) as stage:
        form = form_of(stage, "A new recovery code")
        stage.submit(form, passphrase=PASSPHRASES["Marcus"])
        first = code_on(stage)
        stage.press("Copy")
        assert QGuiApplication.clipboard().text() == first
        stage.press("I have written it down")
        assert first not in stage.words()
        stage.submit(form, passphrase=PASSPHRASES["Marcus"])
        second = code_on(stage)
        assert opens(office, first), "the new one may never have been seen"
        assert opens(office, second)
        stage.press("I have written it down")
        assert opens(office, second)
        assert not opens(office, first)


def opens(office: Office, code: str) -> bool:
    try:
        office.workplace.keystore.recover("Marcus", code, now=office.clock())
    except Refused:
        return False
    return True


def test_a_new_recovery_code_stays_until_it_is_written_down(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", MePage) as stage:
        form = form_of(stage, "A new recovery code")
        stage.submit(form, passphrase=PASSPHRASES["Marcus"])
        code = code_on(stage)
        assert code
        stage.window.lock()
        stage.settle()
        assert code_on(stage) == "", "behind the curtain it is not even in a widget"
        stage.window.unlock()
        stage.settle()
        assert code_on(stage) == code
        stage.press("I have written it down")
        stage.window.lock()
        stage.window.unlock()
        stage.settle()
        assert code_on(stage) == ""


def test_private_writing_is_never_covered_later_than_the_lock(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "preferences.json")
    assert preferences.settings.covered_after_ms == 3 * 60_000
    preferences.change(idle_minutes=5, private_minutes=10)
    assert preferences.settings.covered_after_ms == preferences.settings.locked_after_ms == 5 * 60_000


def test_colours_and_text_size_are_worn_at_once_and_kept(qtbot: QtBot, office: Office, theme: Theme) -> None:
    with stage_for(qtbot, office, "Marcus", MePage) as stage:
        looks = stage.page(MePage).looks
        looks.fields["scheme"].write(Scheme.DARK)
        looks.fields["scheme"].changed.emit()
        looks.fields["text_size"].write(150)
        looks.fields["text_size"].changed.emit()
        stage.settle()
        assert QGuiApplication.palette().window().color().lightness() < 128
        stage.until(lambda: not stage.window.rail.is_wide())  # the words no longer fit beside the page
    kept = Preferences.in_folder(office.folder).settings
    assert (kept.scheme, kept.text_size) == (Scheme.DARK, 150)


def test_nothing_is_clipped_or_nameless_with_large_text(qtbot: QtBot, office: Office, theme: Theme) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=200)
    with stage_for(qtbot, office, "Dana", MePage) as stage:
        page = stage.page(MePage)
        for part in page.findChildren(Disclosure):
            part.open()
        assert in_the_end(qtbot, partial(clipped, page)) == []
        assert nameless(page) == []
