"""A coordinator ends somebody's role, and reads what that does not end."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role, RoleEnded, RoleGiven
from peertrain.services import organisation
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.organisation import OrganisationPage
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


def leave(stage: Stage) -> None:
    """Fill in why somebody leaves, and come to the passphrase."""
    part = stage.opened("Leaving")
    stage.submit(part.findChildren(Form)[-1], reason="Moved away")


def test_where_a_coordinator_leaves_the_issuing_key_is_to_be_replaced_and_a_button_leads_there(
    qtbot: QtBot, office: Office
) -> None:
    office.say("Dana", RoleGiven(office.ids["Luis"], Role.COORDINATOR))
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        stage.go(PersonPage, person_id=office.ids["Luis"])
        leave(stage)
        assert "may have a copy of the issuing key" in dialog_words(stage)
        answer(stage, "End the roles and the way in", PASSPHRASES["Dana"])
        assert "Replace it now" in stage.notice()
        next(
            one for one in stage.window.notices.findChildren(QPushButton) if one.text() == "Go to Organisation"
        ).click()
        stage.settle()
        assert stage.page(OrganisationPage)


@pytest.mark.parametrize("was_coordinator", [False, True])
def test_nothing_is_said_of_the_issuing_key_where_who_leaves_never_had_the_one_that_counts(
    qtbot: QtBot, office: Office, *, was_coordinator: bool
) -> None:
    if was_coordinator:
        id = office.ids["Luis"]
        office.say("Dana", RoleGiven(id, Role.COORDINATOR), RoleEnded(id, Role.COORDINATOR, "Enough"))
        organisation.replace_issuing_key(office.enter("Dana"), reason="Once more", passphrase=PASSPHRASES["Dana"])
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        stage.go(PersonPage, person_id=office.ids["Luis"])
        leave(stage)
        assert "issuing key" not in dialog_words(stage)
        answer(stage, "End the roles and the way in", PASSPHRASES["Dana"])
        assert "issuing key" not in stage.notice()
