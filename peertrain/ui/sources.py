"""Keeps Qt for Python from reading the source of every module that is imported, for which it would keep 30 MB.

It looks there whether a module wants its methods under other names (`__feature__`), which none of ours does. Reading
takes a seventh of the time of all imports.
"""

from importlib import import_module

from PySide6 import QtCore  # noqa: F401 - which brings the module below


def spare_sources() -> None:
    """Let Qt for Python take it that no module asks for other names; a version that looks elsewhere is left alone."""
    try:
        features = import_module("shibokensupport.feature")
    except ModuleNotFoundError:
        return
    if hasattr(features, "_mod_uses_pyside"):
        features._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]
