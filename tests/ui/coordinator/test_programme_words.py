"""What a programme asks for is said whole before it is adopted."""

from peertrain.courseware.programme_files import load_programme
from peertrain.places import shipped
from peertrain.ui.coordinator.programme_words import asked_for


def test_training_hours_say_how_much_of_them_has_to_be_live() -> None:
    foundations = load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))
    assert asked_for(foundations)["Training hours"] == "14 h, at least 3 h in person or live online"
