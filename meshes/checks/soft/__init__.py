"""Claims on soft tissue: sizes, and that none shares space with another."""
