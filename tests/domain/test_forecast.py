"""When the hours will be there at the present pace, and how much a week would do where there is no pace."""

from dataclasses import replace
from datetime import timedelta

from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.programmes import ExperienceRule, Programme, SupervisionRule, Window
from peertrain.domain.requirements import Bounds, Plan, plan
from peertrain.domain.standing import RequirementStanding, standing
from tests.domain.facts import TODAY, days_ago, facts, hours, programme

HOUR = 60


def on(rules: Programme, id: str, **known: object) -> RequirementStanding:
    return standing(rules, facts(**known), TODAY).find(id)


def experience(need: int = 10, **rule: object) -> Programme:
    return programme(experience=ExperienceRule(need * HOUR, **rule))  # type: ignore[arg-type]


def test_the_forecast_follows_the_pace_of_the_last_eight_weeks() -> None:
    entries: tuple[Hours, ...] = (hours("in", days_ago(55), 4 * HOUR), hours("out", days_ago(56), 4 * HOUR))
    found = standing(experience(10), facts(hours=entries), TODAY)
    assert found.forecast == found.find("experience").forecast == TODAY + timedelta(28)


def test_there_is_no_forecast_without_a_pace_or_after_the_goal() -> None:
    assert on(experience(10), "experience", hours=(hours("old", days_ago(60)),)).forecast is None
    assert on(experience(1), "experience", hours=(hours("all"),)).forecast is None
    assert on(experience(10_000), "experience", hours=(hours("slow", minutes=15),)).forecast is None


def test_a_day_more_than_a_year_away_is_said_only_where_four_weeks_have_counted_hours() -> None:
    few = tuple(hours(f"h{week}", days_ago(7 * week), HOUR) for week in range(3))
    assert on(experience(30), "experience", hours=few).forecast is None
    assert on(experience(20), "experience", hours=few).forecast == TODAY + timedelta(318)
    steady = (*few, hours("h3", days_ago(21), HOUR))
    assert on(experience(60), "experience", hours=steady).forecast == TODAY + timedelta(784)


def test_without_a_forecast_a_plan_says_the_gentlest_week_that_is_done_in_half_a_year() -> None:
    found = on(experience(40), "experience", hours=(hours("a", days_ago(80), 18 * HOUR),))
    assert found.plan == Plan(HOUR, TODAY + timedelta(154))
    assert on(experience(3000), "experience").plan == Plan(20 * HOUR, TODAY + timedelta(1050))


def test_there_is_no_plan_beside_a_forecast_or_where_all_that_is_missing_is_sent() -> None:
    assert on(experience(10), "experience", hours=(hours("in", days_ago(5), 4 * HOUR),)).plan is None
    sent = hours("sent", days_ago(5), 10 * HOUR, state=HoursState.SUBMITTED)
    assert on(experience(10), "experience", hours=(sent,)).plan is None


def test_a_plan_keeps_to_the_cap_of_a_month_and_to_the_last_day_that_counts() -> None:
    capped = programme(experience=ExperienceRule(40 * HOUR, month_at_most=5 * HOUR))
    assert on(capped, "experience").plan == Plan(HOUR, TODAY + timedelta(280))
    assert plan(40 * HOUR, TODAY, Bounds(until=TODAY + timedelta(70))) == Plan(4 * HOUR, TODAY + timedelta(70))
    assert plan(40 * HOUR, TODAY, Bounds(until=TODAY + timedelta(3))) is None


def test_no_forecast_lies_after_the_last_day_that_counts() -> None:
    started = replace(facts().enrolment, started_on=days_ago(60))
    slow = (hours("in", days_ago(5), 4 * HOUR),)
    open_end = on(experience(20), "experience", enrolment=started, hours=slow)
    closing = on(experience(20, window=Window(4)), "experience", enrolment=started, hours=slow)
    assert open_end.forecast == TODAY + timedelta(224)
    assert closing.forecast is None
    assert closing.plan is not None
    assert closing.plan.by < TODAY + timedelta(70)


def test_one_requirement_that_does_not_move_leaves_the_whole_without_a_forecast() -> None:
    rules = programme(experience=ExperienceRule(10 * HOUR), supervision=SupervisionRule(HOUR))
    assert standing(rules, facts(hours=(hours("a"),)), TODAY).forecast is None
