"""What is read off the vein graph beside the window: ways, sizes, neighbours."""
