"""Counts the instructions of single runs and holds them against the committed counts, `Benchmarks/instructions.json`.

Seconds on a shared machine say nothing about 3%; instructions are the same every time. Valgrind has no AVX-512: the AVX2 kernels
run.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from workloads import HOME

BASELINE = HOME / "instructions.json"
ALLOWED = 1.03
# operation, manifest: a training step of each layer kind, a Hessian-vector product, a cell with its draws and readings.
COUNTED = [("step", "w1"), ("step", "w4-rnn"), ("step", "w4-lstm"), ("step", "w7"), ("hessianProduct", "w5"), ("cell", "w3")]
RUNS = (1, 3)


def toolchain():
    """What instructions depend on besides the sources."""
    return subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0].strip()


def total(operation, manifest, runs):
    """The instructions of a process that sets up and runs so often."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", HOME / ".build/release/ravine-bench", "repeat",
            operation, HOME / f"Workloads/{manifest}.json", runs]
        run = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, cwd=folder,
            env={"PATH": os.environ["PATH"], "RAVINE_ISA": "avx2"})
        found = re.search(r"Collected : (\d+)", run.stderr)
        if run.returncode or not found:
            sys.exit(f"guard: {operation} {manifest} cannot be counted: {run.stderr.strip()[-300:]}")
        return int(found.group(1))


def count(item):
    """The instructions of one run: set-up and start cancel."""
    few, many = (total(*item, runs) for runs in RUNS)
    return (many - few) / (RUNS[1] - RUNS[0])


def main():
    parser = argparse.ArgumentParser(prog="make bench-guard", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make these counts the ones to hold against")
    write = parser.parse_args().write
    if not shutil.which("valgrind"):
        sys.exit("guard: there is no valgrind, the Debian package of that name")
    items = [item for item in COUNTED if (HOME / f"Workloads/{item[1]}.json").exists()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = {" ".join(item): number for item, number in zip(items, pool.map(count, items))}
    if write:
        rounded = {name: round(number) for name, number in counts.items()}
        BASELINE.write_text(json.dumps({"toolchain": toolchain(), "instructions": rounded}, indent=2) + "\n")
        print(f"wrote {BASELINE.relative_to(HOME.parent)}")
        return 0
    return judge(counts, json.loads(BASELINE.read_text()))


def judge(counts, baseline):
    if baseline["toolchain"] != toolchain():
        print(f"guard: the counts are of {baseline['toolchain']}, this is {toolchain()}: they say nothing here")
        return 0
    exceeded = False
    for name, number in counts.items():
        before = baseline["instructions"].get(name)
        ratio = number / before if before else float("nan")
        exceeded |= not ratio <= ALLOWED
        verdict = "" if ratio <= ALLOWED else f"   more than {ALLOWED:g} times" if before else "   not in the baseline"
        print(f"{name:24}{number / 1e6:10.2f} million instructions{ratio:8.3f} of the baseline's{verdict}")
    if exceeded:
        print("guard: more instructions than committed. If that is worth it: Benchmarks/guard --write; say why in the commit.")
    elif any(number < before / ALLOWED for name, number in counts.items() if (before := baseline["instructions"][name])):
        print("guard: fewer than committed; Benchmarks/guard --write keeps what was gained.")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
