"""The sample organisation, and the whole journey told without a window; everything in them is signed for real."""
