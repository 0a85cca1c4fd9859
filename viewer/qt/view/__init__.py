"""The 3D view: what it draws on, what mouse and wheel mean there, how the eye moves and rests."""
