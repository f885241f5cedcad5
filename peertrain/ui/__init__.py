"""The window, its pages and the kit they share."""

from peertrain.ui.constants import keep_constants
from peertrain.ui.sources import spare_sources

keep_constants()
spare_sources()
