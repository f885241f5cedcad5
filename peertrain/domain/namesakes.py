"""What people are called where several are shown: by the preferred name, with what tells apart those who share it."""

from collections import Counter
from collections.abc import Iterable

from peertrain.domain.days import moment_in_words
from peertrain.domain.people import Person, folded_name
from peertrain.i18n import _


def told_apart(people: Iterable[Person]) -> dict[str, str]:
    """Return by id what each is called: those who share a preferred name also by the legal one, or since when they are here."""
    called = {one: one.preferred_name for one in people}
    for more in (_with_legal_name, _with_enrolment):
        folded = {one: folded_name(name) for one, name in called.items()}
        shared = Counter(folded.values())
        called = {one: more(one) if shared[folded[one]] > 1 else name for one, name in called.items()}
    return {one.id: name for one, name in called.items()}


def in_file_names(name: str) -> str:
    """Return a name as it stands in the names of files: its letters and digits."""
    return "".join(letter for letter in name if letter.isalnum()) or "somebody"


def _with_legal_name(one: Person) -> str:
    return _("{name} ({legal_name})").format(name=one.preferred_name, legal_name=one.legal_name)


def _with_enrolment(one: Person) -> str:
    return _("{name} ({legal_name}, enrolled {when})").format(
        name=one.preferred_name, legal_name=one.legal_name, when=moment_in_words(one.enrolled_at)
    )
