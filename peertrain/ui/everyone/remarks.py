"""Remarks: a sentence or two that matter, such as a word of care before a lesson or what is said about an answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peertrain.domain.quizzes import Feedback
from peertrain.i18n import _
from peertrain.ui.kit.cards import card, column, plain
from peertrain.ui.kit.icons import Sign


def remark(title: str, text: str, *, tone: str, icon_name: str) -> QWidget:
    """Return a sentence or two that matter, under a word that says what they are."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    layout.addWidget(Sign(icon_name, tone), 0, Qt.AlignmentFlag.AlignTop)
    lines = [plain(title, "strong")] + ([plain(text)] if text else [])
    layout.addWidget(column(*lines, gap=4), 1)
    panel = card(box, tone=tone)
    panel.setAccessibleName(f"{title}. {text}")
    return panel


def take_care(sentence: str) -> QWidget:
    """Return a note to take care, which stands before what may be heavy."""
    return remark(_("Take care of yourself"), sentence, tone="sun", icon_name="heart")


def feedback_remark(one: Feedback) -> QWidget:
    """Return what is said about one given answer."""
    word = _("Right") if one.right else _("Not quite")
    title = _("{word}: {answer}").format(word=word, answer=one.about) if one.about else word
    return remark(title, one.text, tone="pine" if one.right else "sun", icon_name="done" if one.right else "info")
