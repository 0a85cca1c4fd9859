"""Veins that lead through bone and foramina: basivertebral, intervertebral, sacral."""
