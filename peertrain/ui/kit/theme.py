"""The colours, type and controls of every screen, light and dark, and how Qt comes to wear them."""

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from peertrain.ui.kit.resources import resource

FAMILY = "Source Sans Pro"
BASE = 15
"""Height of the interface's type in pixels at a text size of 100 %."""

TEXT_SIZES = (100, 115, 130, 150, 175, 200)


class Scheme(StrEnum):
    """Which colours a person prefers."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours by what they mean; every text pair has a contrast of at least 4.5 to 1."""

    name: str
    paper: str
    card: str
    ink: str
    soft: str
    line: str
    hair: str
    pine: str
    pine_ground: str
    on_pine: str
    sun: str
    sun_ground: str
    sky: str
    sky_ground: str
    red: str
    red_ground: str


LIGHT = Tokens(
    name="light",
    paper="#FAF7F2",
    card="#FFFFFF",
    ink="#1E2A29",
    soft="#4F5F5C",
    line="#8C8577",
    hair="#DDD6CA",
    pine="#1B6B5F",
    pine_ground="#E3F0EC",
    on_pine="#FFFFFF",
    sun="#9A4B12",
    sun_ground="#FBEBDD",
    sky="#2B5C8A",
    sky_ground="#E4EEF7",
    red="#A32A1E",
    red_ground="#FBE6E2",
)
DARK = Tokens(
    name="dark",
    paper="#141C1B",
    card="#1D2826",
    ink="#ECF3F0",
    soft="#AFC0BB",
    line="#6F8580",
    hair="#33433F",
    pine="#7FD1C0",
    pine_ground="#1E3A35",
    on_pine="#141C1B",
    sun="#F2B57A",
    sun_ground="#41301D",
    sky="#9CC7EE",
    sky_ground="#20344A",
    red="#FF9E92",
    red_ground="#472420",
)

MIDDLE = 128


def tokens() -> Tokens:
    """Return the colours that the program wears now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < MIDDLE else LIGHT


def colour(token: str) -> QColor:
    """Return a colour by the name of its token, such as `pine` or `sun_ground`."""
    return QColor(getattr(tokens(), token))


def scale() -> float:
    """Return how many times larger than 100 % the text is now."""
    return max(QGuiApplication.font().pixelSize(), BASE) / BASE


def px(length: float) -> int:
    """Return a length in pixels, given at 100 %, at the present text size."""
    return round(length * scale())


def palette_of(wanted: Tokens) -> QPalette:
    """Return the palette that Fusion paints with."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: wanted.paper,
        role.WindowText: wanted.ink,
        role.Base: wanted.card,
        role.AlternateBase: wanted.paper,
        role.Text: wanted.ink,
        role.PlaceholderText: wanted.soft,
        role.Button: wanted.card,
        role.ButtonText: wanted.ink,
        role.BrightText: wanted.red,
        role.Highlight: wanted.pine,
        role.HighlightedText: wanted.on_pine,
        role.Accent: wanted.pine,
        role.Link: wanted.pine,
        role.LinkVisited: wanted.pine,
        role.ToolTipBase: wanted.card,
        role.ToolTipText: wanted.ink,
        role.Light: wanted.card,
        role.Midlight: wanted.hair,
        role.Mid: wanted.hair,
        role.Dark: wanted.line,
        role.Shadow: wanted.line,
    }
    for where, value in colours.items():
        palette.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(wanted.line))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(wanted.hair))
    return palette


FACES_AT_FIRST, FACES_LATER = ("Regular", "Semibold"), ("It", "SemiboldIt", "Bold", "BoldIt")
"""Every screen needs the first; each face takes a millisecond, so that lessons get theirs once the window is there."""
LATER_MS = 50
"""Time enough to paint the first view."""


def load_fonts(faces: Sequence[str]) -> None:
    """Register faces of the bundled family with Qt."""
    package = find_spec("font_source_sans_pro")  # imported, it would look through its folder
    if package is None or package.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    for face in faces:
        file = Path(package.origin).parent / "files" / f"SourceSansPro-{face}.ttf"
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)


def style_sheet(wanted: Tokens, times: float) -> str:
    """Return the style sheet for these colours with text `times` as large as at 100 %."""
    template = Template(resource("controls.qss").read_text(encoding="utf-8"))
    sizes = {"dot": str((round(18 * times) + 4) // 2)} | {
        f"px{length}": str(round(length * times)) for length in range(6, 41)
    }
    pictures = resource("icons", "controls").as_posix()
    return template.substitute(asdict(wanted), **sizes, controls=pictures)


_STYLE = "QT_STYLE_OVERRIDE"


def ask_for_style() -> None:
    """Ask for Fusion before there is an application; asked for later, Qt for Python first describes all it knows of styles, 10 ms."""
    os.environ[_STYLE] = "Fusion"


class Theme(QObject):
    """Dresses the whole program, and again when the system turns dark or light.

    `Theme(app).wear(scheme=…, text_size=…)`; `changed` speaks after each change of colours or text size.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()  # without a reference of our own, Qt's object is gone on the next call
        self._times_of_system = _times_of_system(app.font())
        self._scheme = Scheme.SYSTEM
        self._text_size = 100
        self._worn: tuple[Tokens, float] | None = None
        load_fonts(FACES_AT_FIRST)
        QTimer.singleShot(LATER_MS, self, lambda: load_fonts(FACES_LATER))
        if os.environ.get(_STYLE) != "Fusion":
            app.setStyle("Fusion")
        self._hints.colorSchemeChanged.connect(self._system_changed)

    def wear(self, *, scheme: Scheme, text_size: int) -> None:
        """Put on the colours of `scheme` and text of `text_size` per cent (100 to 200)."""
        self._scheme = scheme
        self._text_size = min(max(text_size, 100), 200)
        wanted = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
        self._hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self._put_on()

    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._put_on()

    def _put_on(self) -> None:
        dark = self._scheme is Scheme.DARK or (
            self._scheme is Scheme.SYSTEM and self._hints.colorScheme() == Qt.ColorScheme.Dark
        )
        outfit = (DARK if dark else LIGHT, min(self._text_size / 100 * self._times_of_system, 2.0))
        if outfit == self._worn:
            return
        self._worn = outfit
        font = QFont(FAMILY)
        font.setPixelSize(round(BASE * outfit[1]))
        self._app.setFont(font)
        self._app.setPalette(palette_of(outfit[0]))
        self._app.setStyleSheet(style_sheet(*outfit))
        of_labels = self._app.font("QLabel")  # type: ignore[call-overload]  # the stubs say bytes, which it refuses
        if of_labels != font:  # with the first style sheet, Qt has given widgets the font of GNOME
            self._app.setFont(font)
        self.changed.emit()


def _times_of_system(font: QFont) -> float:
    """Return how much larger than usual the person has set the text of the whole system."""
    usual = {"windows": 12, "cocoa": 13}.get(QGuiApplication.platformName())
    if usual is None:
        return 1.0
    return min(max(QFontInfo(font).pixelSize() / usual, 1.0), 2.0)
