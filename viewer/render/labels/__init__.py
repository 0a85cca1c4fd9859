"""Names in the margins with leader lines: what is in sight, which names to write, and where."""
