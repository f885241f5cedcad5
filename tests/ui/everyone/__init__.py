"""Tests of the pages that every role has."""
