"""Keeps None, True and False alive on Python 3.11, where Qt for Python 6.12 takes references away from them.

Its wheels are built as if these objects could not die, which is so from Python 3.12 on. On 3.11 each call that
returns nothing, such as `label.setText("…")`, costs None one reference, and after some thousand calls the interpreter
ends with "deallocating None". More references than any program can use up make them as good as immortal.
"""

import ctypes
import sys

PLENTY = sys.maxsize // 4


def keep_constants() -> None:
    """Give the constants of the language references without end, where they do not have them already."""
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False, NotImplemented, ...):
        references = ctypes.c_ssize_t.from_address(id(constant))  # the first field of every object of CPython
        if references.value < PLENTY:
            references.value += PLENTY
