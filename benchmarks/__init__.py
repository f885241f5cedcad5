"""Measures of what has to be quick: `python -m benchmarks` prints one table."""
