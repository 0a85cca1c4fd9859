"""Vertebrae as signed-distance solids in their own frames."""
