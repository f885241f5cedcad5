"""Saving documents where a person chooses, whole or not at all, and opening what they choose."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from peertrain.i18n import _, ngettext
from peertrain.record import atomic
from peertrain.ui.kit.background import Background, Progress

LONGEST_NAME = 200
"""Bytes of a file's name; most systems take 255, and a number or a temporary ending may be added."""
LONGEST_ENDING = 16
_NO_PART_OF_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]+')


def save_document(
    page: QWidget, background: Background, content: bytes, *, name: str, kind: str, then: Callable[[str], None]
) -> QFileDialog:
    """Ask for a place and write a file; `kind` is such as "PDF (*.pdf)"; `then` receives the sentence that says so."""
    return ask_where(
        page, name=name, kind=kind, then=lambda path: write_document(page, background, content, path, then=then)
    )


def write_document(
    page: QWidget, background: Background, content: bytes, path: Path, *, then: Callable[[str], None]
) -> None:
    """Write a file; `then` receives the sentence that says where it is."""

    def work(_progress: Progress) -> str:
        atomic.write(path, content)
        return saved_as(path)

    background.render(page, work, then)


def saved_as(path: Path) -> str:
    """Return the sentence that says where a file is."""
    return _("Saved as {file} in {folder}.").format(file=path.name, folder=path.parent)


def ask_where(page: QWidget, *, name: str, kind: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for the place of a new file, beginning with a name."""
    dialog = QFileDialog(page, _("Save"), str(_documents() / file_name(name)), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(file_name(name))
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def choose_folder(page: QWidget, *, title: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder."""
    dialog = QFileDialog(page, title, str(_documents()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save_documents(
    page: QWidget, background: Background, documents: Mapping[str, bytes], *, then: Callable[[str], None]
) -> QFileDialog:
    """Ask for a folder and write several files into it, by name; a file that is there already keeps its place."""

    def write(folder: Path) -> None:
        def work(progress: Progress) -> str:
            for number, (name, content) in enumerate(documents.items()):
                progress.report(number / len(documents), name)
                atomic.write(_free(folder / file_name(name)), content)
            words = ngettext("{count} file saved in {folder}.", "{count} files saved in {folder}.", len(documents))
            return words.format(count=len(documents), folder=folder)

        background.render(page, work, then, title=_("Saving"))

    return choose_folder(page, title=_("Save all into a folder"), then=write)


def open_document(page: QWidget, *, title: str, kind: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file to read."""
    dialog = QFileDialog(page, title, str(_documents()), kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def file_name(name: str) -> str:
    """Return a name that every system takes for a file; a long one is cut before its ending, such as ".pdf"."""
    plain = _NO_PART_OF_A_NAME.sub("-", name).strip(" .") or "document"
    ending = Path(plain).suffix if len(Path(plain).suffix) <= LONGEST_ENDING else ""
    stem = plain.removesuffix(ending).encode()[: LONGEST_NAME - len(ending.encode())]
    return stem.decode(errors="ignore").strip() + ending


def _free(path: Path) -> Path:
    tried, number = path, 2
    while tried.exists():
        tried = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return tried


def _documents() -> Path:
    """Return the folder in which a dialog begins; what is not there would stand in it as the name of a file."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(place) for place in places if Path(place).is_dir()), Path.home())
