"""Tests of the pages of a coordinator."""
