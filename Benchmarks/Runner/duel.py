"""Ravine and the peers on one workload, in turns."""
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from contestant import Contestant, Failure, Load, environment

# Two finalists this close to each other are both kept: a burst is no verdict.
CLOSE = 1.15


def clock(threads):
    """One thread: processor time, which other programs do not disturb. More: time on the wall."""
    return "cpu" if threads == 1 else "wall"


def duel(workload, threads, setup, seconds, budget):
    """Times a workload and gives a result as a dictionary; what is missing stands in its "notes".

    setup: where the programs are and which peers there are. seconds: a burst of single runs. budget: for all rounds together.
    """
    result = {"workload": workload.group, "title": workload.title, "threads": threads, "notes": []}
    processors = set(setup.processors[:threads])
    contestants = {"ravine": start(workload, threads, setup, "ravine", processors)}
    contestants |= {peer: start(workload, threads, setup, peer, processors) for peer in setup.peers}
    try:
        prepare(contestants, result)
        if "ravine" not in result["modes"]:
            return result
        rounds(contestants, finalists(contestants, result, threads, seconds), result, threads, seconds, budget)
    finally:
        for contestant in contestants.values():
            contestant.close()
    return result


def start(workload, threads, setup, name, processors):
    if name == "ravine":
        command = [setup.program, "serve", workload.ours, workload.path, threads]
    else:
        command = [setup.python, setup.peer_script(name), workload.operation, workload.path]
    return Contestant(name, command, processors, environment(threads, setup.cache))


def prepare(contestants, result):
    """Sets up every mode of every contestant, the contestants side by side: nothing is timed yet."""

    def one(item):
        name, contestant = item
        modes, notes = [], []
        try:
            for mode in ["ravine"] if name == "ravine" else contestant.ask("modes", 120)["modes"]:
                try:
                    contestant.ask(f"prepare {mode}")
                    modes.append(mode)
                except Failure as failure:
                    notes.append(f"{mode}: {failure}")
        except Failure as failure:
            notes.append(str(failure))
        return name, modes, notes

    with ThreadPoolExecutor(len(contestants)) as pool:
        found = list(pool.map(one, contestants.items()))
    result["modes"] = {name: modes for name, modes, _ in found if modes}
    result["notes"] += [note for _, _, notes in found for note in notes]


def finalists(contestants, result, threads, seconds):
    """The modes that are worth the turns: every library's best, if it is near the best of all."""
    times = {}
    for name, modes in result["modes"].items():
        for mode in modes:
            if name == "ravine":
                continue
            answer = contestants[name].ask(f"time {mode} {seconds / 2}")
            times[name, mode] = statistics.median(answer[clock(threads)])
            time.sleep(0.02)
    result["tried"] = {f"{name} {mode}": seconds for (name, mode), seconds in sorted(times.items(), key=lambda item: item[1])}
    best = min(times.values(), default=0)
    return [place for place, taken in times.items() if taken <= CLOSE * best]


def rounds(contestants, finalists, result, threads, seconds, budget):
    """Bursts in turns, forward and back; a round's ratio is between neighbors in time."""
    places = [("ravine", "ravine"), *finalists]
    bursts = {place: [] for place in places}
    began, number, last = time.monotonic(), 0, 0.0
    with Load() as load:
        while number < 3 or (number < 9 and time.monotonic() - began + last < budget):
            started = time.monotonic()
            for name, mode in places if number % 2 == 0 else reversed(places):
                answer = contestants[name].ask(f"time {mode} {seconds}")
                load.own += sum(answer["cpu"]) * answer.get("per", 1)
                bursts[name, mode].append(statistics.median(answer[clock(threads)]))
                time.sleep(0.02)
            last, number = time.monotonic() - started, number + 1
    result |= {"rounds": number, "others": round(load.others, 2), "ours": bursts.pop("ravine", None) or bursts[places[0]]}
    bursts.pop(places[0], None)
    if bursts:
        best = min(bursts, key=lambda place: statistics.median(bursts[place]))
        result["peer"] = {"library": best[0], "mode": best[1], "seconds": bursts[best]}
        result["ratios"] = [theirs / ours for theirs, ours in zip(bursts[best], result["ours"])]
