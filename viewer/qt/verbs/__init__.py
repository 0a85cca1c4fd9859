"""The verbs that need a window, and the menus, tool bar and keys that all verbs are reached by."""
