"""The window, its pages and the kit they share."""

from peertrain.ui.constants import keep_constants

keep_constants()
