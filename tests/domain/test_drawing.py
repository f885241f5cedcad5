"""What an attempt asks is drawn evenly from the lessons, and the same again from the same numbers."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.drawing import draw
from peertrain.domain.quizzes import TrueFalse

BANKS = st.lists(st.sampled_from(["listening", "asking", "waiting"]), min_size=1, max_size=30).map(
    lambda lessons: [TrueFalse(f"q{n}", lesson, "CC1.2", "?", True, "", "") for n, lesson in enumerate(lessons)]
)
COUNTS, SEEDS = st.integers(1, 35), st.integers(0, 2**32)


@given(BANKS, COUNTS, SEEDS)
def test_as_many_as_wanted_are_drawn_once_each_and_in_their_written_order(
    bank: list[TrueFalse], count: int, seed: int
) -> None:
    drawn = draw(bank, count, Random(seed))
    places = [bank.index(question) for question in drawn]  # type: ignore[arg-type]
    assert len(drawn) == min(count, len(bank))
    assert places == sorted(set(places))


@given(BANKS, COUNTS, SEEDS)
def test_no_lesson_gives_more_than_one_above_another_that_has_any_left(
    bank: list[TrueFalse], count: int, seed: int
) -> None:
    written = Counter(question.lesson for question in bank)
    drawn = Counter(question.lesson for question in draw(bank, count, Random(seed)))
    left = [lesson for lesson in written if drawn[lesson] < written[lesson]]
    assert all(max(drawn.values()) - drawn[lesson] <= 1 for lesson in left)


@given(BANKS, COUNTS, SEEDS)
def test_the_same_numbers_draw_the_same_questions(bank: list[TrueFalse], count: int, seed: int) -> None:
    assert draw(bank, count, Random(seed)) == draw(bank, count, Random(seed))


def test_another_attempt_is_asked_other_questions_in_time() -> None:
    bank = [TrueFalse(f"q{n}", "listening", "CC1.2", "?", True, "", "") for n in range(12)]
    asked = {question.id for seed in range(30) for question in draw(bank, 4, Random(seed))}
    assert len(asked) == 12
