"""Which settings change the bits of a training, in Ravine, PyTorch and JAX: final weights, compared with a first run's."""
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import report
from setup import Setup
from workloads import HOME


@dataclass(frozen=True)
class Variation:
    what: str
    environment: dict = field(default_factory=dict)
    threads: int = 1


AGAIN = [Variation("the same again"), Variation("two threads", {"THREADS": "2"}, 2)]
VARIATIONS = {
    "ravine": [*AGAIN, *(Variation(f"RAVINE_ISA={name}", {"RAVINE_ISA": name}) for name in ("avx2", "baseline"))],
    "torch": [
        *AGAIN,
        Variation("two threads, use_deterministic_algorithms", {"THREADS": "2", "DETERMINISTIC": "1"}, 2),
        Variation("ATEN_CPU_CAPABILITY=avx2", {"ATEN_CPU_CAPABILITY": "avx2"}),
        Variation("ATEN_CPU_CAPABILITY=default", {"ATEN_CPU_CAPABILITY": "default"}),
        Variation("MKL_CBWR=COMPATIBLE", {"MKL_CBWR": "COMPATIBLE"}),
        Variation("MKL_CBWR=AVX2,STRICT", {"MKL_CBWR": "AVX2,STRICT"}),
        Variation("MKL_ENABLE_INSTRUCTIONS=SSE4_2", {"MKL_ENABLE_INSTRUCTIONS": "SSE4_2"}),
        Variation("ONEDNN_MAX_CPU_ISA=SSE41", {"ONEDNN_MAX_CPU_ISA": "SSE41"}),
        Variation("oneDNN off", {"WITHOUT_ONEDNN": "1"}),
        Variation("torch.compile", {"COMPILE": "1"}),
    ],
    "jax": [
        *AGAIN, Variation("steps in one scan", {"SCAN": "1"}), Variation("without jit", {"EAGER": "1"}),
        *(Variation(flag, {"XLA_FLAGS": flag}) for flag in (
            "--xla_cpu_max_isa=SSE4_2", "--xla_cpu_max_isa=AVX", "--xla_cpu_max_isa=AVX2", "--xla_cpu_prefer_vector_width=128")),
    ],
}
# Steps of each network; JAX's convolutions and Adam would need packages of their own.
TRAININGS = {
    "ravine": {"deep": 100, "wide": 20},
    "torch": {"deep": 100, "wide": 20, "convolutional": 20},
    "jax": {"deep": 100, "wide": 20},
}
MANIFESTS = {"deep": "w1", "wide": "w2"}


def weights(setup, library, kind, variation):
    """The final weights' bytes; None, with a reason, when the training did not run."""
    with tempfile.TemporaryDirectory() as folder:
        file, steps = Path(folder, "weights"), TRAININGS[library][kind]
        if library == "ravine":
            command = [setup.program, "train", HOME / f"Workloads/{MANIFESTS[kind]}.json", steps, variation.threads, file]
        else:
            command = [setup.python, HOME / "Peers/train_once.py", library, kind, steps, file]
        processors = setup.processors[:variation.threads]
        try:
            run = subprocess.run(
                [str(word) for word in command], capture_output=True, text=True, timeout=400,
                env=dict(os.environ, PYTHONWARNINGS="ignore") | variation.environment,
                preexec_fn=lambda: os.sched_setaffinity(0, processors))
        except subprocess.TimeoutExpired:
            return None, "not done after 400 s"
        return (file.read_bytes(), None) if file.exists() else (None, (run.stderr.strip().splitlines() or ["no weights"])[-1])


def compare(first, other):
    """The share of weights whose bits differ, and the largest difference."""
    count = len(first) // 4
    a, b = (struct.unpack(f"<{count}f", data) for data in (first, other))
    bits = (struct.unpack(f"<{count}I", data) for data in (first, other))
    differing = sum(x != y for x, y in zip(*bits))
    return differing / count, max(abs(x - y) for x, y in zip(a, b))


def main():
    setup = Setup()
    chosen = sys.argv[1:] or ["ravine", *setup.peers]
    file = HOME / ".results" / time.strftime("reproducibility-%Y%m%d-%H%M%S.jsonl")
    file.parent.mkdir(exist_ok=True)
    with open(file, "w") as out:
        for library in chosen:
            for kind in TRAININGS[library]:
                first, reason = weights(setup, library, kind, Variation("first"))
                for variation in VARIATIONS[library] if first else []:
                    other, reason = weights(setup, library, kind, variation)
                    result = {"library": library, "network": kind, "steps": TRAININGS[library][kind], "varied": variation.what}
                    if other:
                        result["differing"], result["largest"] = compare(first, other)
                    else:
                        result["failed"] = reason
                    print(json.dumps(result), file=out, flush=True)
                    print(f"{library:8}{kind:15}{variation.what:45}{report.bits(result)}", flush=True)
                if not first:
                    print(f"{library:8}{kind:15}no first run: {reason}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
