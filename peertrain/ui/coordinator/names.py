"""What a coordinator goes to by name."""

from peertrain.domain.people import Role
from peertrain.services.naming import Kind
from peertrain.ui.coordinator.certificates import CertificatesPage
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.coordinator.programmes import ProgrammesPage
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.naming import Names, Opens, lesson_of
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.everyone.search import SearchPage

OPENS: Opens = {
    Kind.PERSON: lambda one: (PersonPage, {"person_id": one.id}),
    Kind.CERTIFICATE: lambda one: (CertificatesPage, {"number": one.id}),
    Kind.PROGRAMME: lambda _one: (ProgrammesPage, {}),
    Kind.MODULE: lambda one: (ReadingPage, lesson_of(one)),
    Kind.TERM: lambda one: (GlossaryPage, {"term": one.name}),
    Kind.LESSON: lambda one: (ReadingPage, lesson_of(one)),
}
NAMES = Names(Role.COORDINATOR, OPENS, SearchPage)
