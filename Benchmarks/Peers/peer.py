"""What the peers' scripts share: sizes, read from the same manifest that Ravine reads, and answers to the runner's requests.

A request is a line, its answer a line of JSON (the same as `ravine-bench serve`'s):

    modes                 {"modes": [...]}                  ways to compute the workload
    prepare MODE          {"seconds": ...}                  sets up, compiles and runs twice; {"failed": ...} when it cannot
    time MODE SECONDS     {"wall": [...], "cpu": [...]}     the times of single runs
"""
import json
import os
import sys
import time


def threads():
    """As many as this process has processors: the runner pins it to them."""
    return len(os.sched_getaffinity(0))


class Sizes:
    """A manifest's numbers by the names that the field has for them."""

    def __init__(self, path):
        with open(path) as file:
            manifest = json.load(file)
        source, layers = manifest["subject"]["input"], manifest["subject"]["layers"]
        self.batch = source["examples"]
        self.shape = source.get("shape") or [source["features"]]  # of an example
        self.classes = layers[-1]["width"]
        self.replicates = manifest["replicates"]
        optimizer = manifest.get("training", {}).get("optimizer", {})
        links = optimizer if isinstance(optimizer, list) else [optimizer]
        self.rate = next((link["learningRate"] for link in links if "learningRate" in link), None)
        self.largest_norm = next((link["maximum"] for link in links if link.get("kind") == "clipNorm"), None)
        self.iterations = self.points = None
        for layer in (layer for layer in layers if isinstance(layer, dict)):
            if layer["kind"] == "repeat":
                self.depth = layer["times"]
                if layer["layers"][0]["kind"] == "dense":
                    self.width, self.activation = layer["layers"][0]["width"], layer["layers"][1]["function"]
            elif layer["kind"] == "conv2d":
                self.channels = layer["channels"]
            elif layer["kind"] in ("recurrent", "lstm"):
                self.cell, self.units = layer["kind"], layer["units"]
        for measurement in (m for m in manifest["measurements"] if isinstance(m, dict)):
            self.iterations = measurement.get("steps", self.iterations)
            self.points = measurement.get("xPoints", self.points)


def timings(run, seconds, per=1, most=1000):
    """The seconds of single runs, on the wall and of the processor (all threads together), each divided by `per`."""
    wall, processor = [], []
    end = time.perf_counter() + seconds
    while not wall or (len(wall) < most and time.perf_counter() < end):
        started, used = time.perf_counter(), time.process_time()
        run()
        wall.append((time.perf_counter() - started) / per)
        processor.append((time.process_time() - used) / per)
    return {"wall": wall, "cpu": processor}


def serve(modes):
    """Answers requests. `modes` maps a name to a function that sets up and gives (run, runs in one)."""
    ready = {}
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "modes":
                answer = {"modes": list(modes)}
            elif words[0] == "prepare":
                started = time.perf_counter()
                run, per = modes[words[1]]()
                run()
                if time.perf_counter() - started < 60:
                    run()
                ready[words[1]] = (run, per)
                answer = {"seconds": time.perf_counter() - started}
            else:
                run, per = ready[words[1]]
                answer = timings(run, float(words[2]), per)
        except Exception as error:  # a mode that a version cannot do is no reason to stop the others
            answer = {"failed": f"{type(error).__name__}: {str(error)[:300]}"}
        print(json.dumps(answer), file=answers, flush=True)
