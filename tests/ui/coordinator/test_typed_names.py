"""What is said of a name while a coordinator types it: that no certificate can print it, or that somebody has it."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.ui.coordinator.enrol import EnrolPage
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.theme import Scheme, Theme
from tests.office import Office
from tests.ui.coordinator.test_people_pages import form_in, open_person, person_named, type_into
from tests.ui.kit.look import clipped, in_the_end
from tests.ui.signing import dialog_is_open
from tests.ui.stage import Stage, stage_for


def enrolling(stage: Stage) -> tuple[EnrolPage, Form]:
    """Return the page of enrolling, and its form."""
    page = stage.page(EnrolPage)
    assert page._form is not None
    return page, page._form


@pytest.mark.parametrize("size", [100, 200])
def test_letters_that_no_certificate_can_print_are_said_while_a_legal_name_is_typed(
    qtbot: QtBot, office: Office, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        page, form = enrolling(stage)
        said = form.fields["legal_name"].wrong_label()
        type_into(form.fields["legal_name"], "Li 北京")
        stage.until(lambda: "letters that cannot be printed rightly on a certificate: 北 京. Write it" in said.text())
        assert "The preferred name may have any letters." in said.text()
        assert in_the_end(qtbot, partial(clipped, page)) == []
        stage.submit(form, preferred_name="北京", roles=[Role.TRAINEE, Role.COORDINATOR], computer="elsewhere")
        assert "cannot be printed rightly" in said.text()
        assert not dialog_is_open(stage), "it is said before anything is signed"
        stage.submit(form, legal_name="Li Beijing", roles=[Role.TRAINEE], computer="here")
        assert "shown only now" in stage.notice()
    assert person_named(office, "北京").person.legal_name == "Li Beijing"


@pytest.mark.parametrize("size", [100, 200])
def test_a_name_that_somebody_has_already_is_said_while_it_is_typed_and_is_still_allowed(
    qtbot: QtBot, office: Office, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        page, form = enrolling(stage)
        type_into(form.fields["legal_name"], "marcus")
        stage.until(lambda: "Somebody here is called marcus already. So that nobody" in stage.words())
        assert in_the_end(qtbot, partial(clipped, page)) == []
        type_into(form.fields["preferred_name"], "Marcus B")
        stage.until(lambda: "is called" not in stage.words())
        form.fill({"preferred_name": ""})
        type_into(form.fields["preferred_name"], "MARCUS")
        stage.until(lambda: "Somebody here is called MARCUS already." in stage.words())
        stage.submit(form, roles=[Role.TRAINEE], computer="elsewhere")
        assert dialog_is_open(stage), "it stops nobody"


def test_a_correction_says_who_else_is_called_so(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        form = form_in(page, "Names and e-mail")
        stage.settle()
        assert "is called" not in stage.words(), "nobody is taken for themselves"
        form.fill({"preferred_name": ""})
        type_into(form.fields["preferred_name"], "Renee")
        stage.until(lambda: "Somebody here is called Renee already." in stage.words())
