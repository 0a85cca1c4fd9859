"""What the user sees, as plain values: one Scene, frozen states, no Qt and no VTK."""
