"""What clicks and drags do besides turning: measuring, notes, section box, pencil, ways along veins."""
