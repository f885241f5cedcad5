"""Certificates a second: evidence verified, page drawn, credential and seal signed, everything kept in the record."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.documents.paper import Paper
from peertrain.domain.programmes import programme_key
from peertrain.services import certification

TITLE = "Program Coordinator"
AT_ONCE = 5
TIMES = 3


def measure(folder: Path, *, at_once: int = AT_ONCE, times: int = TIMES) -> Iterator[Figure]:
    """Issue the certificates of as many trainees at once, as often, each time to other ones."""
    organisation = Organisation(folder)
    names = [f"Trainee {number}" for number in range(at_once * times)]
    for name in names:
        organisation.enrol(name)
    organisation.play(organisation.coming(names))
    organisation.enter("Ruth")
    values = []
    for number in range(times):
        proposals = _proposals(organisation, names[number * at_once : (number + 1) * at_once])
        values.append(1000 * at_once / timed(partial(_issue, organisation, proposals)))
    organisation.stage.lock()
    yield Figure(f"Certificates issued, {at_once} at once", tuple(values), "a second")


def _proposals(organisation: Organisation, names: list[str]) -> tuple[certification.Proposal, ...]:
    key = programme_key(organisation.programme.id, organisation.programme.version)
    keys = [(organisation.ids[name], key) for name in names]
    return organisation.stage.read(lambda seat: certification.propose(seat, keys=keys, signatory_title=TITLE))


def _issue(organisation: Organisation, proposals: tuple[certification.Proposal, ...]) -> None:
    made = organisation.do(
        lambda seat: certification.issue(
            seat, proposals=proposals, paper=Paper.LETTER, signatory_title=TITLE, passphrase=""
        )
    )
    if len(made) != len(proposals):
        raise AssertionError("not every certificate was issued")
