"""What veins lie upon, among and beside: one level as they see it; bone, ribs, roots, canal."""
