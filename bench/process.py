"""Processes that are measured: their time and memory as the kernel has seen them."""

import os
import shlex
import subprocess
import sys
import time


class Failed(Exception):
    """A run that failed, or one whose contents are wrong."""


def run_process(command, work, environment=None):
    """Runs a command to its end: wall and processor time in seconds, peak resident memory in MiB, and what it printed.

    Processor time holds the processes that it has waited for, memory is that of the largest one of them.
    """
    log = os.path.join(work, "process.log")
    # what earlier runs wrote must not reach the disk during this one
    os.sync()
    with open(log, "wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            # the kernel's own account of this one process; wait() would give it away
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with open(log, encoding="utf-8", errors="replace") as output:
        text = output.read()
    if process.returncode != 0:
        raise Failed(f"{shlex.join(command)} ended with {process.returncode}:\n{text[-4000:]}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {
        "started": started,
        "wall": round(wall, 3),
        "cpu": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mib": round(usage.ru_maxrss / unit, 1),
        "text": text,
    }


def processor_seconds(pid):
    """Processor time that a process has taken so far; None where there is no /proc."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
