"""Signed-distance solids as a small language; inside is negative. Knows no anatomy."""
