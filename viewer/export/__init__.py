"""Pictures and mesh files, without a window."""
