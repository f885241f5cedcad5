"""The sheets of paper that documents are drawn for."""

from enum import Enum


class Paper(Enum):
    """A sheet of paper, landscape, in points."""

    LETTER = (792.0, 612.0)
    A4 = (841.89, 595.276)
