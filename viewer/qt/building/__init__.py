"""Geometry on its way from the builders to the view, made beside the window."""
