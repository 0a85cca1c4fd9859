"""The window, the pictures and the command line of Retia."""

__version__ = "0.1.0"
