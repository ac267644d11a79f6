"""A command, run several times -> the medians of what it took: {"cpu": s, "wall": s, "peak": MiB}, as JSON.

Arguments: how often, then the command. Peaks come from runs of their own: what the kernel says of an ended child counts
the memory of the process that started it, so that the child is watched while it runs.
"""

import json
import os
import statistics
import sys
import time

RUNS = int(sys.argv[1])
QUIET = os.open(os.devnull, os.O_RDWR)


def spawn(command):
    actions = [(os.POSIX_SPAWN_DUP2, QUIET, 0), (os.POSIX_SPAWN_DUP2, QUIET, 1)]
    return os.posix_spawnp(command[0], command, os.environ, file_actions=actions)


def check(status, command):
    if status != 0:
        sys.exit(f"`{command[0]}` failed")


def timed(command):
    start = time.perf_counter()
    _, status, usage = os.wait4(spawn(command), 0)
    check(status, command)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start


def watched(command):
    child = spawn(command)
    peak = 0
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            check(status, command)
            return peak / 1024
        with open(f"/proc/{child}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    peak = max(peak, int(line.split()[1]))


def main(command):
    cpu, wall = (statistics.median(values) for values in zip(*(timed(command) for _ in range(RUNS))))
    peak = statistics.median(watched(command) for _ in range(3))
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak}))


main(sys.argv[2:])
