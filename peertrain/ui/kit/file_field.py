"""A field for one file of the computer."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, column, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.saving import open_document


def file_field(parent: QWidget, name: str, label: str, *, title: str, kind: str, hint: str = "") -> Field:
    """Return a field whose value is the path of a file, or None; `title` and `kind` are for the dialog that asks."""
    chosen: list[Path] = []
    shown = plain("", "strong")
    shown.hide()

    def write(path: Path | None) -> None:
        chosen[:] = [path] if path is not None else []
        shown.setText(path.name if path is not None else "")
        shown.setVisible(path is not None)
        choose.setText(_("Choose another file…") if path is not None else _("Choose the file…"))
        choose.setAccessibleName(f"{label}: {choose.text()}")

    def take(path: Path) -> None:
        write(path)
        made.changed.emit()

    choose = button("", lambda: open_document(parent, title=title, kind=kind, then=take), icon_name="search")
    made = Field(
        name,
        label,
        column(shown, flow(choose), gap=4),
        read=lambda: chosen[0] if chosen else None,
        write=write,
        focus=choose,
        hint=hint,
        required=True,
        please=_("Please choose “{label}”."),
    )
    write(None)
    return made
