"""What lies over the anatomy, painted in pixels: the same in the window and in a picture on disk."""
