"""Whole stories through the real program, with real clicks and keys."""
