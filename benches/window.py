#!/usr/bin/env python3
"""Measures the window from outside, as a person sees it, on a virtual screen of 1280x720 without a GPU.

    benches/window.py [PROGRAM]          (target/release/bounceback)

* start: from the start of the process to the first picture on the screen that is more than one colour;
* key: from pressing an arrow key in the library to the first change on the screen;
* rest: share of one core while the library is shown and nothing happens, over 10 s;
* drill: share of one core and frames on the screen in a drill, over 5 s (frames: changed screens seen by polling, a lower bound);
* memory: resident set in the library and in a drill.

Needs Xvfb, xwd (x11-apps), xdotool and a software Vulkan driver (mesa-vulkan-drivers). Each figure is the median of five runs.
"""
import hashlib
import os
import statistics
import subprocess
import sys
import time

RUNS = 5
SIZE = "1280x720"


def screen() -> bytes:
    """The pixels of the screen, without xwd's header."""
    return subprocess.run(["xwd", "-root", "-silent"], stdout=subprocess.PIPE, check=True).stdout[3200:]


def digest() -> bytes:
    return hashlib.blake2b(screen(), digest_size=16).digest()


def has_picture() -> bool:
    pixels = screen()
    row = len(pixels) // 720
    sample = {pixels[at:at + 4] for at in range(0, len(pixels), row * 7 + 404)}
    return len(sample) > 4


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


def press(key: str) -> None:
    subprocess.run(["xdotool", "key", key], check=True)


def run(program: str) -> dict:
    figures = {}
    begun = time.monotonic()
    process = subprocess.Popen([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not has_picture():
            if process.poll() is not None or time.monotonic() - begun > 60:
                sys.exit("window.py: the program showed no picture")
        figures["start, ms"] = 1000 * (time.monotonic() - begun)
        time.sleep(3)
        figures["memory in the library, MiB"] = resident_mib(process.pid)
        figures["rest in the library, % of a core"] = share_of_core(process.pid, 10)
        waits = []
        for key in ["Right", "Left", "Right", "Left", "Right"]:
            still = digest()
            pressed = time.monotonic()
            press(key)
            while digest() == still and time.monotonic() - pressed < 2:
                pass
            waits.append(1000 * (time.monotonic() - pressed))
            time.sleep(0.5)
        figures["key to screen, ms"] = statistics.median(waits)
        press("Return")
        time.sleep(1.5)
        press("Return")
        time.sleep(3)
        figures["memory in a drill, MiB"] = resident_mib(process.pid)
        figures["drill, % of a core"] = share_of_core(process.pid, 5)
        seen, last, until = 0, digest(), time.monotonic() + 5
        while time.monotonic() < until:
            now = digest()
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
        poll = time.monotonic()
        for _ in range(20):
            digest()
        print(f"(one look at the screen takes {1000 * (time.monotonic() - poll) / 20:.0f} ms)")
        runs = [run(program) for _ in range(RUNS)]
        for name in runs[0]:
            values = sorted(run[name] for run in runs)
            print(f"{name}: {statistics.median(values):.1f}  ({values[0]:.1f} to {values[-1]:.1f})")
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
