"""What a supervisor goes to by name."""

from peertrain.domain.people import Role
from peertrain.services.naming import Kind
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.naming import Names, Opens, lesson_of
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.everyone.search import SearchPage
from peertrain.ui.supervisor.trainee import TraineePage

OPENS: Opens = {
    Kind.PERSON: lambda one: (TraineePage, {"trainee_id": one.id}),
    Kind.MODULE: lambda one: (ReadingPage, lesson_of(one)),
    Kind.TERM: lambda one: (GlossaryPage, {"term": one.name}),
    Kind.LESSON: lambda one: (ReadingPage, lesson_of(one)),
}
NAMES = Names(Role.SUPERVISOR, OPENS, SearchPage)
