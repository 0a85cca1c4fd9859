"""Geometry of the vertebral venous plexuses: numpy in, triangles out."""
