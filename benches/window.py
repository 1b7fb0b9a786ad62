#!/usr/bin/env python3
"""Measures the window from outside, as a person sees it, on a virtual screen of 1280x720 without a GPU.

    benches/window.py [PROGRAM]          (target/release/bounceback)

* start: from the start of the process to the first picture on the screen that is more than one colour;
* key: from pressing the theme's key in the library to the first change on the screen;
* rest: share of one core while the library is shown and nothing happens, over 10 s;
* drill: share of one core and frames on the screen in a drill, over 5 s (frames: changed screens seen by polling, a lower bound);
* memory: resident set in the library and in a drill.

Needs Xvfb, a software Vulkan driver (mesa-vulkan-drivers) and python-xlib, which looks at a few pixels in a millisecond where a
picture of the whole screen would take longer than what is measured. Each figure is the median of five runs; measure on a machine
that does nothing else.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

from Xlib import X, XK, display
from Xlib.ext import xtest

RUNS = 5
SIZE = "1280x720"


class Screen:
    """The virtual screen, looked at and typed to by this process itself."""

    def __init__(self) -> None:
        self.display = display.Display()
        self.root = self.display.screen().root

    def patch(self, x: int, y: int, width: int, height: int) -> bytes:
        return self.root.get_image(x, y, width, height, X.ZPixmap, 0xFFFFFFFF).data

    def colours(self) -> int:
        """How many colours a few rows of the screen hold."""
        rows = [self.patch(0, y, 1280, 1) for y in (60, 180, 340, 470, 560)]
        return len({row[at:at + 4] for row in rows for at in range(0, len(row), 4)})

    def corner(self) -> bytes:
        return self.patch(4, 4, 16, 4)

    def stage(self) -> bytes:
        """Where the customer breathes: the face and the shoulders."""
        return self.patch(380, 120, 260, 8) + self.patch(300, 480, 400, 8)

    def press(self, name: str) -> None:
        code = self.display.keysym_to_keycode(XK.string_to_keysym(name))
        xtest.fake_input(self.display, X.KeyPress, code)
        xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()


def processor_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def share_of_core(pid: int, seconds: float) -> float:
    before = processor_seconds(pid)
    time.sleep(seconds)
    return 100 * (processor_seconds(pid) - before) / seconds


def run(program: str, screen: Screen) -> dict:
    figures = {}
    begun = time.monotonic()
    data = tempfile.TemporaryDirectory()  # not the settings of whoever measures
    process = subprocess.Popen([program, "--data", data.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while screen.colours() < 12:
            if process.poll() is not None or time.monotonic() - begun > 60:
                sys.exit("window.py: the program showed no picture")
        figures["start, ms"] = 1000 * (time.monotonic() - begun)
        time.sleep(3)
        figures["memory in the library, MiB"] = resident_mib(process.pid)
        figures["rest in the library, % of a core"] = share_of_core(process.pid, 10)
        waits = []
        for _ in range(6):  # light, dark, high contrast, twice: all is light again
            still = screen.corner()
            pressed = time.monotonic()
            screen.press("c")
            while screen.corner() == still and time.monotonic() - pressed < 2:
                pass
            waits.append(1000 * (time.monotonic() - pressed))
            time.sleep(0.7)
        figures["key to screen, ms"] = statistics.median(waits)
        screen.press("Return")
        time.sleep(1.5)
        screen.press("Return")
        time.sleep(3)
        figures["memory in a drill, MiB"] = resident_mib(process.pid)
        figures["drill, % of a core"] = share_of_core(process.pid, 5)
        seen, last, until = 0, screen.stage(), time.monotonic() + 5
        while time.monotonic() < until:
            now = screen.stage()
            seen += now != last
            last = now
        figures["changed screens a second in a drill, at least"] = seen / 5
    finally:
        process.kill()
        process.wait()
    return figures


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else "target/release/bounceback"
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE + "x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL)
    os.environ["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
    os.environ.pop("WAYLAND_DISPLAY", None)
    try:
        screen = Screen()
        runs = [run(program, screen) for _ in range(RUNS)]
        for name in runs[0]:
            values = sorted(run[name] for run in runs)
            print(f"{name}: {statistics.median(values):.1f}  ({values[0]:.1f} to {values[-1]:.1f})")
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
