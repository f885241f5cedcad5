"""Tests of the pages of a trainee."""
