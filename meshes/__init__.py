"""Numpy in, triangles out: bones, discs and vertebral veins generated from published measurements.

Nothing here knows Qt, and only :mod:`meshes.surface` knows PyVista and VTK.
"""
