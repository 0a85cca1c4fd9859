"""Soft tissue between and around the bones."""
