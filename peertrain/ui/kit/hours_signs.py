"""How hours and meetings look on every screen: the icon of each setting, the tone of each state."""

from peertrain.domain.hours import HoursState, Meeting, Setting
from peertrain.domain.supervision import unsigned

SETTING_ICONS = {
    Setting.ONE_ON_ONE: "person",
    Setting.RECOVERY_GROUP: "group",
    Setting.ONLINE_FORUM: "forum",
    Setting.WORKSHOP: "workshop",
}

STATE_SIGNS = {
    HoursState.SUBMITTED: ("clock", "sky"),
    HoursState.RETURNED: ("return", "sun"),
    HoursState.APPROVED: ("done", "pine"),
    HoursState.WITHDRAWN: ("minus", "soft"),
}
"""The icon and the tone of each state; the words stand beside them."""


def meeting_sign(meeting: Meeting, reader_id: str) -> tuple[str, str]:
    """Return the icon and the tone of a meeting's state for its reader."""
    if meeting.void_reason:
        return "broken", "red"
    waiting = unsigned(meeting)
    if reader_id in waiting:
        return "pen", "sun"
    return ("clock", "sky") if waiting else ("done", "pine")
