"""Writes Benchmarks/RESULTS.md from the newest whole run of each script; only `remarks.md` in it is written by hand."""
import json
import sys

import report
from duel import BUSY
from workloads import GROUPS, HOME


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def newest(prefix, whole):
    """The newest file of results whose lines are those of a whole run."""
    files = [f for f in sorted((HOME / ".results").glob("*.jsonl"), reverse=True) if f.name.startswith(prefix)]
    found = next((rows for rows in map(lines, files) if rows and whole(rows)), None)
    if found is None:
        sys.exit(f"there is no whole run of {prefix}* in {HOME / '.results'}")
    return found


def measurements():
    rows = newest("2", lambda rows: {row.get("workload") for row in rows} >= set(GROUPS))
    facts, results = rows[0]["facts"], rows[1:]
    duels = [r for r in results if "goal" in r]
    text = ["## The machine", "", report.markdown_table(["", ""], [[k, v] for k, v in facts.items()]), "", "## Workloads", ""]
    met = sum(r["met"] is True for r in duels)
    text += [f"{met} of {len(duels)} goals met. One thread: processor time; two: time on the wall.", ""]
    text += [report.markdown_table(report.DUEL_HEADINGS, [report.duel_row(r) for r in duels]), ""]
    left_out, taken = (sum(r.get(key, 0) for r in duels) for key in ("left out", "rounds"))
    if left_out:
        text += [f"{left_out} of {left_out + taken} rounds were disturbed by other programs and left out.", ""]
    busy = [r for r in duels if r.get("others", 0) > BUSY]
    if busy:
        text += [f"Other programs kept more than {BUSY} processors busy during {len(busy)} of these.", ""]
    products = [r for r in results if r["workload"] == "W8"]
    text += ["## Matrix products (W8)", "", f"Goals: 0.97 of OpenBLAS; 80% of the peak in float32 from 64 up. Peak: "
             f"{report.best(products, 'float32'):.0f} GFLOP/s in float32, {report.best(products, 'float64'):.0f} in float64.", "",
             report.markdown_table(report.PRODUCT_HEADINGS, [report.product_row(r) for r in products]), ""]
    studies = [[r["title"], report.duration(r["ours"][0])] for r in results if r["workload"] == "studies"]
    headings = ["study", "every cell run, every figure drawn"]
    text += ["## The studies from nothing", "", report.markdown_table(headings, studies), ""]
    return text


def agreement():
    rows = [
        [r["workload"], r["precision"], str(r["compared"]), f"{r['farthest']:.1e}", f"{r['limit']:.1e}"]
        for r in newest("agreement", lambda rows: len(rows) >= 14)]
    return [
        "## Agreement with PyTorch", "",
        "Loss, gradients, Hessian-vector products and readings against PyTorch in float64: the largest difference, relative to",
        "the norm of what is compared. The limit in float32 is four times what PyTorch's own float32 errs by; in float64, 1e-12,",
        "or that error times the ratio of the precisions, where it is more: the reference errs so itself.",
        "`Benchmarks/agreement` measures it.", "",
        report.markdown_table(["workload", "precision", "compared", "farthest", "limit"], rows), ""]


def reproducibility():
    rows = newest("reproducibility", lambda rows: {row["library"] for row in rows} >= {"ravine", "torch", "jax"})
    table = [[r["library"], f"{r['network']}, {r['steps']} steps", r["varied"], report.bits(r)] for r in rows]
    return [
        "## Whose bits hold", "", *report.statement(rows), "", "`Benchmarks/reproducibility` measures it, on any machine.", "",
        report.markdown_table(["library", "network", "varied", "final weights, against the first run"], table), ""]


def main():
    head = [
        "# Results", "",
        "Written by `Benchmarks/write-results` from measurements; [README.md](README.md) says what is measured and how.", ""]
    remarks = HOME / "remarks.md"
    by_hand = [remarks.read_text().strip(), ""] if remarks.exists() else []
    text = head + measurements() + by_hand + agreement() + reproducibility()
    (HOME / "RESULTS.md").write_text("\n".join(text).rstrip() + "\n")
    print("wrote Benchmarks/RESULTS.md")


if __name__ == "__main__":
    main()
