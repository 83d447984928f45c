"""Finds the programs of a run: ravine-bench, Python with the peers, a BLAS library."""
import os
import subprocess
from pathlib import Path

from workloads import HOME, PROJECT


class Setup:
    def __init__(self):
        self.project = PROJECT
        self.program = HOME / ".build/release/ravine-bench"
        self.ravine = PROJECT / ".build/release/ravine"
        self.processors = sorted(os.sched_getaffinity(0))
        self.environment = Path(os.environ.get("BENCH_VENV", HOME / ".bench-venv"))
        self.cache = HOME / ".bench-venv-cache"
        self.python, self.peers, self.missing = None, [], []
        python = self.environment / "bin/python"
        if not python.exists():
            self.missing.append(f"no peers: {self.environment} is not there (Benchmarks/setup-peers makes it); ours is timed alone")
            return
        self.python = python
        for peer in ("torch", "jax"):
            if subprocess.run([python, "-c", f"import {peer}"], capture_output=True).returncode == 0:
                self.peers.append(peer)
            else:
                self.missing.append(f"{peer} is not in {self.environment}: Benchmarks/setup-peers installs it; it is left out")

    def peer_script(self, name):
        return HOME / "Peers" / f"{name}_peer.py"

    def blas(self):
        """The path of the OpenBLAS that NumPy carries, or of the system's; None without."""
        found = sorted(self.environment.glob("lib/python*/site-packages/numpy.libs/*openblas*.so*"))
        return found[0] if found else next(iter(sorted(Path("/usr/lib").glob("*/libopenblas.so.0"))), None)
