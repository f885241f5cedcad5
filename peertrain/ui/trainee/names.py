"""What a trainee goes to by name."""

from peertrain.domain.people import Role
from peertrain.services.naming import Kind
from peertrain.ui.everyone.naming import Names, Opens, lesson_of
from peertrain.ui.trainee.certificate import CertificatePage
from peertrain.ui.trainee.finding import TraineeGlossaryPage, TraineeSearchPage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage

OPENS: Opens = {
    Kind.CERTIFICATE: lambda _one: (CertificatePage, {}),
    Kind.MODULE: lambda one: (ModulePage, {"course_id": one.course_id, "module_id": one.module_id}),
    Kind.TERM: lambda one: (TraineeGlossaryPage, {"term": one.name}),
    Kind.LESSON: lambda one: (ReaderPage, lesson_of(one)),
}
NAMES = Names(Role.TRAINEE, OPENS, TraineeSearchPage)
