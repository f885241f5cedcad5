"""Who may say what: every kind of statement, said by everybody, about others and about oneself."""

from copy import deepcopy

import pytest

from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import (
    AttestationMade,
    Key,
    KeyConfirmed,
    KeyEnded,
    KeyInvited,
    Role,
    RoleEnded,
    RoleGiven,
    SupervisorAssigned,
    key_id_of,
)
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.statements import KINDS, Statement, apply, kind_of
from tests.domain.scene import scene, signed_by, statements_about

WHO = ("tess", "tom", "sam", "sue", "cora", "eli", "ema", "eve", "invitation")
"""Two trainees, the supervisor of tess, another one, a coordinator; a trainee, a supervisor and a coordinator whose role
has ended; and a one-time key."""

SENTENCES = {
    "ok": "",
    "T": "Only a trainee can do this.",
    "S": "Only a supervisor can do this.",
    "C": "Only a coordinator can do this.",
    "I": "An invitation can only be used to add a key of one's own.",
    "once": "This record already has an organisation.",
    "key": "A key can only be added with the invitation of its own person.",
    "own": "Only the person or a coordinator can end a key.",
    "self": "A trainee can only attest for themselves.",
    "mine": "These hours are another trainee's.",
    "choose": "Choose one of your own supervisors.",
    "away": "Tess is not one of your trainees. A coordinator can assign them to you.",
    "absent": "You did not take part in this meeting.",
    "holder": "Only the supervisor who held the meeting can make it void.",
    "rating": "This rating is another trainee's.",
    "role": "Only somebody with a role here can do this.",
}

TABLE = """
                       tess   tom    sam    sue    cora   eli    ema    eve    invitation
organisation founded   once   once   once   once   once   once   once   once   once
organisation corrected C      C      C      C      ok     C      C      C      I
logo chosen            C      C      C      C      ok     C      C      C      I
issuing key replaced   C      C      C      C      ok     C      C      C      I
person enrolled        C      C      C      C      ok     C      C      C      I
person corrected       C      C      C      C      ok     C      C      C      I
key invited            C      C      C      C      ok     C      C      C      I
key added              key    key    key    key    key    key    key    key    ok
key confirmed          C      C      C      C      ok     C      C      C      I
late entries accepted  C      C      C      C      ok     C      C      C      I
key ended              ok     own    own    own    ok     own    own    own    I
role given             C      C      C      C      ok     C      C      C      I
role ended             C      C      C      C      ok     C      C      C      I
supervisor assigned    C      C      C      C      ok     C      C      C      I
supervisor unassigned  C      C      C      C      ok     C      C      C      I
attestation made       ok     self   T      T      T      T      T      T      I
course adopted         C      C      C      C      ok     C      C      C      I
course retired         C      C      C      C      ok     C      C      C      I
lesson completed       ok     ok     T      T      T      T      T      T      I
reflection written     ok     ok     T      T      T      T      T      T      I
check passed           ok     ok     T      T      T      T      T      T      I
attempts allowed       S      S      ok     away   ok     S      S      S      I
session held           C      C      C      C      ok     C      C      C      I
hours logged           ok     choose T      T      T      T      T      T      I
hours withdrawn        ok     mine   T      T      T      T      T      T      I
hours approved         S      S      ok     away   S      S      S      S      I
hours returned         S      S      ok     away   S      S      S      S      I
hours reopened         S      S      ok     away   S      S      S      S      I
meeting held           S      S      ok     away   S      S      S      S      I
meeting confirmed      ok     absent T      T      T      T      T      T      I
meeting voided         S      S      ok     holder S      S      S      S      I
competency rated       S      S      ok     away   S      S      S      S      I
rating acknowledged    ok     rating T      T      T      T      T      T      I
competency self rated  ok     ok     T      T      T      T      T      T      I
programme adopted      C      C      C      C      ok     C      C      C      I
programme retired      C      C      C      C      ok     C      C      C      I
trainee enrolled       C      C      C      C      ok     C      C      C      I
exam recorded          C      C      C      C      ok     C      C      C      I
exam corrected         C      C      C      C      ok     C      C      C      I
exam voided            C      C      C      C      ok     C      C      C      I
certificate issued     C      C      C      C      ok     C      C      C      I
certificate revoked    C      C      C      C      ok     C      C      C      I
note made              ok     ok     ok     ok     ok     role   role   role   I
backup restored        C      C      C      C      ok     C      C      C      I
clock corrected        C      C      C      C      ok     C      C      C      I
"""
ROWS = {line[:23].strip(): line[23:].split() for line in TABLE.strip("\n").splitlines()}
"""The answers by kind, in the order of WHO; the heading stands under an empty kind."""

OWN_WORK = "Nobody can sign for their own work."
ONESELF = {
    "key confirmed": "Another coordinator has to compare the six words of your key with you.",
    "key ended": "Another coordinator has to end your key, so that the organisation is never without one.",
    "late entries accepted": "Another coordinator has to accept what your own key has signed.",
    "supervisor assigned": "Nobody can choose their own supervisor. Ask another coordinator.",
    "session held": OWN_WORK,
    "hours approved": OWN_WORK,
    "hours returned": OWN_WORK,
    "hours reopened": OWN_WORK,
    "meeting held": OWN_WORK,
    "competency rated": OWN_WORK,
    "trainee enrolled": "Nobody can enrol themselves on a programme. Ask another coordinator.",
    "attempts allowed": OWN_WORK,
    "exam recorded": OWN_WORK,
    "exam corrected": OWN_WORK,
    "exam voided": OWN_WORK,
    "certificate issued": "Nobody can issue a certificate to themselves.",
}
"""What ann, who is trainee, supervisor and coordinator at once and stands among her own supervisors, cannot do."""


def say(picture: PictureInMemory, name: str, said: Statement) -> str:
    """Return the sentence with which the statement is refused, "" where it is not; a refusal changes nothing."""
    before = deepcopy(picture)
    try:
        apply(picture, said, signed_by(name))
    except (Refused, Held) as error:
        assert picture == before
        return str(error)
    assert picture != before or kind_of(type(said)) in {"backup restored", "clock corrected", "late entries accepted"}
    return ""


def statement(kind: str, trainee: str = "tess") -> Statement:
    return next(one for one in statements_about(trainee) if kind_of(type(one)) == kind)


def test_the_table_names_every_kind_and_everybody_once() -> None:
    assert set(ROWS) - {""} == set(KINDS)
    assert tuple(ROWS[""]) == WHO
    assert {len(row) for row in ROWS.values()} == {len(WHO)}


@pytest.mark.parametrize("name", WHO)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_everybody_may_say_what_is_theirs_and_nothing_else(kind: str, name: str) -> None:
    assert say(scene(), name, statement(kind)) == SENTENCES[ROWS[kind][WHO.index(name)]]


@pytest.mark.parametrize("kind", sorted(ONESELF))
def test_nobody_decides_about_themselves_whatever_roles_they_hold(kind: str) -> None:
    assert say(scene(), "ann", statement(kind, "ann")) == ONESELF[kind]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.COORDINATOR])
def test_nobody_attests_about_themselves_as_somebody_else(role: Role) -> None:
    assert say(scene(), "ann", AttestationMade("ann", "references", "So it is.", role)) == OWN_WORK


def test_nobody_ends_their_own_part_as_coordinator_and_nobody_supervises_themselves() -> None:
    assert "Another coordinator" in say(scene(), "cora", RoleEnded("cora", Role.COORDINATOR, "Enough."))
    assert say(scene(), "cora", SupervisorAssigned("ann", "ann")) == "Nobody can supervise themselves."


@pytest.mark.parametrize(("name", "role"), [("cora", Role.COORDINATOR), ("sam", Role.SUPERVISOR)])
def test_an_attestation_in_a_role_needs_that_role(name: str, role: Role) -> None:
    said = AttestationMade("tess", "references", "So it is.", role)
    assert say(scene(), name, said) == ""
    assert say(scene(), "tom", said) == SENTENCES["S" if role is Role.SUPERVISOR else "C"]


def test_a_role_that_is_given_again_lets_its_person_sign_again() -> None:
    picture = scene()
    assert say(picture, "eve", statement("clock corrected")) == SENTENCES["C"]
    assert say(picture, "cora", RoleGiven("eve", Role.COORDINATOR)) == ""
    assert say(picture, "eve", statement("clock corrected")) == ""


def test_an_ended_key_signs_nothing_and_an_unknown_one_has_to_wait() -> None:
    picture = scene()
    assert say(picture, "cora", KeyEnded(signed_by("tess").key_id, "Lost laptop.", ())) == ""
    for kind in set(KINDS) - {"organisation founded"}:
        assert say(picture, "tess", statement(kind)) == "The key it is signed with had ended."
        assert say(scene(), "nobody", statement(kind)) == "It is signed with a key that is not known here yet."


def test_work_of_a_trainee_who_has_left_can_be_decided_but_no_new_work_begins() -> None:
    picture = scene()
    assert say(picture, "cora", RoleEnded("tess", Role.TRAINEE, "Left.")) == ""
    for kind in ("meeting held", "competency rated"):
        assert say(picture, "sam", statement(kind)) == "Tess is no longer a trainee."
    for kind in ("hours approved", "hours reopened"):
        assert say(picture, "sam", statement(kind)) == ""


def test_an_invitation_serves_its_own_person_once() -> None:
    picture = scene()
    assert say(picture, "invitation", statement("key added")) == ""
    assert say(picture, "invitation", statement("key added")) == "The key it is signed with had ended."
    key = picture.find(Key, statement("key added").key_id)
    assert key is not None
    assert key.person_id == "sam"


def test_nobody_vouches_for_a_key_before_their_own_is_confirmed() -> None:
    picture = scene()
    said = KeyConfirmed(signed_by("tess").key_id)
    assert "Your own six words" in say(picture, "ann", said)
    assert say(picture, "cora", KeyConfirmed(signed_by("ann").key_id)) == ""
    assert say(picture, "ann", said) == ""


def test_whom_an_unconfirmed_key_invites_is_not_confirmed_either() -> None:
    picture = scene()
    new = "ab" * 32
    assert say(picture, "ann", KeyInvited("sam", key_id_of(new), new, "age1x")) == ""
    invited = picture.find(Key, key_id_of(new))
    assert invited is not None
    assert not invited.confirmed
