"""A desktop that says whether it is dark, as those of today do on the session bus: run by the system's
Python, which has the bindings (python3-gi). A number on the standard input changes it: 1 dark, 2 light."""

import sys

PLACE, ASKED = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
NAMED = ("org.freedesktop.appearance", "color-scheme")
SPOKEN = f"""
<node><interface name="{ASKED}">
  <method name="Read">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <method name="ReadAll"><arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>
"""


def main() -> None:
    """Answer until the standard input ends."""
    from gi.repository import Gio, GLib  # here: the tests are collected by a Python that lacks them

    scheme, loop, buses = GLib.Variant("u", 0), GLib.MainLoop(), []

    def answer(_bus, _sender, _place, _asked, method, words, call):
        if method == "ReadAll":
            call.return_value(GLib.Variant("(a{sa{sv}})", ({NAMED[0]: {NAMED[1]: scheme}},)))
        elif words.unpack() == NAMED:
            call.return_value(GLib.Variant("(v)", (GLib.Variant("v", scheme),)))
        else:
            call.return_dbus_error("org.freedesktop.portal.Error.NotFound", "there is nothing else")

    def change(_channel, _condition):
        nonlocal scheme
        word = sys.stdin.readline()
        if not word:
            loop.quit()
            return False
        scheme = GLib.Variant("u", int(word))
        buses[0].emit_signal(None, PLACE, ASKED, "SettingChanged", GLib.Variant("(ssv)", (*NAMED, scheme)))
        return True

    def speak(bus, _name):
        buses.append(bus)
        spoken = Gio.DBusNodeInfo.new_for_xml(SPOKEN).interfaces[0]
        bus.register_object(PLACE, spoken, answer, lambda *_: GLib.Variant("u", 1), None)

    def begin(*_):
        print("there", flush=True)

    Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.portal.Desktop", 0, speak, begin, None)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, change)
    loop.run()


if __name__ == "__main__":
    main()
