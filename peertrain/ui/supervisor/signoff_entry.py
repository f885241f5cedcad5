"""The entry on the sign-off desk: every line that will be signed, and what helps to decide."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.days import day_in_words
from peertrain.i18n import _
from peertrain.services.signoff import Sheet
from peertrain.ui.kit.cards import card, fact, facts, heading, pill, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import SETTING_ICONS


class EntryCard(QWidget):
    """Shows one entry, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show an entry in the place of the one before."""
        refill(self._column, [card(*entry_parts(sheet), *_warnings(sheet))])


def entry_parts(sheet: Sheet) -> list[QWidget]:
    """Return the head and every line of an entry."""
    said = sheet.hours.service
    title = _("{name}, {day}").format(name=sheet.trainee, day=day_in_words(said.on))
    since = pill(_("Waiting since {day}").format(day=sheet.since), "sky", icon_name="clock")
    elsewhere = {_("Trainee"), _("Day"), _("You sign")}  # in the title, and beside the button
    lines = {name: words for name, words in sheet.lines.items() if name not in elsewhere}
    setting = lines[_("Setting")]
    shown: dict[str, str | QWidget] = dict(lines)
    shown[_("Setting")] = flow(pill(setting, "pine", icon_name=SETTING_ICONS[said.setting]))
    return [heading(title), flow(since), facts(shown)]


def _warnings(sheet: Sheet) -> list[QWidget]:
    parts: list[QWidget] = []
    if sheet.passages:
        words = _("This may identify somebody. If it does, send it back.")
        found = ", ".join(_("“{passage}”").format(passage=one.text) for one in sheet.passages)
        parts.append(card(fact(words, tone="sun", detail=found), tone="sun"))
    if sheet.same_day:
        parts.append(fact(sheet.same_day, tone="sky", icon_name="info"))
    parts += [
        fact(_("Sent back before: “{reason}”").format(reason=reason), tone="sky", icon_name="return")
        for reason in sheet.earlier_reasons
    ]
    return parts
