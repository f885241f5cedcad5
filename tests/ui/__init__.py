"""Tests of the window and its pages, with real widgets."""
