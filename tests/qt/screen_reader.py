"""What a screen reader is told of a window: run by the system's Python, which has the bindings (python3-gi,
gir1.2-atspi-2.0); prints role, name, description, states and labels of all there is, as JSON."""

import json
import time

TOLD = ("checked", "checkable", "expandable", "expanded", "focusable", "focused", "showing")


def bindings():
    """Here, not at the head: the tests are collected by a Python that lacks them."""
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi

    return Atspi


def told(node):
    states = {state.value_nick for state in node.get_state_set().get_states()}
    relations = [
        relation.get_target(0).get_name()
        for relation in node.get_relation_set()
        if relation.get_relation_type() == bindings().RelationType.LABELLED_BY
    ]
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "states": sorted(states & set(TOLD)),
        "labels": relations,
    }


def below(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child
            # Hundreds of lines that other tests ask for in the process itself.
            if child.get_role_name() not in ("menu bar", "combo box"):
                yield from below(child)


def application():
    until = time.monotonic() + 20.0
    while time.monotonic() < until:
        desktop = bindings().get_desktop(0)
        if desktop.get_child_count():
            return desktop.get_child_at_index(0)
        time.sleep(0.2)
    raise SystemExit("no application came")


if __name__ == "__main__":
    print(json.dumps([told(node) for node in below(application())]))
