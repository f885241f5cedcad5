"""Standing on training hours: ways of delivery, freshness and domains."""

from datetime import date

from peertrain.domain.learning import Delivery
from peertrain.domain.people import Role
from peertrain.domain.programmes import (
    DeliveryRule,
    TrainingRule,
)
from peertrain.domain.standing import standing
from tests.domain.facts import (
    HOUR,
    TODAY,
    facts,
    on,
    programme,
    reasons,
    training,
)


def test_live_training_has_a_least_amount_and_self_paced_a_greatest() -> None:
    rules = programme(
        training=TrainingRule(
            10 * HOUR,
            deliveries=(
                DeliveryRule((Delivery.IN_PERSON, Delivery.LIVE_ONLINE), at_least=4 * HOUR),
                DeliveryRule((Delivery.SELF_PACED,), at_most=6 * HOUR),
            ),
        )
    )
    modules = (training("a", 4 * HOUR), training("b", 4 * HOUR), training("c", 1 * HOUR))
    found = standing(rules, facts(training=(*modules, training("d", 3 * HOUR, Delivery.LIVE_ONLINE))), TODAY)
    total, live = found.find("training"), found.find("training.delivery.in-person+live-online")
    assert (total.have, live.have, live.need, live.who_must_act) == (9 * HOUR, 3 * HOUR, 4 * HOUR, Role.COORDINATOR)
    assert total.counted[1].note == "No more than 6 h of self-paced training counts."
    assert reasons(total) == {"e-c": "No more than 6 h of self-paced training counts."}


def test_a_share_of_live_training_is_of_the_hours_asked_for() -> None:
    rule = DeliveryRule((Delivery.IN_PERSON,), at_least_per_cent=50)
    rules = programme(training=TrainingRule(60 * HOUR, deliveries=(rule,)))
    found = on(rules, "training.delivery.in-person", training=(training("a", 5 * HOUR, Delivery.IN_PERSON),))
    assert (found.have, found.need) == (5 * HOUR, 30 * HOUR)


def test_old_training_does_not_count() -> None:
    rules = programme(training=TrainingRule(HOUR, fresh_years=10))
    old = training("old", HOUR, on=date(2016, 6, 29))
    found = on(rules, "training", training=(old, training("new", 30, on=date(2016, 6, 30))))
    assert (found.have, reasons(found)) == (30, {"e-old": "It is more than 10 years old."})


def test_training_is_split_over_domains() -> None:
    rules = programme(training=TrainingRule(HOUR, domains={"advocacy": 20, "harm_reduction": 20}))
    found = standing(rules, facts(training=(training("a", 60, advocacy=50, harm_reduction=10),)), TODAY)
    assert found.find("training.domain.advocacy").met
    assert found.find("training.domain.harm_reduction").have == 10


def test_a_session_named_twice_counts_once() -> None:
    session = training("a", 60)
    assert on(programme(training=TrainingRule(HOUR)), "training", training=(session, session)).have == 60
