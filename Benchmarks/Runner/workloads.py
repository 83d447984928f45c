"""What is timed, with the goals: how many times as long the best peer may be expected to take, at 1 and at 2 threads."""
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PROJECT = HOME.parent


@dataclass(frozen=True)
class Workload:
    """One thing that Ravine and the peers compute, from one manifest."""

    group: str  # what the command line selects it by
    title: str
    manifest: str
    operation: str  # the peers' name for it
    ours: str  # ravine-bench's
    goals: tuple  # peer ÷ ours at 1 and at 2 threads

    @property
    def path(self):
        return HOME / "Workloads" / f"{self.manifest}.json"


WORKLOADS = [
    Workload("W1", "deep MLP, a training step", "w1", "step", "step", (1.5, 2.0)),
    Workload("W2", "wide MLP, a training step with Adam", "w2", "step", "step", (1.15, 1.15)),
    Workload("W3", "200 seeds at initialization, variances by layer", "w3", "sweep", "sweep", (2.4, 3.5)),
    Workload("W4", "recurrent network, a training step", "w4-rnn", "recurrentStep", "step", (1.5, 2.1)),
    Workload("W4", "LSTM, a training step", "w4-lstm", "recurrentStep", "step", (1.7, 1.9)),
    Workload("W5", "Hessian-vector product", "w5", "hessianProduct", "hessianProduct", (1.4, 2.6)),
    Workload("W5", "30 power iterations", "w5", "power", "cell", (1.2, 2.2)),
    Workload("W6", "loss surface, 51 x 51", "w6", "surface", "cell", (1.3, 1.3)),
    Workload("W7", "residual network, a training step", "w7", "convolutionalStep", "step", (1.2, 1.2)),
]

PRODUCT_SIZES = [32, 64, 128, 256, 512, 1024]
PRODUCT_GOALS = {"theirs": 0.97, "peak": 0.80, "peak from": 64}  # ours ÷ OpenBLAS; share of the peak in float32
START_GOAL = 100
GROUPS = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "studies"]
