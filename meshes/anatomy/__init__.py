"""What exists, how large it is and who says so: the tables of ``assets/anatomy`` as frozen values.

Standard library and numpy only.
"""
