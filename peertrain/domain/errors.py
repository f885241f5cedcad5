"""The answers "no" and "not yet" that a person may read."""


class Refused(Exception):
    """A deed or an entry that the rules do not allow; the message is a whole sentence for the person."""


class Held(Exception):
    """An entry that cannot be judged yet because something it rests on has not arrived."""


class Trouble(Exception):
    """Trouble from outside, such as a full disk: the message says what happened, `advice` what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


class Damaged(Trouble):
    """The record or the keys are missing or cannot be read: the one trouble that a backup mends."""


class DiskFull(Trouble):
    """Nothing new can be written until there is room; what is there can be read."""
