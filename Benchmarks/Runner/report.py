"""Results as text."""
import statistics


def duration(seconds):
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"
    return f"{seconds:.2f} s"


def spread(values, digits=2):
    """median (least to greatest)."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def judged(result, goal):
    """Whether a goal is met; None without a peer."""
    return statistics.median(result["ratios"]) >= goal if "ratios" in result else None


def duel_row(result):
    peer = result.get("peer")
    met = {True: "met", False: "NOT MET", None: "no peer"}[result.get("met")]
    return [
        result["workload"], result["title"], str(result["threads"]),
        f"{peer['library']} {peer['mode']}" if peer else "-", duration(statistics.median(peer["seconds"])) if peer else "-",
        duration(statistics.median(result["ours"])) if "ours" in result else "-",
        spread(result["ratios"]) if "ratios" in result else "-", f"{result['goal']:g}", met if "ours" in result else "not run"]


DUEL_HEADINGS = ["", "workload", "threads", "best peer", "theirs", "ours", "theirs ÷ ours", "goal", ""]
PRODUCT_HEADINGS = ["matrix product", "ours, GFLOP/s", "OpenBLAS", "ours ÷ OpenBLAS", "share of the peak", ""]


def product_row(result):
    return [
        f"{result['precision']}, {result['size']}", f"{statistics.median(result['rates']):.1f}",
        f"{statistics.median(result['theirs']):.1f}" if "theirs" in result else "-",
        spread(result["ratios"], 3) if "ratios" in result else "-", f"{100 * statistics.median(result['shares']):.1f}%",
        "met" if result["met"] else "NOT MET"]


def text_table(headings, rows):
    widths = [max(len(row[i]) for row in [headings, *rows]) for i in range(len(headings))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in [headings, *rows])


def markdown_table(headings, rows):
    return "\n".join(["| " + " | ".join(row) + " |" for row in [headings, ["---"] * len(headings), *rows]])


def bits(result):
    """What a comparison of weights says."""
    if "failed" in result:
        return f"no result: {result['failed']}"
    if result["differing"] == 0:
        return "the same bits"
    return f"{100 * result['differing']:.0f}% of the weights differ, by up to {result['largest']:.0e}"
