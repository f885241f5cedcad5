"""What became of a packet is said in plain words, and its sum in full."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.taken_words import sum_in_words, taken_in_words


@dataclass(frozen=True)
class Came:
    applied: int = 0
    already_here: int = 0
    held: int = 0
    rejected: int = 0

    @property
    def entries(self) -> int:
        return self.applied + self.already_here + self.held + self.rejected


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (Came(), "No entries came."),
        (Came(applied=1), "1 entry came, and it is new here."),
        (Came(applied=2), "2 entries came, and all are new here."),
        (Came(already_here=1), "1 entry came. It was here already."),
        (Came(already_here=3), "3 entries came. All were here already."),
        (Came(applied=10, already_here=2), "12 entries came: 10 are new, 2 were here already."),
        (Came(applied=1, held=1, rejected=1), "3 entries came: 1 is new, 1 waits, 1 does not count."),
        (Came(held=1200), "1,200 entries came: 1,200 wait."),
    ],
)
def test_a_packet_is_spoken_of_without_what_there_was_none_of(came: Came, words: str) -> None:
    assert taken_in_words(came) == words


COUNTS = st.integers(0, 999)


@settings(max_examples=60)
@given(st.builds(Came, COUNTS, COUNTS, COUNTS, COUNTS))
def test_the_plain_words_hold_no_zero_and_the_sum_comes_out(came: Came) -> None:
    assert not re.search(r"\b0\b", taken_in_words(came))
    whole, *parts = (int(one) for one in re.findall(r"\d+", sum_in_words(came)))
    assert whole == sum(parts) == came.entries
    assert len(parts) == 4
