"""Sessions, recent files, what is kept against crashes, and exports."""
