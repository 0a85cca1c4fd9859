"""Fitting shape tables to surfaces of real bones."""
