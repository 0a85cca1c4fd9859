"""The internal vertebral venous plexuses: anterior and posterior columns and what ties them."""
