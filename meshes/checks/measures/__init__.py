"""Measures read off a finished mesh, as an anatomist would take them; they judge nothing."""
