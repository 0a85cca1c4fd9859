"""The panels beside the view, and where they stand."""
