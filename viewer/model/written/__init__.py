"""What of a scene is written and read: sessions, figure files, the text that a picture carries."""
