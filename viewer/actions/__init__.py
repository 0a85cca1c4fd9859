"""One table of verbs: menu, toolbar, shortcuts, cheat sheet and tests all read it."""
