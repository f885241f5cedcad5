"""SVG as the pictures of courses speak it: read once, for the checker and for paper."""
