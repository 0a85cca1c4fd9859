"""Claims on the veins: what exists, where it lies, what it drains into, how wide it is."""
