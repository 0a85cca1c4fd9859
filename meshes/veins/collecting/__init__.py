"""Veins that collect what leaves the plexuses, and those of the pelvis and the spinal cord."""
