"""What the programme means: plain values and rules, with no screen, file or clock."""
