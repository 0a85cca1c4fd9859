"""Anatomical claims, tested on what was built; the command line, the window and the tests share them."""
