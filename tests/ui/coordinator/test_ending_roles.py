"""A coordinator ends somebody's role, and reads what that does not end."""

from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role, RoleGiven
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Form
from tests.office import PASSPHRASES, Office
from tests.ui.signing import answer, dialog_words
from tests.ui.stage import Stage, stage_for


def end_role(stage: Stage, role: Role) -> None:
    [part] = [one for one in stage.page(PersonPage).findChildren(Disclosure) if one._name == "Roles"]
    part.open()
    stage.submit(part.findChildren(Form)[-1], role=role, reason="Does something else now")


def test_who_ends_the_role_of_a_coordinator_reads_what_the_key_that_stays_could_do(
    qtbot: QtBot, office: Office
) -> None:
    office.say("Dana", *(RoleGiven(office.ids["Luis"], role) for role in (Role.COORDINATOR, Role.TRAINEE)))
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        stage.go(PersonPage, person_id=office.ids["Luis"])
        end_role(stage, Role.TRAINEE)
        assert "Luis is no longer trainee here." in dialog_words(stage)
        assert "older date" not in dialog_words(stage)
        answer(stage, "End the role", PASSPHRASES["Dana"])
        end_role(stage, Role.COORDINATOR)
        assert "could sign with an older date" in dialog_words(stage)
        assert "replace the issuing key under “Organisation”" in dialog_words(stage)
        answer(stage, "End the role", PASSPHRASES["Dana"])
        assert stage.notice() == "Luis is no longer coordinator."
