"""Matrix products against OpenBLAS and against the most multiply-adds that the processor can do. One thread."""
import json
import os
import statistics
import subprocess

from workloads import PRODUCT_GOALS, PRODUCT_SIZES


def products(setup, rounds=7, seconds=0.04):
    """A result for each size and precision."""
    library = setup.blas()
    notes = [] if library else ["no OpenBLAS: ours is compared with the processor's peak alone"]
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    command = [setup.program, "gemm", library or "none", rounds, seconds, *PRODUCT_SIZES]
    run = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, env=environment,
        preexec_fn=lambda: os.sched_setaffinity(0, setup.processors[:1]))
    if run.returncode:
        return [{"workload": "W8", "title": "matrix product", "threads": 1, "notes": [run.stderr.strip()]}]
    return [result(json.loads(line), notes) for line in run.stdout.splitlines()]


def result(measured, notes):
    shares = [ours / peak for ours, peak in zip(measured["ours"], measured["peak"])]
    found = {
        "workload": "W8", "title": f"matrix product, {measured['precision']}, {measured['size']}", "threads": 1, "notes": notes,
        "size": measured["size"], "precision": measured["precision"], "rates": measured["ours"], "peak": measured["peak"],
        "shares": shares, "set": measured["set"]}
    met = measured["precision"] == "float64" or measured["size"] < PRODUCT_GOALS["peak from"] or (
        statistics.median(shares) >= PRODUCT_GOALS["peak"])
    if measured["theirs"]:
        found["theirs"] = measured["theirs"]
        found["ratios"] = [ours / theirs for ours, theirs in zip(measured["ours"], measured["theirs"])]
        met = met and statistics.median(found["ratios"]) >= PRODUCT_GOALS["theirs"]
    return found | {"met": met}
