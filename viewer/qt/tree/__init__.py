"""The tree of structures."""
