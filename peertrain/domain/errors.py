"""The answers "no" and "not yet" that a person may read."""


class Refused(Exception):
    """A deed or an entry that the rules do not allow; the message is a whole sentence for the person."""


class Held(Exception):
    """An entry that cannot be judged yet because something it rests on has not arrived."""
