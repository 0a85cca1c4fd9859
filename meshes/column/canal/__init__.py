"""The vertebral canal, and what lies in it: dural sac, cord, nerves, epidural space."""
