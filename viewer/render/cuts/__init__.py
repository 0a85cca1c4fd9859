"""Cutting surfaces open by planes and boxes, the faces that close them, and the handles that move the cut."""
