"""A command -> {"cpu": s, "peak": MiB, "runs": n, "exit": code, or minus the signal}, as JSON.

Arguments: how often to run it, the CPU seconds that a run may take, the file for standard input, the files for standard
output and standard error, then the command. A run that takes over 10 s is not repeated. The kernel counts this process's
own memory in the peak of its children, so a peak is at least about 14 MiB.
"""

import json
import os
import resource
import statistics
import sys

LONG_RUN_SECONDS = 10
MEMORY_LIMIT = 16 << 30

runs, limit = int(sys.argv[1]), int(sys.argv[2])
files, command = sys.argv[3:6], sys.argv[6:]
# Limits pass on to the children; this process itself takes almost no time.
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
truncate = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
actions = [
    (os.POSIX_SPAWN_OPEN, number, path, os.O_RDONLY if number == 0 else truncate, 0o644)
    for number, path in enumerate(files)
]

seconds, peaks = [], []
while len(seconds) < runs:
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds.append(usage.ru_utime + usage.ru_stime)
    peaks.append(usage.ru_maxrss / 1024)
    end = os.waitstatus_to_exitcode(status)
    if end < 0 or seconds[0] > LONG_RUN_SECONDS:
        break
print(json.dumps({
    "cpu": statistics.median(seconds), "peak": statistics.median(peaks), "runs": len(seconds), "exit": end,
}))
