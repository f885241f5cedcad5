"""The window, its pages and the kit they share."""
