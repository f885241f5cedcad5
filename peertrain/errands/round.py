"""One round of the exchange: giving and taking by itself, through a place, what people else send by hand.

Whatever ends a round early is said in it, and the next round goes on from there.
"""

from dataclasses import replace

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.errands.packing import pack_all
from peertrain.errands.plan import plan_for
from peertrain.errands.taking_in import take_all
from peertrain.errands.tally import Round, Tally
from peertrain.i18n import _, ngettext
from peertrain.services import courses
from peertrain.workplace import carriage
from peertrain.workplace.carriage import Look, Plan
from peertrain.workplace.managed import Managed
from peertrain.workplace.place import Aside, Place, keep_aside, keep_place, place
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = ["Round", "exchange_now"]


def exchange_now(workplace: Managed) -> Done[Round]:
    """Give what is new to everybody and take in what has come, for the person who is in; quick where there is nothing."""
    try:
        came = courses.install_travelled(workplace)
        plan = workplace.manage(plan_for).value
        if plan is None:
            return Done(came.changed, value=Round(warnings=came.value or ()))
        looked = carriage.look(plan)
        tally = Tally(plan.place, dict(plan.aside))
        workplace.manage(lambda here: _settle(_still(here, plan), plan, looked, tally))
        gave = carriage.deliver(plan) if looked.trouble is None else Look()
        tally.counts["given"] = looked.given + gave.given
        tally.trouble = tally.trouble or looked.trouble or gave.trouble
        _end_logins(plan, tally)
        came_now = courses.install_travelled(workplace) if tally.counts["taken"] else Done(Changed.NOTHING)
        tally.changed |= came.changed | came_now.changed
        tally.warnings += [*(came.value or ()), *(came_now.value or ())]
        return workplace.manage(lambda here: _remember(_still(here, plan), plan, tally, looked))
    except _HasLeft:
        return Done(Changed.NOTHING, value=Round())
    except (Trouble, Refused) as trouble:
        return Done(Changed.NOTHING, value=Round(trouble=str(trouble), advice=_advice(trouble)))


def _end_logins(plan: Plan, tally: Tally) -> None:
    """End at the hub what people may do there no more; trouble with that is tried again, and keeps back nothing else."""
    trouble = carriage.end_logins(plan)
    if trouble is None:
        tally.place = replace(tally.place, ended=plan.gone.marks)
    elif tally.trouble is None:
        words = _(
            "Somebody who has left, or is no coordinator any more, can still do at the hub what they could: {why}"
        )
        tally.warnings.append(words.format(why=trouble))


class _HasLeft(Exception):
    """The person for whom a round is done has left meanwhile; it goes on when they are in again."""


def _still(workplace: Workplace, plan: Plan) -> Workplace:
    """Return the workplace where the person for whom the round is done is in."""
    if workplace.person_id != plan.person_id:
        raise _HasLeft
    return workplace


def _settle(workplace: Workplace, plan: Plan, looked: Look, tally: Tally) -> Done[None]:
    """Take in what was fetched, and pack what is new for others; what is done before trouble comes stays done."""
    if looked.trouble is None:
        tally.aside = {name: one for name, one in plan.aside.items() if name in looked.names}
    try:
        take_all(workplace, plan, looked.fetched, tally)
        tally.more = bool(tally.counts["taken"]) and any(one.size is not None for one in tally.aside.values())
        if looked.trouble is None:
            pack_all(workplace, plan, looked.lost, tally)
    except (Trouble, Refused) as trouble:
        tally.trouble = trouble
    return Done(tally.changed)


def _remember(workplace: Workplace, plan: Plan, tally: Tally, looked: Look) -> Done[Round]:
    used = replace(
        tally.place,
        gave_at=plan.now if tally.counts["given"] else plan.place.gave_at,
        took_at=plan.now if tally.counts["taken"] else plan.place.took_at,
        looked_for_lost=plan.now.astimezone().date().isoformat() if looked.trouble is None else plan.place.looked_for_lost,
    )  # fmt: skip
    if used != plan.place or tally.aside != plan.aside:
        workplace.write(lambda seat: _keep_both(seat, plan.place, used, tally.aside))
    counts, more = tally.counts, tally.trouble is None and (tally.more or looked.more)
    came = Round(
        counts["given"], counts["taken"], counts["entries"], counts["applied"], counts["already_here"], counts["held"],
        counts["rejected"], dict(tally.kinds), tuple(dict.fromkeys(tally.warnings)),
        tuple(sorted(name for name, one in tally.aside.items() if one.reason and one.until <= plan.now)),
        len(carriage.waiting(plan)), looked.unfinished, more, str(tally.trouble or ""),
        _advice(tally.trouble), used.gave_at, used.took_at,
    )  # fmt: skip
    changed = tally.changed | (Changed.EXCHANGE if came.given else Changed.NOTHING)
    return Done(changed, _in_words(came), came)


def _keep_both(seat: Seat, before: Place, used: Place, found: dict[str, Aside]) -> Done[None]:
    """Remember how far a place has come, unless the person has chosen another one meanwhile."""
    now = place(seat)
    if now is not None and (now.kind, now.where) == (before.kind, before.where):
        keep_place(seat, used)
        keep_aside(seat, found)
    return Done(Changed.NOTHING)


def _in_words(came: Round) -> str:
    if not came.applied:
        return ""
    said = ngettext("{count} new entry has come in.", "{count} new entries have come in.", came.applied)
    return said.format(count=came.applied)


def _advice(trouble: Trouble | Refused | None) -> str:
    return trouble.advice if isinstance(trouble, Trouble) else ""
