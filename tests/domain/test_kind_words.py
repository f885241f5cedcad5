"""Kinds of entries in words."""

from peertrain.domain.kind_words import counted, kinds_in_words
from peertrain.domain.statements import KINDS


def test_every_kind_of_entry_has_words_of_its_own_for_one_and_for_many() -> None:
    one = {counted(kind, 1) for kind in KINDS}
    many = {counted(kind, 2) for kind in KINDS}
    assert len(one) == len(many) == len(KINDS)
    assert counted("not known", 1) not in one
    assert not one & many


def test_kinds_are_listed_with_work_first_and_keys_later() -> None:
    kinds = {"key added": 1, "person enrolled": 2, "hours approved": 2, "from the future": 1}
    assert kinds_in_words(kinds) == "2 approvals, 2 new people, 1 new key, 1 other entry"
    assert kinds_in_words({}) == "no entries"
