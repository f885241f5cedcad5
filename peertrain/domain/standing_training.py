"""Standing on training hours: total, domains and ways of delivery."""

from collections.abc import Sequence
from datetime import date

from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.curriculum import domain_name
from peertrain.domain.learning import Delivery, Training
from peertrain.domain.people import Role
from peertrain.domain.programmes import DeliveryRule, TrainingRule
from peertrain.domain.requirements import (
    Counted,
    Facts,
    NotCounted,
    RequirementKind,
    RequirementStanding,
    Tally,
    minutes_needed,
)
from peertrain.domain.terms import years_before
from peertrain.i18n import _


def training_standing(rule: TrainingRule, facts: Facts, today: date) -> list[RequirementStanding]:
    """Return the standing on every requirement of the training hours."""
    entries = {_entry_id(training): training for training in facts.training}
    tally = count_training(rule, tuple(entries.values()), today)
    words = _("Completed modules and training sessions attended count.")
    found = [
        minutes_needed(
            id="training", title=_("Training hours"), kind=RequirementKind.TRAINING, tally=tally,
            need=rule.minutes, today=today, otherwise=Role.TRAINEE, rule=words,
        )
    ]  # fmt: skip
    splits = {id: training.domains for id, training in entries.items()}
    for domain, need in rule.domains.items():
        found.append(_domain(domain, need, tally.in_domain(domain, splits), today))
    found += [
        _delivery(one, rule.minutes, tally, entries, today) for one in rule.deliveries if least(one, rule.minutes)
    ]
    return found


def count_training(rule: TrainingRule, training: Sequence[Training], today: date) -> Tally:
    """Return which training counts: the oldest first, until a way of delivery is used up."""
    oldest = None if rule.fresh_years is None else years_before(today, rule.fresh_years)
    caps = [one for one in rule.deliveries if one.at_most is not None]
    left = [one.at_most or 0 for one in caps]
    counted, not_counted = [], []
    for one in sorted(training, key=lambda one: (one.on, _entry_id(one))):
        mine = [index for index, cap in enumerate(caps) if one.delivery in cap.deliveries]
        minutes = min([one.minutes, *(left[index] for index in mine)])
        too_old = oldest is not None and one.on < oldest
        if too_old or minutes <= 0:
            reason = _too_old(rule) if too_old else _used_up(caps[min(mine, key=lambda index: left[index])])
            not_counted.append(NotCounted(_entry_id(one), one.title, one.on, one.minutes, reason))
            continue
        for index in mine:
            left[index] -= minutes
        note = "" if minutes == one.minutes else _used_up(caps[min(mine, key=lambda index: left[index])])
        counted.append(Counted(_entry_id(one), one.title, one.on, minutes, note, one.entries))
    return Tally(tuple(counted), tuple(not_counted))


def delivery_name(delivery: Delivery) -> str:
    """Return a way of delivery for a person."""
    names = {
        Delivery.IN_PERSON: _("in person"),
        Delivery.LIVE_ONLINE: _("live online"),
        Delivery.SELF_PACED: _("self-paced"),
    }
    return names[delivery]


def ways_in_words(deliveries: Sequence[Delivery]) -> str:
    """Return ways of delivery for a person, such as "in person or live online"."""
    return _(" or ").join(delivery_name(one) for one in deliveries)


def least(rule: DeliveryRule, whole: Minutes) -> Minutes:
    """Return the minutes that a rule asks for in its ways of delivery, of all the training asked for."""
    return max(rule.at_least, -(-whole * rule.at_least_per_cent // 100))


def _entry_id(training: Training) -> str:
    return training.entries[-1] if training.entries else f"{training.on.isoformat()} {training.title}"


def _too_old(rule: TrainingRule) -> str:
    return _("It is more than {years} years old.").format(years=rule.fresh_years)


def _used_up(cap: DeliveryRule) -> str:
    return _("No more than {most} of {ways} training counts.").format(
        most=in_words(cap.at_most or 0), ways=ways_in_words(cap.deliveries)
    )


def _domain(domain: str, need: Minutes, tally: Tally, today: date) -> RequirementStanding:
    name = domain_name(domain)
    return minutes_needed(
        id=f"training.domain.{domain}", title=_("Training in {domain}").format(domain=name),
        kind=RequirementKind.TRAINING, tally=tally, need=need, today=today, otherwise=Role.TRAINEE,
        rule=_("Only the part of each training in {domain}.").format(domain=name),
    )  # fmt: skip


def _delivery(
    rule: DeliveryRule, whole: Minutes, tally: Tally, entries: dict[str, Training], today: date
) -> RequirementStanding:
    ways = ways_in_words(rule.deliveries)
    mine = tally.only({id for id, training in entries.items() if training.delivery in rule.deliveries})
    return minutes_needed(
        id="training.delivery." + "+".join(one.value.replace(" ", "-") for one in rule.deliveries),
        title=_("Training {ways}").format(ways=ways), kind=RequirementKind.TRAINING, tally=mine,
        need=least(rule, whole), today=today,
        otherwise=Role.TRAINEE if Delivery.SELF_PACED in rule.deliveries else Role.COORDINATOR,
        rule=_("Only training {ways}.").format(ways=ways),
    )  # fmt: skip
