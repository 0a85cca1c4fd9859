"""Vessel graphs: centrelines with radii, and the laws and measures of tubes. Knows no anatomy."""
