"""The programmes on a coordinator's desk: going on with one, adopting it, saving it as a file, removing it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from peertrain.domain.programmes import Programme
from peertrain.i18n import _
from peertrain.services import own_programmes
from peertrain.services.own_programmes import OwnProgramme
from peertrain.ui.coordinator.programme_editor import ProgrammeEditorPage
from peertrain.ui.kit.cards import button, card, column, pill, plain, rule
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import save_document


def open_copy(page: Page, programme: Programme) -> None:
    """Put a copy of a programme on the desk and open it."""
    page.background.do(
        page,
        lambda seat: own_programmes.copy(seat, programme=programme),
        lambda own_id: page.context.go(ProgrammeEditorPage, own_id=own_id or ""),
    )


class OwnProgrammes:
    """The lines of the programmes on the desk; `adopt` begins the adoption of one."""

    def __init__(self, page: Page, adopt: Callable[[Programme], None]) -> None:
        self._page, self._adopt = page, adopt

    def card(self, several: Sequence[OwnProgramme]) -> QWidget:
        where = _(
            "Only you see these until they are adopted. They are on this computer and in its backups, nowhere else."
        )
        lines: list[QWidget] = [plain(where, "soft")]
        for one in several:
            lines += [rule(), self._line(one)]
        return card(*lines, title=_("Your own programmes"))

    def _line(self, one: OwnProgramme) -> QWidget:
        version = _("Version {version}").format(version=one.tree.get("version") or _("not given"))
        return column(
            plain(one.title, "strong"), plain(version, "soft"), flow(_state(one)), flow(*self._acts(one)), gap=6
        )  # fmt: skip

    def _acts(self, one: OwnProgramme) -> list[QPushButton]:
        page, programme = self._page, one.programme
        name = _("{title}, version {version}").format(title=one.title, version=one.tree.get("version", ""))
        change = button(_("Change…"), lambda: page.context.go(ProgrammeEditorPage, own_id=one.id), icon_name="pen")
        change.setAccessibleName(_("Change {title}").format(title=name))
        save = button(_("Save as a file…"), lambda: self._save(one), icon_name="save")
        save.setAccessibleName(_("Save {title} as a file").format(title=name))
        away = button(_("Remove"), lambda: self._remove(one), icon_name="minus")
        away.setAccessibleName(_("Remove {title}").format(title=name))
        if programme is None:
            return [change, save, away]
        adopt = button(_("Adopt…"), lambda: self._adopt(programme), icon_name="check")
        adopt.setAccessibleName(_("Adopt {title}").format(title=name))
        return [change, adopt, save, away]

    def _save(self, one: OwnProgramme) -> None:
        name = f"{one.tree.get('id') or 'programme'}-{one.tree.get('version') or '1'}.yaml"
        content = own_programmes.file_text(one.tree).encode()
        notices = self._page.context.notices
        save_document(
            self._page, self._page.background, content, name=name, kind=_("Programmes (*.yaml)"), then=notices.say
        )

    def _remove(self, one: OwnProgramme) -> None:
        page = self._page

        def put_back(own: OwnProgramme) -> None:
            page.background.do(page, lambda seat: own_programmes.put_back(seat, own=own))

        def say(own: OwnProgramme | None) -> None:
            if own is not None:
                words = _("“{title}” is no longer on your desk.").format(title=own.title)
                page.context.notices.say(words, tone=Tone.DONE, action=_("Undo"), act=lambda: put_back(own))

        page.background.do(page, lambda seat: own_programmes.remove(seat, id=one.id), say)


def _state(one: OwnProgramme) -> QWidget:
    if one.adopted:
        return pill(_("adopted"), "pine")
    if one.programme is not None:
        return pill(_("can be adopted"), "pine")
    return pill(_("not finished"), "sun", icon_name="pen")
