#!/usr/bin/env python3
"""Wall time and memory of `rutter compile` beside `helm template`, on the same chart.

usage: measure.py [--runs N] [CHART ...]      (default: charts/etherpad, 60 runs each)

Needs `cargo build --release` and the programs that tests/oracles/fetch brings. Prints the median
wall time and the largest resident set of each program, and how they compare. Nothing fails by a
clock: this is for reading.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


TIME = "/usr/bin/time"


def run(command):
    """Seconds of one run."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=TOP, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit("%s failed:\n%s" % (" ".join(command), done.stderr.decode("utf-8", "replace")))
    return seconds


def memory(command):
    """KiB of the largest resident set. Asked of `time`: a process that Python starts begins with
    Python's own memory."""
    if not os.path.exists(TIME):
        return None
    done = subprocess.run([TIME, "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          cwd=TOP, check=False)
    return int(done.stderr.split()[-1])


def measure(command, runs):
    run(command)
    return statistics.median(run(command) for _ in range(runs)), memory(command)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=60)
    arguments.add_argument("charts", nargs="*", default=["charts/etherpad"])
    options = arguments.parse_args()
    rutter = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(TOP, "target")), "release", "rutter")
    helm = os.environ.get("RUTTER_HELM3", os.path.join(HERE, "bin", "helm3"))
    for chart in options.charts:
        name = os.path.basename(chart.rstrip("/"))
        ours = measure([rutter, "compile", name, chart, "-n", name], options.runs)
        theirs = measure([helm, "template", name, chart, "-n", name], options.runs)
        print(chart)
        for label, (seconds, kib) in (("rutter compile", ours), ("helm template", theirs)):
            size = "%8.1f MiB" % (kib / 1024) if kib else "memory not measured: no %s" % TIME
            print("  %-15s %8.2f ms %s" % (label, seconds * 1000, size))
        print("  time 1/%.0f" % (theirs[0] / ours[0])
              + (", memory 1/%.1f" % (theirs[1] / ours[1]) if ours[1] and theirs[1] else ""))


if __name__ == "__main__":
    main()
