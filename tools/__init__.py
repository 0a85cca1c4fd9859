"""Offline tools: they need the extra `dev`, and nothing at run time needs them."""
