"""Logging hours: one draft in its form, kept as it is typed, sent when the person says so."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from peertrain.domain.changes import Done
from peertrain.domain.hours import HoursState
from peertrain.domain.hours_log import HoursDraft
from peertrain.i18n import _
from peertrain.services import hours
from peertrain.services.hours import LogChoices, Logged
from peertrain.ui.kit.cards import card, fact, plain, refill
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.trainee.hours_form import HoursForm

KEPT_AFTER_MS = 800


class LogHoursPage(Page):
    """`go(LogHoursPage)` begins a draft, `draft_id=…` goes on with one, `hours_id=…` corrects hours that were sent."""

    icon = "hours"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Log hours")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.trainee.hours import HoursPage

        return HoursPage

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._draft_id = self._hours_id = ""
        self.form: HoursForm | None = None
        self.state = plain("", "small")
        self._typing = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._typing.timeout.connect(self.keep)

    def show_where(self, draft_id: str = "", hours_id: str = "") -> None:
        self._draft_id, self._hours_id = draft_id, hours_id
        self.form = None
        self.go_stale()

    def build(self) -> None:
        self.add_key("Ctrl+Return", _("Send for sign-off"), self._submit)

    def refresh(self) -> None:
        self.set_title(_("Correct hours") if self._hours_id else _("Log hours"))
        if self._hours_id:
            hours_id = self._hours_id
            self.background.do(self, lambda seat: hours.correct(seat, hours_id=hours_id), self._ask_choices)
        else:
            draft_id = self._draft_id
            self.background.ask(self, lambda seat: _draft(seat, draft_id), self._ask_choices)

    def _ask_choices(self, draft: HoursDraft | None) -> None:
        if draft is not None:
            self.background.ask(self, lambda seat: _around(seat, draft), lambda around: self._show(draft, *around))

    def _show(self, draft: HoursDraft, choices: LogChoices, before: Logged | None) -> None:
        self.form = HoursForm(draft, choices, later=self.context.back, drop=self.drop)
        self.form.changed.connect(self._changed)
        self.form.sent.connect(self.send)
        self.state.setText("")
        reason = []
        if before is not None and before.hours.state is HoursState.RETURNED:
            words = _("{supervisor} sent it back: {reason}").format(
                supervisor=before.supervisor, reason=before.hours.reason
            )
            reason = [card(fact(words, tone="sun", icon_name="return"), tone="sun")]
        refill(self.body, [*reason, self.form])
        self.state = plain("", "small")
        self.body.addWidget(self.state)
        self.form.form.begin()
        self._weigh_day()

    # What the person does

    def keep(self) -> None:
        """Keep the draft as it stands, without a word."""
        self._typing.stop()
        if self.form is not None:
            draft = self.form.draft()
            self.background.do(self, lambda seat: hours.keep_draft(seat, draft=draft), self._kept)

    def send(self) -> None:
        """Send the hours to the supervisor."""
        if self.form is None:
            return
        self._typing.stop()
        draft = self.form.draft()

        def deed(seat: Any) -> Done[tuple[str, ...]]:
            hours.keep_draft(seat, draft=draft)
            return hours.send(seat, draft_ids=(draft.id,))

        self.background.do(self, deed, lambda _ids: self._leave(), self.form.refuse)

    def drop(self) -> None:
        """Throw the draft away; the notice offers to take that back."""
        if self.form is None:
            return
        draft = self.form.draft()
        background, notices = self.background, self.context.notices

        def offer_undo(_dropped: HoursDraft | None) -> None:
            notices.say(
                _("The draft is thrown away."),
                action=_("Undo"),
                act=lambda: background.do(background, lambda seat: hours.keep_draft(seat, draft=draft)),
            )

        self._leave()
        background.do(self, lambda seat: hours.drop_draft(seat, draft_id=draft.id), offer_undo)

    # How it works

    def _leave(self) -> None:
        self._typing.stop()
        self.form = None
        self.context.back()

    def _submit(self) -> None:
        if self.form is not None:
            self.form.form.submit()

    def _changed(self) -> None:
        self._typing.start()
        self.state.setText("")

    def _kept(self, _nothing: object) -> None:
        self.state.setText(_("The draft is kept on this computer, for your eyes only."))
        self._weigh_day()

    def _weigh_day(self) -> None:
        if self.form is None:
            return
        form, draft = self.form, self.form.draft()
        on = draft.on
        if on is not None:
            self.background.ask(
                form, lambda seat: hours.minutes_of_day(seat, on=on, but=draft.id), form.say_day_has
            )  # fmt: skip

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too when the page is left or the window is locked."""
        if self._typing.isActive():
            self.keep()
        super().hideEvent(event)


def _draft(seat: Any, draft_id: str) -> HoursDraft:
    kept = (draft for draft in hours.drafts(seat) if draft.id == draft_id)
    return next(kept, None) or hours.new_draft(seat)


def _around(seat: Any, draft: HoursDraft) -> tuple[LogChoices, Logged | None]:
    before = hours.logged(seat, [draft.id]).get(draft.id) if draft.corrects else None
    return hours.choices(seat), before
