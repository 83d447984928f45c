"""Ravine's loss, gradients and Hessian-vector products against PyTorch's in float64, from the same numbers.

They differ by rounding, and by what a deep network makes of it: how much is said by the distance of PyTorch's own float32 from
its float64. PyTorch's float64, the reference, errs by the same times the ratio of the precisions.
"""
import json
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from reference import Reference
from workloads import HOME, WORKLOADS

# Of the norm of what is compared: thousands of units in float64's last place. A wrong term is far above it.
LIMIT = 1e-12
# Times what PyTorch's own float32 errs by; in float64, times 2^-29 of that where it is more than the limit.
FACTOR = 4
RATIO = 2**-29


def exported(manifest, precision):
    """Everything that ravine-bench computes of a workload, by name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([HOME / ".build/release/ravine-bench", "export", manifest, precision, folder], check=True)
        tensors = {}
        for entry in json.loads(Path(folder, "index.json").read_text()):
            data = Path(folder, entry["file"]).read_bytes()
            values = struct.unpack(f"<{len(data) // 8}d", data)
            tensors[entry["name"]] = torch.tensor(values, dtype=torch.float64).reshape(entry["shape"])
        return tensors


def expected(manifest, ours, dtype):
    """The same, computed by PyTorch from the leaves."""
    layers = manifest["subject"]["layers"]
    names = [name.removeprefix("gradient ") for name in ours if name.startswith("gradient ")]
    parameters = {name: ours[name].to(dtype).requires_grad_() for name in names}
    network = Reference(layers, parameters)
    output = network(ours["input"].to(dtype))
    loss = F.cross_entropy(output, ours["target"].to(dtype))
    signals = [s for s in network.signals if s.requires_grad]
    taken = torch.autograd.grad(loss, [*parameters.values(), *signals], create_graph=True)
    gradients, by_signal = taken[:len(parameters)], taken[len(parameters):]
    found = {"loss": loss} | {f"gradient {name}": g for name, g in zip(names, gradients)}
    if f"product {names[0]}" in ours:
        directions = [ours[f"direction {name}"].to(dtype) for name in names]
        products = torch.autograd.grad(gradients, list(parameters.values()), grad_outputs=directions, retain_graph=True)
        found |= {f"product {name}": p for name, p in zip(names, products)}
    if "reading weightGradients" in ours:
        by_output = torch.autograd.grad(loss, output, retain_graph=True)[0]
        mean_squares = {
            "activations": [ours["input"], *signals, output], "activationGradients": [None, *by_signal, by_output],
            "weightGradients": gradients}
        for name, tensors in mean_squares.items():
            values = [torch.nan if t is None else t.double().square().mean().item() for t in tensors]
            found[f"reading {name}"] = torch.tensor(values, dtype=torch.float64)
    if "reading lossSurface" in ours:
        middle = ours["reading lossSurface"].numel() // 2
        ours["middle of the surface"] = ours["reading lossSurface"][middle]
        found["middle of the surface"] = loss
    return {name: value.detach().double() for name, value in found.items()}


def distances(ours, theirs):
    """How far each thing is from the reference, relative to its norm."""
    found = {}
    for name, value in theirs.items():
        known = ~torch.isnan(value)
        error = torch.linalg.vector_norm((ours[name].reshape(value.shape) - value)[known])
        found[name] = float(error / torch.linalg.vector_norm(value[known]).clamp_min(1e-300))
    return found


def main():
    torch.set_num_threads(1)
    chosen = sys.argv[1:]
    paths = dict.fromkeys(w.path for w in WORKLOADS if w.path.exists() and (not chosen or w.manifest in chosen))
    failed = False
    results = HOME / ".results"
    results.mkdir(exist_ok=True)
    rows = []
    print(f"{'':10}{'precision':11}{'compared':>9}{'farthest':>11}{'limit':>11}   which")
    for path in paths:
        manifest = json.loads(path.read_text())
        for precision in ("float32", "float64"):
            ours = exported(path, precision)
            reference = expected(manifest, ours, torch.float64)
            far = distances(ours, reference)
            if precision == "float32":
                own = max(distances(expected(manifest, ours, torch.float32), reference).values())
            limit = FACTOR * own if precision == "float32" else max(LIMIT, FACTOR * own * RATIO)
            worst = max(far, key=far.get)
            agrees = far[worst] <= limit
            failed |= not agrees
            row = f"{path.stem:10}{precision:11}{len(far):9}{far[worst]:11.1e}{limit:11.1e}   {worst}"
            print(row + ("" if agrees else "   DIFFERS"), flush=True)
            rows.append({
                "workload": path.stem, "precision": precision, "compared": len(far), "farthest": far[worst], "limit": limit})
    (results / time.strftime("agreement-%Y%m%d-%H%M%S.jsonl")).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
