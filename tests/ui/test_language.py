"""The window speaks one language: its own sentences and the words of Qt's buttons come in the same."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from peertrain.i18n import _, use_language
from peertrain.ui.kit.language import speak


def catalogue(folder: Path, language: str, words: str, translated: str) -> Path:
    """Write a compiled catalogue of one sentence, as gettext reads it."""
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    said = [(b"", b"Content-Type: text/plain; charset=UTF-8\n"), (words.encode(), translated.encode())]
    tables, texts, at = [], b"", 28 + 16 * len(said)
    for column in (0, 1):
        for pair in said:
            tables += [len(pair[column]), at + len(texts)]
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(said), 28, 28 + 8 * len(said), 0, 0)
    (place / "peertrain.mo").write_bytes(head + struct.pack(f"<{len(tables)}I", *tables) + texts)
    return folder


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    yield
    for one in qapp.findChildren(QTranslator):
        qapp.removeTranslator(one)
    use_language("en", tmp_path)


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_with_a_catalogue_sentences_and_buttons_come_in_its_language(tmp_path: Path, qapp: QApplication) -> None:
    speak("de", catalogue(tmp_path, "de", "Sign in", "Anmelden"), qapp)
    assert (_("Sign in"), cancel()) == ("Anmelden", "Abbrechen")


def test_without_one_for_the_language_all_is_english(tmp_path: Path, qapp: QApplication) -> None:
    speak("de", catalogue(tmp_path, "fr", "Sign in", "Se connecter"), qapp)
    assert (_("Sign in"), cancel()) == ("Sign in", "Cancel")
