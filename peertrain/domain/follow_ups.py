"""What was agreed on in supervision and is still to be done."""

from collections.abc import Iterable

from peertrain.domain.hours import Meeting


def open_follow_ups(meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """Return the follow-ups that no later meeting has settled, the oldest first; meetings made void say nothing."""
    waiting: dict[str, None] = {}
    for meeting in sorted(meetings, key=lambda one: (one.on, one.held_at, one.id)):
        if not meeting.void_reason:
            for settled in meeting.settled:
                waiting.pop(settled, None)
            waiting.update(dict.fromkeys(meeting.follow_ups))
    return tuple(waiting)
