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
        subject, training = manifest["subject"], manifest.get("training", {})
        source, layers = subject["input"], subject["layers"]
        self.batch = source["examples"]
        self.features = source.get("features")
        self.classes = source.get("classes") or source.get("outputs")
        self.replicates = manifest.get("replicates", 1)
        self.rate = training.get("optimizer", {}).get("learningRate")
        self.kinds = [layer["kind"] for layer in layers]
        self.layers = layers
        for layer in layers:
            if layer["kind"] == "repeat":
                self.depth = layer["times"]
                inner = layer["layers"]
                if inner[0]["kind"] == "dense":
                    self.width = inner[0]["width"]
                    self.activation = inner[1]["function"]
                    self.initializer = inner[0]["initializer"]
        for measurement in manifest["measurements"]:
            if isinstance(measurement, dict):
                self.iterations = measurement.get("steps", getattr(self, "iterations", None))
                self.points = measurement.get("xPoints", getattr(self, "points", None))


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
