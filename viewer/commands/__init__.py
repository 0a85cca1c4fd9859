"""The commands of `retia`, one file each: what it accepts and what it does."""
