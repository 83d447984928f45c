"""A program that computes a workload and waits for its turn between two."""
import json
import os
import select
import subprocess
import time

THREAD_VARIABLES = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"]


class Failure(Exception):
    """A contestant that gave no answer, with what it said."""


def environment(threads, cache=None):
    """The process's own, with the peers' thread counts and, if there is one, a folder that keeps what they compile."""
    chosen = dict(os.environ, PYTHONWARNINGS="ignore", TF_CPP_MIN_LOG_LEVEL="3", JAX_PLATFORMS="cpu")
    chosen |= {name: str(threads) for name in THREAD_VARIABLES}
    chosen["TORCHINDUCTOR_COMPILE_THREADS"] = "1"  # a pool of compilers beside the measurement would disturb it
    if cache:
        chosen |= {"TORCHINDUCTOR_CACHE_DIR": f"{cache}/torch-{threads}", "JAX_COMPILATION_CACHE_DIR": f"{cache}/jax-{threads}"}
    return chosen


class Contestant:
    """`ravine-bench serve` or a peer's script, pinned to some processors."""

    def __init__(self, name, command, processors, env):
        self.name, self.processors = name, processors
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
            preexec_fn=lambda: os.sched_setaffinity(0, processors))

    def ask(self, request, timeout=400):
        """The answer to a request, a dictionary.

        Raises Failure when there is none, or the program says that it failed.
        """
        try:
            self.process.stdin.write((request + "\n").encode())
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], timeout)
            line = self.process.stdout.readline() if ready else b""
        except BrokenPipeError:
            line = b""
        if not line:
            self.process.kill()
            words = self.process.communicate()[1].decode(errors="replace").strip().splitlines()
            raise Failure(f"{self.name} gave no answer to '{request}': {words[-1] if words else 'it said nothing'}")
        answer = json.loads(line)
        if "failed" in answer:
            raise Failure(f"{self.name}: {answer['failed']}")
        return answer

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def busy_seconds():
    """The processor time that this machine has spent on anything."""
    with open("/proc/stat") as file:
        values = [int(word) for word in file.readline().split()[1:]]
    return (sum(values[:8]) - values[3] - values[4]) / os.sysconf("SC_CLK_TCK")


class Load:
    """How many processors other programs kept busy during a measurement."""

    def __enter__(self):
        self.busy, self.start, self.own = busy_seconds(), time.monotonic(), 0.0
        return self

    def __exit__(self, *_):
        elapsed = max(time.monotonic() - self.start, 1e-6)
        self.others = max(0.0, (busy_seconds() - self.busy - self.own) / elapsed)
