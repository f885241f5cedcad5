"""The rail at the left: the pages of a role as icons and words, each with the number of things that need the person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from peertrain.i18n import _, ngettext
from peertrain.ui.kit.buttons import Button
from peertrain.ui.kit.cards import icon_button, plain, refill
from peertrain.ui.kit.icons import icon
from peertrain.ui.kit.page import Foot, Page
from peertrain.ui.kit.rail_foot import RailFoot
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.theme import px


class RailButton(Button):
    """A page in the rail; Up and Down go to its neighbours."""

    def __init__(self, page: type[Page], go: Callable[[], None]) -> None:
        super().__init__()
        self._title = page.title()
        self._wide = True
        self._count = 0
        self._is_pointed_at = False
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setIcon(icon(page.icon))
        self.badge = plain("", "badge", wrap=False)
        self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.badge.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 6, 2)
        layout.addStretch(1)
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout = layout
        self.clicked.connect(lambda *_checked: go())
        self.show_words(True)

    def show_words(self, wide: bool) -> None:
        """Show icon and word, or the icon alone; a screen reader says the word in any case."""
        self._wide = wide
        self.setText(f"  {self._title}" if wide else "")
        self._tell()

    def show_count(self, count: int) -> None:
        """Show how many things here need the person; none shows nothing."""
        self._count = count
        self.badge.setText(f"{count:,}" if count < 1000 else "999+")
        self.badge.setVisible(count > 0)
        self._tell()

    def needed_width(self) -> int:
        """Return how wide the button is with its word and its number."""
        self.ensurePolished()
        self.badge.ensurePolished()
        marked = QFont(self.font())
        marked.setWeight(QFont.Weight.DemiBold)  # as the words of the page that is shown
        more = QFontMetrics(marked).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        badge = self.badge.sizeHint().width() + px(8) if self._count else 0
        return self.sizeHint().width() + max(more, 0) + badge

    def forget_pointer(self) -> None:
        """Look as if nothing pointed here until the pointer moves; it may only rest here while the keys are used."""
        self._is_pointed_at = False
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove) and not self._is_pointed_at:
            self._is_pointed_at = True
            self.update()
        return super().event(event)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if not self._is_pointed_at:
            option.state &= ~QStyle.StateFlag.State_MouseOver

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        need = ngettext("{count} thing needs you", "{count} things need you", self._count).format(count=self._count)
        words = f"{self._title}, {need}" if self._count else self._title
        self.setAccessibleName(words)
        self.setToolTip("" if self._wide else words)


class Rail(QFrame):
    """The pages of one role; collapses to icons."""

    chosen = Signal(object)
    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(_("Pages"))
        self._buttons: dict[type[Page], RailButton] = {}
        self._foot_of: dict[type[Page], RailFoot] = {}
        self._wide = True
        self._toggle = icon_button("menu", _("Show the rail with words or icons only"), self._fold)
        self._toggle.setProperty("kind", "rail")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setSpacing(2)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().rangeChanged.connect(self._fit)
        inside.setProperty("kind", "page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 0, 12)
        layout.setSpacing(8)
        layout.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._area, 1)
        self._feet = QVBoxLayout()
        layout.addLayout(self._feet)

    def show_pages(self, pages: Sequence[type[Page]]) -> None:
        """Show the pages of a role."""
        self._foot_of = {page: RailFoot(lambda page=page: self.chosen.emit(page)) for page in pages if page.foot()}  # type: ignore[misc]
        refill(self._feet, self._foot_of.values())
        self._buttons = {page: RailButton(page, lambda page=page: self.chosen.emit(page)) for page in pages}  # type: ignore[misc]
        refill(self._list, self._buttons.values())
        self.show_words(self._wide)

    def mark(self, page: type[Page]) -> None:
        """Mark the page that is shown, or to which it belongs."""
        if page in self._buttons:
            for one, button in self._buttons.items():
                button.setChecked(one is page)
                button.forget_pointer()
            bring_into_view(self._buttons[page])

    def show_count(self, page: type[Page], count: int) -> None:
        """Show how many things need the person on a page."""
        if page in self._buttons:
            self._buttons[page].show_count(count)
            self._fit()

    def show_foot(self, page: type[Page], foot: Foot | None) -> None:
        """Show what is said of a page at the foot."""
        if page in self._foot_of:
            self._foot_of[page].say(foot)

    def show_words(self, wide: bool) -> None:
        """Show icons with words, or icons alone."""
        self._wide = wide
        for button in self._buttons.values():
            button.show_words(wide)
        for foot in self._foot_of.values():
            foot.show_words(wide)
        self._fit()

    def is_wide(self) -> bool:
        """Return whether the words are shown."""
        return self._wide

    def buttons(self) -> list[RailButton]:
        return list(self._buttons.values())

    def changeEvent(self, event: QEvent) -> None:
        """Make room for words of another size, once they have taken it up."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self._fit)
            for button in self._buttons.values():
                if button.isChecked():
                    bring_into_view(button)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fold(self) -> None:
        self.show_words(not self._wide)
        self.folded.emit()

    def _fit(self) -> None:
        """Be as wide as the widest item; the scroll bar comes and goes in the margin and takes nothing from them."""
        widest = max((button.needed_width() for button in self._buttons.values()), default=0)
        bar = self._area.verticalScrollBar()
        margin = bar.sizeHint().width()
        self._list.setContentsMargins(0, 0, 0 if bar.maximum() > bar.minimum() else margin, 0)
        self._feet.setContentsMargins(0, 0, margin, 0)
        width = max(widest, px(168) if self._wide else px(48)) + 16 + margin
        if width != self.width() or width != self.minimumWidth():
            self.setFixedWidth(width)
