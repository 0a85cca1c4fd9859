"""Short questions and sheets of help."""
