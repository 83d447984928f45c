"""Times Ravine and its peers, in turns, and says which goals are met. Started by Benchmarks/bench."""
import argparse
import json
import os
import sys
import tempfile
import time

import machine
import report
from duel import BUSY, duel
from products import products
from setup import Setup
from starts import starts
from studies import studies
from workloads import GROUPS, HOME, START_GOAL, WORKLOADS


def arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="W1", help=f"what to time, of {' '.join(GROUPS)}; all when left out")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="at which thread counts; 1 and 2 when left out")
    parser.add_argument("--seconds", type=float, default=0.3, help="a burst of single runs")
    parser.add_argument("--budget", type=float, default=6, help="seconds for the turns of one workload at one thread count")
    parser.add_argument("--slow-modes", action="store_true", help="also try what takes a peer minutes to compile")
    parser.add_argument("--peers", nargs="*", help="of torch and jax, those to compare with; both when left out")
    chosen = parser.parse_args()
    if chosen.slow_modes:
        os.environ["BENCH_SLOW_MODES"] = "1"
    unknown = [group for group in chosen.groups if group not in GROUPS]
    if unknown:
        parser.error(f"nothing is called {unknown[0]}; there are {', '.join(GROUPS)}")
    return chosen


def main():
    chosen = arguments()
    groups = chosen.groups or GROUPS
    setup = Setup()
    if chosen.peers is not None:
        setup.peers = [peer for peer in setup.peers if peer in chosen.peers]
    threads = [count for count in chosen.threads if count <= len(setup.processors)]
    facts = machine.describe(setup)
    began = time.monotonic()
    results = HOME / ".results"
    results.mkdir(exist_ok=True)
    file = results / time.strftime("%Y%m%d-%H%M%S.jsonl")
    for name, fact in facts.items():
        print(f"{name + ':':18}{fact}")
    left_out = [f"{n} threads are left out: there are {len(setup.processors)}" for n in chosen.threads if n not in threads]
    for line in setup.missing + left_out:
        print(f"note: {line}")
    print(flush=True)
    with open(file, "w") as out:
        print(json.dumps({"facts": facts, "missing": setup.missing}), file=out)
        kept = []
        # What runs write is removed at the end: a file system is slow to give away the places of files that were just removed.
        with tempfile.TemporaryDirectory(prefix="ravine-bench-") as os.environ["TMPDIR"]:
            for result in measurements(groups, threads, setup, chosen):
                print(json.dumps(result), file=out, flush=True)
                kept.append(result)
    print(f"\n{time.monotonic() - began:.0f} s. One thread: processor time; more: wall time. Median (least to greatest) of the rounds")
    print(f"in which Ravine and the peers took turns. The numbers: {file.relative_to(HOME.parent)}")
    failed = [result for result in kept if result.get("met") is False]
    print(f"{len(failed)} of {sum('met' in r and r['met'] is not None for r in kept)} goals not met.")


def measurements(groups, threads, setup, chosen):
    """Every result, printed as soon as it is there."""
    widths = [4, 49, 7, 30, 8, 8, 21, 5, 8]

    def show(row):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(), flush=True)

    if set(groups) - {"W8", "studies"}:
        show(report.DUEL_HEADINGS)
    for workload in WORKLOADS:
        for index, count in enumerate(threads):
            if workload.group in groups and workload.path.exists():
                goal = workload.goals[min(count, 2) - 1]
                result = duel(workload, count, setup, chosen.seconds, chosen.budget)
                yield finished(result, goal, show)
    if "W9" in groups:
        for count in threads:
            yield finished(starts(setup, count), START_GOAL, show)
    if "W8" in groups:
        found = products(setup)
        print("\n" + report.text_table(report.PRODUCT_HEADINGS, [report.product_row(r) for r in found if "rates" in r]))
        for result in found:
            notes(result)
            yield result
    if "studies" in groups:
        print("\nStudies from nothing, every cell run and every figure drawn:")
        for result in studies(setup):
            print(f"  {result['title']:30}{report.duration(result['ours'][0])}", flush=True)
            notes(result)
            yield result


def finished(result, goal, show):
    result |= {"goal": goal, "met": report.judged(result, goal)}
    show(report.duel_row(result))
    notes(result)
    return result


def notes(result):
    for note in result["notes"]:
        print(f"      note: {note}")
    if result.get("left out"):
        print(f"      note: {result['left out']} of {result['left out'] + result['rounds']} rounds were disturbed by other programs and left out")
    if result.get("others", 0) > BUSY:
        print(f"      note: other programs kept {result['others']} processors busy meanwhile")


if __name__ == "__main__":
    sys.exit(main())
