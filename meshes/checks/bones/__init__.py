"""Claims on bones and discs: sizes, curves, joints, openings."""
