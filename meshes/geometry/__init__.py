"""Directions, poses, curves and triangle meshes: geometry that knows no anatomy."""
