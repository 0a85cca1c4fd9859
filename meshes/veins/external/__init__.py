"""The external vertebral venous plexuses, before and behind the column, and their ways in."""
