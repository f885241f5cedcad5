"""Somebody announces a key for which nothing can be sealed: that shuts out nobody but them."""

from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.record.boxes import is_box
from peertrain.record.keys import public_of
from peertrain.services import carrying, sending
from tests.exchange.computers import Agency, log
from tests.exchange.rounds import look, settle, start

NOBODYS = "age1" + "q" * 52 + "5cu47z"
"""The point with which whoever asks shares the secret zero; rightly written as a box."""
BOXES = ["age1garbage", "", "age1" + "q" * 58, "AGE1", "age1é"]


@pytest.mark.parametrize("box", BOXES)
def test_what_is_no_box_is_none(box: str) -> None:
    assert not is_box(box)


@pytest.mark.parametrize("box", ["age1garbage", NOBODYS])
def test_a_box_that_is_none_shuts_out_only_its_own_person(
    agency: Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, box: str
) -> None:
    start(agency, tmp_path / "share")
    with monkeypatch.context() as patch:  # a changed program
        patch.setattr("peertrain.workplace.own_words.public_of", lambda secrets: (public_of(secrets)[0], box))
        aisha = agency.invite("Aisha", Role.TRAINEE, supervisors=(agency.renee.person_id,))
    carrying.use_folder(aisha.workplace, folder=tmp_path / "share")
    look(aisha)
    settle(agency)
    log(agency.marcus, agency.renee)
    assert look(agency.marcus).given
    for computer in (agency.dana, agency.renee):
        came = look(computer)
        assert (came.trouble, came.applied) == ("", 1)
        assert aisha.person_id not in [one.person.id for one in computer.ask(sending.partners)]
    with pytest.raises(Refused, match="no computer that can receive"):
        agency.dana.packet_to(aisha)
