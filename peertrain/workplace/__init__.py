"""The workplace: who is at work on this computer, with which keys, and the two doors to the record."""
