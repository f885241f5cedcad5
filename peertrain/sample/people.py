"""The twenty-four people of the sample organisation, and how far each trainee has come."""

from dataclasses import dataclass
from enum import StrEnum

from peertrain.domain.people import Role


class Stage(StrEnum):
    """How far a trainee has come."""

    EXPIRED = "expired"
    CERTIFIED = "certified"
    REISSUED = "reissued"
    REVOKED = "revoked"
    READY = "ready"
    WAITS_FOR_SIGN_OFF = "waits for sign-off"
    MEETING_UNSIGNED = "meeting unsigned"
    HALFWAY = "halfway"
    RETURNED = "returned"
    STUCK = "stuck"
    LEARNING = "learning"
    BEGINNING = "beginning"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One of the people; trainees have a stage, the cohort they came with, and the name of their supervisor."""

    legal_name: str
    name: str
    role: Role
    passphrase: str
    cohort: int = 0
    stage: Stage | None = None
    supervisor: str = ""


def _team(legal_name: str, name: str, role: Role, passphrase: str) -> SamplePerson:
    return SamplePerson(legal_name, name, role, passphrase)


def _trainee(  # noqa: PLR0917  # the table below reads as a table
    legal_name: str, name: str, passphrase: str, cohort: int, stage: Stage, supervisor: str
) -> SamplePerson:
    return SamplePerson(legal_name, name, Role.TRAINEE, passphrase, cohort, stage, supervisor)


TEAM = (
    _team("Ruth Abernathy", "Ruth", Role.COORDINATOR, "lantern gravel seven oboe"),
    _team("Tomás Ibarra", "Tomás", Role.COORDINATOR, "velvet anchor thirty plum"),
    _team("Dana Whitehorse", "Dana", Role.SUPERVISOR, "cedar thimble ocean nine"),
    _team("Priya Raman", "Priya", Role.SUPERVISOR, "marble kettle north wind"),
    _team("Joe Castellano", "Joe", Role.SUPERVISOR, "harbor pencil blue goat"),
    _team("Folasade Adeyemi", "Sade", Role.SUPERVISOR, "willow copper eight tea"),
)

TRAINEES = (
    _trainee("Walter Briggs", "Walter", "pebble sunday foghorn rye", 0, Stage.EXPIRED, "Dana"),
    _trainee("Nadia Petrova", "Nadia", "saffron ladder quiet moon", 0, Stage.EXPIRED, "Priya"),
    _trainee("Łukasz Wójcik", "Łukasz", "tundra button maple drum", 1, Stage.CERTIFIED, "Dana"),
    _trainee("Imani Okafor", "Imani", "crayon valley stone loaf", 1, Stage.CERTIFIED, "Sade"),
    _trainee("Grace Littlefield", "Grace", "violet engine paper tide", 1, Stage.CERTIFIED, "Joe"),
    _trainee("María José Núñez", "Majo", "walnut comet river shelf", 1, Stage.REISSUED, "Priya"),
    _trainee("Kevin Stroud", "Kevin", "sparrow mint hollow brick", 1, Stage.REVOKED, "Joe"),
    _trainee("Αθηνά Παππά", "Athina", "meadow clasp amber train", 2, Stage.READY, "Dana"),
    _trainee("Ŵyn Pritchard", "Wyn", "granite apron slow fiddle", 2, Stage.READY, "Sade"),
    _trainee("Samuel Ortega", "Sam", "thistle window brown bell", 2, Stage.WAITS_FOR_SIGN_OFF, "Dana"),
    _trainee("Hannah Goldberg", "Hannah", "cobalt harvest tin whistle", 2, Stage.MEETING_UNSIGNED, "Priya"),
    _trainee("Miguel Ángel Reyes", "Miguel", "feather canyon oak lantern", 2, Stage.HALFWAY, "Dana"),
    _trainee("Aisha Mahmoud", "Aisha", "ribbon basalt sweet march", 2, Stage.HALFWAY, "Joe"),
    _trainee("Terrence Hall", "Terrence", "glacier mango left pocket", 2, Stage.RETURNED, "Dana"),
    _trainee("Олена Шевченко", "Olena", "acorn trumpet white stair", 2, Stage.STUCK, "Sade"),
    _trainee("Bao Nguyen", "Bao", "orchid hammer soft canoe", 3, Stage.LEARNING, "Priya"),
    _trainee("Kayla Running Deer", "Kayla", "juniper saddle dawn cup", 3, Stage.BEGINNING, "Dana"),
    _trainee("Chris Donovan", "Chris", "", 3, Stage.INVITED, "Joe"),
)

PEOPLE = TEAM + TRAINEES
