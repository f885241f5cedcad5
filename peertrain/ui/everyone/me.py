"""Me: how PeerTrain looks on this computer, one's own passphrase, and the recovery code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.people import Person
from peertrain.i18n import _, ngettext
from peertrain.services import account, invitations
from peertrain.services.people import role_name
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, fact, facts, plain, refill
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.double_click import opening_files
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.theme import TEXT_SIZES, Scheme, Theme
from peertrain.workplace.seat import Seat

IDLE_MINUTES = (5, 10, 15, 20, 30)
PRIVATE_MINUTES = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class MeView:
    """Who is at work, and where; the six words of their key while somebody has to compare them."""

    person: Person
    organisation: str
    six_words: str


def look(seat: Seat) -> MeView:
    """Return what the page shows."""
    return MeView(seat.person, seat.organisation.name, invitations.my_six_words(seat))


class MePage(Page):
    """What belongs to oneself alone."""

    icon = "settings"
    watches = Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Me")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._unseen: str | None = None
        """A new recovery code that the person has not written down yet."""

    def build(self) -> None:
        self._who = QVBoxLayout()
        self._who.setSpacing(16)
        self.body.addLayout(self._who)
        self.body.addWidget(self._looks())
        for part in opening_files(self.background, self.context.preferences.opener):
            self.body.addWidget(part)
        self.body.addWidget(self._keys())
        self._person: Person | None = None

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, view: MeView) -> None:
        self._person = person = view.person
        roles = ", ".join(role_name(role) for role in person.active_roles)
        lines = {
            _("Called"): person.preferred_name,
            _("Legal name"): person.legal_name,
            _("Organisation"): view.organisation,
            _("Roles"): roles,
        }
        words = _("A coordinator corrects names. The legal name is what a certificate prints.")
        parts = [_six_words(view.six_words)] if view.six_words else []
        refill(self._who, [*parts, card(facts(lines), plain(words, "small"))])

    # How it looks

    def _looks(self) -> QWidget:
        now = self.context.preferences.settings
        scheme = fields.choice(
            "scheme",
            _("Colours"),
            {Scheme.SYSTEM: _("As the computer has them"), Scheme.LIGHT: _("Light"), Scheme.DARK: _("Dark")},
            value=now.scheme,
        )
        size = fields.choice(
            "text_size", _("Text size"), {size: _("{size} %").format(size=size) for size in TEXT_SIZES},
            value=now.text_size,
        )  # fmt: skip
        idle = fields.choice(
            "idle_minutes", _("Lock when nobody is here"), _after(IDLE_MINUTES), value=now.idle_minutes,
            hint=_("Locking loses no work."),
        )  # fmt: skip
        private = fields.choice(
            "private_minutes", _("Cover my private writing when nobody is here"), _after(PRIVATE_MINUTES),
            value=now.private_minutes,
            hint=_("Never later than the lock. Your passphrase shows it again."),
        )  # fmt: skip
        self.looks = Form(scheme, size, idle, private)
        self.looks.changed.connect(self._wear)
        whose = _("Colours and text size are yours alone; the times are for everybody at this computer.")
        return card(plain(whose, "small"), self.looks, title=_("On this computer"))

    def _wear(self) -> None:
        wanted = {name: value for name, value in self.looks.values().items() if value is not None}
        self.context.preferences.change(**wanted)
        settings = self.context.preferences.settings
        application = QApplication.instance()
        theme = application.findChild(Theme) if application is not None else None
        if isinstance(theme, Theme):
            theme.wear(scheme=settings.scheme, text_size=settings.text_size)

    # Keys

    def _keys(self) -> QWidget:
        parts = {
            _("Change my passphrase"): self._passphrase,
            _("A new recovery code"): self._recovery,
        }
        return card(
            plain(_("Your passphrase opens your own key. Nobody else knows it, and nobody can look it up."), "soft"),
            *(Disclosure(plain(words, "strong"), body, name=words) for words, body in parts.items()),
            title=_("Passphrase and recovery code"),
        )

    def _passphrase(self) -> QWidget:
        hint = _("At least 15 characters. Four or five words that do not belong together do well.")
        self.passphrase = form = Form(
            fields.password("old", _("The passphrase you have now")),
            fields.password("new", _("The new passphrase"), hint=hint),
            fields.password("again", _("The new passphrase again")),
            submit=_("Change the passphrase"),
            on_submit=self._change,
            check=_same,
            also=(button(_("Give me five words"), self._suggest, icon_name="key"),),
        )
        self._words = plain("", "figure")
        self._words.hide()
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return column(form, self._words, gap=12)

    def _suggest(self) -> None:
        self.background.render(self, lambda _progress: account.five_words(), self._suggested)

    def _suggested(self, words: str) -> None:
        self.passphrase.fill({"new": words, "again": words})
        self._words.setText(words)
        self._words.setAccessibleName(_("Five words: {words}").format(words=words))
        self._words.show()

    def _change(self, values: dict[str, Any]) -> None:
        self.background.manage(
            self,
            lambda workplace: account.change_passphrase(workplace, old=values["old"], new=values["new"]),
            lambda _nothing: self._changed(),
            self.passphrase.refuse,
        )

    def _changed(self) -> None:
        self.passphrase.clear()
        self._words.setText("")
        self._words.hide()

    def _recovery(self) -> QWidget:
        words = _(
            "With the recovery code you get in when the passphrase is forgotten. The old code ends once you have written "
            "down the new one. Without passphrase and code, what you have sealed can never be opened again, by anybody."
        )
        self.recovery = form = Form(
            fields.password("passphrase", _("Your passphrase")),
            submit=_("Make a new recovery code"),
            on_submit=self._new_code,
            icon_name="key",
        )
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        self._code = QVBoxLayout()
        box = column(plain(words), form, gap=12)
        layout = box.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(self._code)
        return box

    def _new_code(self, values: dict[str, Any]) -> None:
        self.background.manage(
            self,
            lambda workplace: account.new_recovery_code(workplace, passphrase=values["passphrase"]),
            self._show_code,
            self.recovery.refuse,
        )

    def _show_code(self, code: str | None) -> None:
        self._unseen = code
        if code is None or not self.isVisible():
            return
        self.recovery.clear()
        shown = plain(code, "figure")
        shown.setAccessibleName(_("The recovery code: {code}").format(code=" ".join(code)))
        copy = button(_("Copy"), _copier(self, code), icon_name="copy")
        put_away = button(_("I have written it down"), self._put_away, icon_name="check")
        words = _(
            "Write it down or print it, and keep it where you keep papers. It is shown until you say that you have."
        )
        refill(self._code, [card(fact(words, tone="sun"), shown, flow(copy, put_away))])

    def _put_away(self) -> None:
        self.background.manage(self, account.keep_recovery_code, lambda _none: self._kept())

    def _kept(self) -> None:
        self._unseen = None
        refill(self._code, [])

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the code off the screen, as behind the curtain; until it is written down it comes back."""
        if self._unseen is not None:
            refill(self._code, [])
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_code(self._unseen)


def _six_words(words: str) -> QWidget:
    shown = plain(words, "figure")
    shown.setAccessibleName(_("Your six words: {words}").format(words=words))
    why = _("Read them to your coordinator on the telephone. Then everybody knows that this computer signs for you.")
    return card(fact(why, tone="sun", icon_name="key"), shown, title=_("Your six words"))


def _after(choices: Iterable[int]) -> dict[int, str]:
    return {n: ngettext("After {minutes} minute", "After {minutes} minutes", n).format(minutes=n) for n in choices}


def _same(values: dict[str, Any]) -> dict[str, str]:
    """Say at the field when the new passphrase was not typed twice the same."""
    if values["new"] == values["again"]:
        return {}
    return {"again": _("This is not the same as above. Show what is typed and compare.")}


def _copier(page: Page, code: str) -> Callable[[], None]:
    def copy() -> None:
        copy_secret(code)
        page.context.notices.say(
            _("The recovery code is copied. The clipboard forgets it in a minute."), tone=Tone.INFO
        )

    return copy
