"""The claims on veins tried for many seeds, and at the corners of what a user may set."""
