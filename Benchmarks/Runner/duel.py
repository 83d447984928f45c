"""Ravine and the peers on one workload, in turns."""
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from contestant import Contestant, Failure, Load, environment

# Two finalists this close to each other are both kept: a burst is no verdict.
CLOSE = 1.15
# As many processors kept busy by other programs disturb a measurement.
BUSY = 0.3


def clock(threads):
    """One thread: processor time, which other programs do not disturb. More: time on the wall."""
    return "cpu" if threads == 1 else "wall"


def duel(workload, threads, setup, seconds, budget):
    """Times a workload and gives a result as a dictionary; what is missing stands in its "notes".

    setup: where the programs are and which peers there are. seconds: a burst of single runs. budget: for all rounds together.
    """
    result = {"workload": workload.group, "title": workload.title, "threads": threads, "notes": []}
    contestants = {}
    for index, name in enumerate([*setup.peers, "ravine"]):
        # Set up side by side, as far apart as the machine allows; timed on the same processors, in turns.
        numbers = [(index * threads + thread) % len(setup.processors) for thread in range(threads)]
        contestants[name] = start(workload, threads, setup, name, {setup.processors[number] for number in numbers})
    try:
        prepare(contestants, result)
        for contestant in contestants.values():
            contestant.pin(set(setup.processors[:threads]))
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
    """Bursts in turns, forward and back; a round's ratio is between neighbors in time.

    Rounds that other programs disturbed do not count, whatever came out, if there is time for three that they left alone.
    """
    places = [("ravine", "ravine"), *finalists]
    quiet, disturbed = [], []
    began, last = time.monotonic(), 0.0
    while True:
        number, spent = len(quiet) + len(disturbed), time.monotonic() - began
        if number >= 3 and (number >= 9 or spent + last > (budget if len(quiet) >= 3 else 2 * budget)):
            break
        with Load() as load:
            times = {}
            for name, mode in places if number % 2 == 0 else reversed(places):
                answer = contestants[name].ask(f"time {mode} {seconds}")
                load.own += sum(answer["cpu"]) * answer.get("per", 1)
                times[name, mode] = statistics.median(answer[clock(threads)])
                time.sleep(0.02)
        last = time.monotonic() - began - spent
        (quiet if load.others <= BUSY else disturbed).append((load.others, times))
    kept = quiet if len(quiet) >= 3 else quiet + disturbed
    result |= {
        "rounds": len(kept), "left out": len(quiet) + len(disturbed) - len(kept),
        "others": round(statistics.mean(others for others, _ in kept), 2), "ours": [times[places[0]] for _, times in kept]}
    if finalists:
        theirs = {place: [times[place] for _, times in kept] for place in finalists}
        best = min(theirs, key=lambda place: statistics.median(theirs[place]))
        result["peer"] = {"library": best[0], "mode": best[1], "seconds": theirs[best]}
        result["ratios"] = [theirs / ours for theirs, ours in zip(theirs[best], result["ours"])]
