"""The drafts on a trainee's desk, by month, each to go on with and each month to send."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.days import day_in_words, month_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.hours_log import HoursDraft, completed
from peertrain.domain.hours_words import setting_name
from peertrain.i18n import _, ngettext
from peertrain.ui.kit.cards import button, card, fact, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import SETTING_ICONS


def drafts_card(
    drafts: Sequence[HoursDraft], *, today: date, go_on: Callable[[str], Any], send: Callable[[tuple[str, ...]], Any]
) -> QWidget:
    """Return the card of the drafts; `go_on` takes a draft's id, `send` the ids of a period."""
    words = _("Not sent yet. Only you can see these; nothing here counts until you send it.")
    parts: list[QWidget] = [plain(words, "soft")]
    for month, of_month in groupby(drafts, key=lambda draft: (draft.on or today).replace(day=1)):
        several = list(of_month)
        ready = [draft for draft in several if lacking(draft, today) == ""]
        parts += [_line(draft, today, go_on) for draft in several]
        if ready:
            parts.append(flow(_send_button(month, ready, send)))
    return card(*parts, title=ngettext("{count} draft", "{count} drafts", len(drafts)).format(count=len(drafts)))


def lacking(draft: HoursDraft, today: date) -> str:
    """Return what a draft still lacks, as a sentence, or ""."""
    try:
        service = completed(draft, today)
    except Refused as error:
        return str(error)
    if not service.minutes or sum(service.domains.values()) != service.minutes:
        return _("Say how long it took and how the time divides.")
    return "" if service.site else _("Say where you served: the site or agency.")


def _send_button(month: date, ready: list[HoursDraft], send: Callable[[tuple[str, ...]], Any]) -> QWidget:
    words = ngettext(
        "Send the entry of {month}: {amount}", "Send the {count} entries of {month}: {amount}", len(ready)
    ).format(count=len(ready), month=month_in_words(month), amount=in_words(sum(one.minutes for one in ready)))
    ids = tuple(draft.id for draft in ready)
    return button(words, lambda: send(ids), icon_name="send")


def _line(draft: HoursDraft, today: date, go_on: Callable[[str], Any]) -> QWidget:
    day = day_in_words(draft.on) if draft.on else _("No day yet")
    setting = setting_name(draft.setting) if draft.setting else _("no setting yet")
    words = ", ".join(part for part in (day, in_words(draft.minutes), setting, draft.site) if part)
    if draft.corrects:
        words = _("Correction: {entry}").format(entry=words)
    missing = lacking(draft, today)
    line = fact(
        words,
        tone="sun" if missing else "soft",
        icon_name="pen" if missing else SETTING_ICONS[draft.setting] if draft.setting else "pen",
        detail=missing,
    )
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(line, 1)
    go = button(_("Go on"), lambda: go_on(draft.id))
    go.setAccessibleName(_("Go on with {entry}").format(entry=words))
    layout.addWidget(go)
    return box
