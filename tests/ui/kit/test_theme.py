import dataclasses
import sys

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.cards import column, plain
from peertrain.ui.kit.icons import icon
from peertrain.ui.kit.resources import resource
from peertrain.ui.kit.theme import DARK, FAMILY, LIGHT, Scheme, Theme, Tokens, px, tokens

GROUNDS = ("paper", "card")


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("wear", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_pair_has_a_contrast_of_four_and_a_half(wear: Tokens) -> None:
    accents = ("pine", "sun", "sky", "red")
    pairs = [(text, ground) for text in ("ink", "soft", *accents) for ground in GROUNDS]
    pairs += [(accent, f"{accent}_ground") for accent in accents]
    pairs += [(text, f"{accent}_ground") for text in ("ink", "soft") for accent in accents]
    pairs += [("on_pine", "pine"), ("paper", "ink")]
    low = {pair: contrast(getattr(wear, pair[0]), getattr(wear, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("wear", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_have_a_contrast_of_three(wear: Tokens) -> None:
    assert all(contrast(wear.line, getattr(wear, ground)) >= 3 for ground in GROUNDS)
    assert all(contrast(wear.pine, getattr(wear, ground)) >= 3 for ground in GROUNDS)


def test_the_palette_of_the_program_follows_the_scheme(theme: Theme, qapp: QApplication) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=100)
    assert tokens() == DARK
    assert qapp.palette().color(QPalette.ColorRole.Highlight).name() == DARK.pine.lower()
    theme.wear(scheme=Scheme.LIGHT, text_size=100)
    assert tokens() == LIGHT


def test_text_and_lengths_grow_with_the_text_size(theme: Theme, qapp: QApplication) -> None:
    label = QLabel("Grow")
    before = label.sizeHint().height()
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    assert px(8) == 16
    assert label.sizeHint().height() >= 1.8 * before
    assert qapp.font().family() == FAMILY


def test_text_in_an_open_window_grows(theme: Theme, qtbot: QtBot) -> None:
    window = column(plain("Lead", "lead"), plain("Small", "small"), QPushButton("Press"), QLineEdit("Write"))
    qtbot.addWidget(window)
    window.show()
    parts = [one for one in window.findChildren(QWidget) if isinstance(one, (QLabel, QPushButton, QLineEdit))]
    before = [one.fontMetrics().height() for one in parts]
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    assert len(parts) == 4
    assert all(one.fontMetrics().height() >= 1.8 * small for one, small in zip(parts, before, strict=True))


def test_changed_speaks_only_when_something_changes(theme: Theme) -> None:
    heard: list[int] = []
    theme.changed.connect(lambda: heard.append(1))
    theme.wear(scheme=Scheme.LIGHT, text_size=100)
    assert heard == []
    theme.wear(scheme=Scheme.LIGHT, text_size=130)
    assert heard == [1]


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert len(names) >= 40
    for name in names:
        image = icon(name, "pine").pixmap(48, 48).toImage()
        drawn = {
            image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250
        }
        assert LIGHT.pine.lower() in drawn, name


def test_pictures_of_controls_wear_the_tokens() -> None:
    for wear in (LIGHT, DARK):
        colours = {value.lower() for value in dataclasses.asdict(wear).values()}
        files = list(resource("icons", "controls").glob(f"*-{wear.name}.svg"))
        assert len(files) == 6
        for file in files:
            text = file.read_text().lower()
            assert any(colour in text for colour in colours), file.name


def test_a_hundred_thousand_calls_do_not_use_up_none(qapp: QApplication) -> None:
    label = QLabel()
    for _turn in range(100_000):
        label.setVisible(False)
    assert sys.getrefcount(None) > 1000
