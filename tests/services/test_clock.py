"""A clock that goes back stops signing until a coordinator says that it is right."""

from datetime import timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.history import ClockCorrected, NoteMade
from tests.office import Office


def test_a_clock_a_little_behind_signs_after_what_is_there(office: Office) -> None:
    office.say("Dana", NoteMade("", "first"))
    office.clock.now -= timedelta(seconds=100)
    office.say("Dana", NoteMade("", "second"))


def test_a_clock_far_behind_signs_nothing_until_a_coordinator_corrects_it(office: Office) -> None:
    office.say("Dana", NoteMade("", "first"))
    office.clock.now -= timedelta(days=3)
    with pytest.raises(Refused, match="behind the record"):
        office.say("Marcus", NoteMade("", "second"))
    with pytest.raises(Refused, match="Only a coordinator"):
        office.say("Marcus", ClockCorrected("it was three days ahead"))
    office.say("Dana", ClockCorrected("it was three days ahead"))
    office.say("Marcus", NoteMade("", "now it goes"))
    office.say("Dana", NoteMade("", "and goes on"))


def test_a_clock_that_is_ahead_again_and_back_is_asked_about_again(office: Office) -> None:
    office.say("Dana", NoteMade("", "first"))
    office.clock.now -= timedelta(days=3)
    office.say("Dana", ClockCorrected("it was three days ahead"))
    office.clock.now += timedelta(days=30)
    office.say("Dana", NoteMade("", "a month on"))
    office.clock.now -= timedelta(days=20)
    with pytest.raises(Refused, match="behind the record"):
        office.say("Dana", NoteMade("", "back again"))
