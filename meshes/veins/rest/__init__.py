"""How drawn veins come to rest: on their walls, clear of each other, without kinks, eyes open."""
