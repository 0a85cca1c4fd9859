"""The column: where each vertebra stands, and the landmarks that bones and veins share."""
