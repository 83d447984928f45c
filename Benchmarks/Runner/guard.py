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
PACKAGES = {"valgrind": "valgrind", "strip": "binutils"}
# What is counted: an operation, a manifest, and its sizes made small, for Valgrind takes fifty times as long. A training step of
# each layer kind, a Hessian-vector product, a cell with its draws and readings.
COUNTED = {
    "deep MLP, a training step": ("step", "w1", {"times": 10}),
    "wide MLP with Adam, a training step": ("step", "w2", {"times": 2, "width": 256, "features": 256, "examples": 64}),
    "recurrent network, a training step": ("step", "w4-rnn", {"shape": [10, 128]}),
    "LSTM, a training step": ("step", "w4-lstm", {"shape": [10, 128]}),
    "residual network, a training step": ("step", "w7", {"times": 2, "examples": 16}),
    "Hessian-vector product": ("hessianProduct", "w5", {"times": 3}),
    "cell of an initialization study": ("cell", "w3", {"times": 10}),
}


def toolchain():
    """What instructions depend on besides the sources."""
    return subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0].strip()


def changed(manifest, sizes):
    """A manifest with other numbers at some keys, wherever they stand; the head keeps its width."""
    if isinstance(manifest, list):
        return [changed(item, sizes) for item in manifest]
    if not isinstance(manifest, dict):
        return manifest
    new = {key: sizes.get(key, changed(value, sizes)) for key, value in manifest.items()}
    return new | {"width": 10} if manifest.get("width") == 10 else new


def count(program, operation, workload, sizes):
    """The instructions of one run, set-up and start left out."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder, "manifest.json")
        manifest.write_text(json.dumps(changed(json.loads((HOME / f"Workloads/{workload}.json").read_text()), sizes)))
        command = [
            "valgrind", "--tool=callgrind", "--toggle-collect=counted", f"--callgrind-out-file={folder}/out", program, "repeat",
            operation, manifest, 1]
        run = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, cwd=folder,
            env={"PATH": os.environ["PATH"], "RAVINE_ISA": "avx2"})
        found = re.search(r"Collected : (\d+)", run.stderr)
        if run.returncode or not found:
            sys.exit(f"guard: {operation} {workload} cannot be counted: {run.stderr.strip()[-300:]}")
        return int(found.group(1))


def main():
    parser = argparse.ArgumentParser(prog="make bench-guard", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make these counts the ones to hold against")
    write = parser.parse_args().write
    for program in ("valgrind", "strip"):
        if not shutil.which(program):
            print(f"guard: there is no {program}; on Debian it comes with the package {PACKAGES[program]}", file=sys.stderr)
            return 3
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        # Valgrind does not understand every compiler's debugging notes.
        program = Path(folder, "ravine-bench")
        subprocess.run(["strip", "--strip-debug", "-o", program, HOME / ".build/release/ravine-bench"], check=True)
        counts = dict(zip(COUNTED, pool.map(lambda item: count(program, *item), COUNTED.values())))
    if write:
        BASELINE.write_text(json.dumps({"toolchain": toolchain(), "instructions": counts}, indent=2) + "\n")
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
        print(f"{name:37}{number / 1e6:10.2f} million instructions{ratio:8.3f} of the baseline's{verdict}")
    if exceeded:
        print("guard: more instructions than committed. If that is worth it: Benchmarks/guard --write; say why in the commit.")
    elif any(number < before / ALLOWED for name, number in counts.items() if (before := baseline["instructions"][name])):
        print("guard: fewer than committed; Benchmarks/guard --write keeps what was gained.")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
