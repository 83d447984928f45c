"""From the start of a process to the end of its first training step, and of the process."""
import os
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from contestant import environment
from workloads import HOME


def starts(setup, threads, rounds=3):
    """One result: whole processes in turns, each from nothing (no record, no cache of ours)."""
    result = {"workload": "W9", "title": "process start to the first trained step", "threads": threads, "notes": []}
    commands = {peer: [setup.python, HOME / "Peers/first_step.py", peer] for peer in setup.peers}
    ours, theirs = [], {peer: [] for peer in commands}
    for _ in range(rounds):
        # Ours is short: the median of several starts is one sample.
        ours.append(sorted(start_ravine(setup, threads) for _ in range(7))[3])
        for peer, command in commands.items():
            theirs[peer].append(timed(command, setup, threads))
    result |= {"rounds": rounds, "ours": ours, "tried": {f"{peer} process": min(times) for peer, times in theirs.items()}}
    if theirs:
        best = min(theirs, key=lambda peer: sorted(theirs[peer])[rounds // 2])
        result["peer"] = {"library": best, "mode": "process", "seconds": theirs[best]}
        result["ratios"] = [t / o for t, o in zip(theirs[best], ours)]
    return result


def start_ravine(setup, threads):
    home = Path(tempfile.mkdtemp())
    try:
        (home / "Notebooks/w1").mkdir(parents=True)
        shutil.copy(HOME / "Workloads/w1.json", home / "Notebooks/w1/manifest.json")
        return timed([setup.ravine, "run", "w1", "--threads", threads], setup, threads, home)
    finally:
        shutil.rmtree(home)


def timed(command, setup, threads, folder=None):
    """Seconds: of the processor with one thread, on the wall with more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, cwd=folder, env=environment(threads),
        preexec_fn=lambda: os.sched_setaffinity(0, setup.processors[:threads]))
    wall = time.perf_counter() - began
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime if threads == 1 else wall
