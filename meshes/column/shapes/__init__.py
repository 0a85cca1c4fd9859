"""The tables of shapes as numbers with names: vertebrae, skull base, sacrum, coccyx."""
