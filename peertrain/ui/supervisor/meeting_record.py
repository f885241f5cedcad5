"""Recording a supervision meeting: one draft in its form, kept as it is typed, signed when it is right."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from peertrain.i18n import _
from peertrain.services import meetings
from peertrain.services.meetings import MeetingChoices
from peertrain.ui.kit.cards import empty, plain, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.supervisor.meeting_form import MeetingForm

KEPT_AFTER_MS = 800


class RecordMeetingPage(Page):
    """The meeting that is being written; there is one at a time."""

    icon = "chat"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Record a meeting")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.supervisor.meetings import MeetingsPage

        return MeetingsPage

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form: MeetingForm | None = None
        self.state = plain("", "small")
        self._typing = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._typing.timeout.connect(self.keep)
        self.add_key("Ctrl+Return", _("Sign the meeting"), self._submit)

    def show_where(self) -> None:
        """Take up the draft anew."""
        self.form = None
        self.go_stale()

    def refresh(self) -> None:
        self.background.ask(self, meetings.choices, self._show)

    def _show(self, choices: MeetingChoices) -> None:
        if not choices.trainees:
            words = _("No trainee is assigned to you yet. A coordinator assigns them; then you can record meetings.")
            refill(self.body, [empty(words, icon_name="people")])
            return
        self.form = MeetingForm(choices, later=self.context.back, drop=self.drop)
        self.form.changed.connect(self._changed)
        self.form.signed.connect(self.sign)
        self.state = plain("", "small")
        refill(self.body, [self.form, self.state])
        self.form.form.begin()

    # What the person does

    def keep(self) -> None:
        """Keep the draft as it stands, without a word."""
        self._typing.stop()
        if self.form is not None:
            draft = self.form.draft()
            self.background.do(self, lambda seat: meetings.keep_draft(seat, draft=draft), self._kept)

    def _submit(self) -> None:
        if self.form is not None:
            self.form.form.submit()

    def sign(self) -> None:
        """Sign the meeting, once it says everything it must."""
        if self.form is None or self.form.guard.ask():
            return
        self.keep()
        draft = self.form.draft()
        self.background.ask(
            self, lambda seat: meetings.check(seat, draft=draft), self._ask_passphrase, self.form.refuse
        )  # fmt: skip

    def _ask_passphrase(self, sentence: str) -> None:
        if self.form is None:
            return
        draft = self.form.draft()
        sign(
            self,
            self.background,
            what=sentence,
            yes=_("Sign the meeting"),
            deed=lambda seat, passphrase: meetings.hold(seat, draft=draft, passphrase=passphrase),
            then=lambda _id: self._leave(),
        )

    def drop(self) -> None:
        """Throw the draft away; the notice offers to take that back."""
        if self.form is None:
            return
        draft = self.form.draft()
        background, notices = self.background, self.context.notices

        def offer_undo(_nothing: None) -> None:
            notices.say(
                _("The draft is thrown away."),
                action=_("Undo"),
                act=lambda: background.do(background, lambda seat: meetings.keep_draft(seat, draft=draft)),
            )

        self._leave()
        background.do(self, meetings.drop_draft, offer_undo)

    # How it works

    def _leave(self) -> None:
        self._typing.stop()
        self.form = None
        self.context.back()

    def _changed(self) -> None:
        self._typing.start()
        self.state.setText("")

    def _kept(self, _nothing: object) -> None:
        self.state.setText(_("The draft is kept on this computer, for your eyes only."))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too when the page is left or the window is locked."""
        if self._typing.isActive():
            self.keep()
        super().hideEvent(event)
