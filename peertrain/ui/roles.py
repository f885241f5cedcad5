"""The pages of each role, in the order of the rail; a page that another page opens need not stand here."""

from collections.abc import Iterable

from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.ui.kit.page import Page
from peertrain.ui.main_window import Names, RolePages


def roles_of(roles: Iterable[Role]) -> list[RolePages]:
    """Return the roles that a person holds, each with its pages; only those are imported."""
    makers = {Role.TRAINEE: _trainee, Role.SUPERVISOR: _supervisor, Role.COORDINATOR: _coordinator}
    titles = {Role.TRAINEE: _("Trainee"), Role.SUPERVISOR: _("Supervisor"), Role.COORDINATOR: _("Coordinator")}
    names = {Role.TRAINEE: _trainee_names, Role.SUPERVISOR: _supervisor_names, Role.COORDINATOR: _coordinator_names}
    return [
        RolePages(role, titles[role], (*makers[role](), *_finding(role), *_everyone()), names[role]) for role in roles
    ]


def _trainee() -> tuple[type[Page], ...]:
    from peertrain.ui.trainee.certificate import CertificatePage
    from peertrain.ui.trainee.competencies import CompetenciesPage
    from peertrain.ui.trainee.course import CoursePage
    from peertrain.ui.trainee.home import TraineeHomePage
    from peertrain.ui.trainee.hours import HoursPage
    from peertrain.ui.trainee.meetings import MeetingsPage
    from peertrain.ui.trainee.reflections import ReflectionsPage

    return (TraineeHomePage, CoursePage, HoursPage, MeetingsPage, CompetenciesPage, ReflectionsPage, CertificatePage)


def _supervisor() -> tuple[type[Page], ...]:
    from peertrain.ui.everyone.guide import GuidePage
    from peertrain.ui.supervisor.home import SupervisorHomePage
    from peertrain.ui.supervisor.meetings import MeetingsPage
    from peertrain.ui.supervisor.ratings import RatingsPage
    from peertrain.ui.supervisor.signoff import SignOffPage
    from peertrain.ui.supervisor.trainees import TraineesPage

    return (SupervisorHomePage, SignOffPage, MeetingsPage, RatingsPage, TraineesPage, GuidePage)


def _coordinator() -> tuple[type[Page], ...]:
    from peertrain.ui.coordinator.backups import BackupsPage
    from peertrain.ui.coordinator.certificates import CertificatesPage
    from peertrain.ui.coordinator.certify import CertifyPage
    from peertrain.ui.coordinator.courses import CoursesPage
    from peertrain.ui.coordinator.history import HistoryPage
    from peertrain.ui.coordinator.home import CoordinatorHomePage
    from peertrain.ui.coordinator.organisation import OrganisationPage
    from peertrain.ui.coordinator.people import PeoplePage
    from peertrain.ui.coordinator.programmes import ProgrammesPage
    from peertrain.ui.coordinator.sessions import SessionsPage

    return (
        CoordinatorHomePage, PeoplePage, ProgrammesPage, CoursesPage, SessionsPage, CertifyPage, CertificatesPage,
        OrganisationPage, HistoryPage, BackupsPage,
    )  # fmt: skip


def _finding(role: Role) -> tuple[type[Page], ...]:
    if role is Role.TRAINEE:
        from peertrain.ui.trainee.finding import TraineeCompetencyMapPage, TraineeGlossaryPage, TraineeSearchPage

        return (TraineeSearchPage, TraineeGlossaryPage, TraineeCompetencyMapPage)
    from peertrain.ui.everyone.competency_map import CompetencyMapPage
    from peertrain.ui.everyone.glossary import GlossaryPage
    from peertrain.ui.everyone.search import SearchPage

    return (SearchPage, GlossaryPage, CompetencyMapPage)


def _trainee_names() -> Names:
    from peertrain.ui.trainee.names import NAMES

    return NAMES


def _supervisor_names() -> Names:
    from peertrain.ui.supervisor.names import NAMES

    return NAMES


def _coordinator_names() -> Names:
    from peertrain.ui.coordinator.names import NAMES

    return NAMES


def _everyone() -> tuple[type[Page], ...]:
    from peertrain.ui.everyone.exchange import ExchangePage
    from peertrain.ui.everyone.me import MePage
    from peertrain.ui.everyone.verify import VerifyPage

    return (ExchangePage, VerifyPage, MePage)
