"""Landmarks and surfaces that bones and veins share, each in the frame of its own bone."""
