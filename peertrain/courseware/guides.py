"""Reads the facilitator guide of a module: its live session, its role plays, and what to ask and to watch for."""

from peertrain.courseware.fields import Fields
from peertrain.courseware.lessons import LONGEST_ITEM
from peertrain.courseware.references import References
from peertrain.domain.guides import Guide, LiveSession, LiveStep, RolePlay
from peertrain.i18n import _

LONGEST_SENTENCES = 800


def read_guide(fields: Fields, references: References, module_minutes: int) -> Guide:
    """Return the guide in `fields`; its live session is a part of the module's minutes."""
    live = fields.mapping("live")
    guide = Guide(
        _live(live, module_minutes) if live is not None else LiveSession(0, "", (), ()),
        tuple(_role_play(one, references) for one in fields.records("role_plays", optional=True)),
        _sentences(fields, "discussion"),
        _sentences(fields, "watch_for"),
    )
    fields.close()
    return guide


def _live(fields: Fields, module_minutes: int) -> LiveSession:
    session = LiveSession(
        fields.number("minutes", 1, LONGEST_ITEM),
        fields.text("aim"),
        _sentences(fields, "prepare"),
        tuple(
            LiveStep(step.number("minutes", 1, LONGEST_ITEM), step.line_of_text("title"), step.text("do"))
            for step in fields.records("steps")
        ),
    )
    together = sum(step.minutes for step in session.steps)
    if all(step.minutes for step in session.steps) and session.minutes and together != session.minutes:
        fields.notes.add(
            fields.line("minutes"),
            _("The steps add up to {total} minutes, but the session has {minutes}.").format(
                total=together, minutes=session.minutes
            ),
            _("Correct the minutes, so that both are the same."),
        )
    if 0 < module_minutes < session.minutes:
        fields.notes.add(
            fields.line("minutes"),
            _("The live session is longer than the module, of which it is a part."),
            _("Shorten the session, or correct the minutes in module.yaml."),
        )
    fields.close()
    return session


def _role_play(fields: Fields, references: References) -> RolePlay:
    return RolePlay(
        references.new_id(fields),
        fields.line_of_text("title"),
        fields.text("scene"),
        fields.text("peer"),
        fields.text("person"),
        fields.text("watch"),
    )


def _sentences(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(word.text for word in fields.words(name, optional=True, longest=LONGEST_SENTENCES))
