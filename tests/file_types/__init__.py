"""Tests of the types of our files."""
