"""What a trainee reads about a question they missed names what was asked, what they answered, and why it is not right."""

from peertrain.domain.quiz_review import Missed, Turn, missed
from peertrain.domain.quizzes import (
    Answer,
    ChoseSome,
    Feedback,
    FollowUp,
    Matched,
    Matching,
    Multiple,
    Ordered,
    Ordering,
    Pair,
    Played,
    Scenario,
)

ABOUT = ("q1", "empathy.hearing", "CC1.2")
GOOD, BAD = Answer("Wait", True, "Yes."), Answer("Talk", False, "He needs a moment.")
SCENARIO = Scenario(*ABOUT, "He says nothing.\n", "What do you do?", (GOOD, BAD), FollowUp("And now?", (GOOD, BAD)))


def test_a_scenario_is_read_from_its_scene_on_with_both_of_its_turns() -> None:
    assert missed(SCENARIO, Played(0, 1)) == Missed(
        "He says nothing.",
        (
            Turn("What do you do?", (Feedback("Wait", True, "Yes."),)),
            Turn("And now?", (Feedback("Talk", False, "He needs a moment."),)),
        ),
    )


def test_a_scenario_that_was_left_out_keeps_its_scene() -> None:
    left_out = missed(SCENARIO, None)
    assert left_out.scene == "He says nothing."
    assert left_out.turns == (Turn("What do you do?", (Feedback("", False, "This question was not answered."),)),)


def test_a_pair_that_was_missed_names_both_sides_as_they_were_put_together() -> None:
    question = Matching(*ABOUT, "Match them.", (Pair("l1", "r1", "f1"), Pair("l2", "r2", "f2"), Pair("l3", "r3", "f3")))
    [turn] = missed(question, Matched((1, 0, 2))).turns
    assert turn.answers == (Feedback("“l1” with “r2”", False, "f1"), Feedback("“l2” with “r1”", False, "f2"))
    [turn] = missed(question, Matched((None, 1, 2))).turns
    assert turn.answers == (Feedback("l1", False, "f1"),)


def test_steps_in_a_wrong_order_are_named_in_the_order_given() -> None:
    question = Ordering(*ABOUT, "Put them in order.", ("listen", "ask", "wait"), "Yes.", "Listen first.")
    [turn] = missed(question, Ordered((2, 0, 1))).turns
    assert turn.answers == (Feedback("1. wait\n2. listen\n3. ask", False, "Listen first."),)


def test_of_several_answers_each_is_named_and_so_is_what_was_not_found() -> None:
    question = Multiple(*ABOUT, "Which ones help?", (GOOD, BAD, Answer("Ask", True, "Yes.")))
    [turn] = missed(question, ChoseSome((0, 1))).turns
    assert [(one.about, one.right) for one in turn.answers] == [("Wait", True), ("Talk", False), ("", False)]
