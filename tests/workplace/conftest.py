"""The office in which the workplace is tested."""

from tests.services.conftest import office

__all__ = ["office"]
