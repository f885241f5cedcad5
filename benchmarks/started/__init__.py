"""Programs that the benchmark of the window starts: each says on standard output when its window can be used."""
