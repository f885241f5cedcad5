"""Reflections and notes: everything that the person has written for themselves alone."""

from peertrain.domain.changes import Changed
from peertrain.domain.learning import ItemKind
from peertrain.i18n import _
from peertrain.services import reflections
from peertrain.ui.kit.cards import button, card, column, empty, pill, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.sealed import sealed_words

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget


class ReflectionsPage(Page):
    """The list of reflections and of notes beside lessons."""

    icon = "lock"
    watches = Changed.EVERYTHING

    @staticmethod
    def title() -> str:
        return _("Reflections and notes")

    def refresh(self) -> None:
        self.background.ask(self, reflections.private_pages, self._show)
