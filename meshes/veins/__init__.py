"""Veins: one venous system a file, and the whole assembled as one graph."""
