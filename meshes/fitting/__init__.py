"""Fitting a level's shape to the surface of a real vertebra: scan in, shape numbers and residuals out."""
