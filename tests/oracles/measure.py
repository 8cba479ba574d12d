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


def run(command):
    """Seconds and KiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=TOP)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit("%s failed:\n%s" % (" ".join(command), errors.decode("utf-8", "replace")))
    return seconds, usage.ru_maxrss


def measure(command, runs):
    run(command)
    results = [run(command) for _ in range(runs)]
    return statistics.median(r[0] for r in results), max(r[1] for r in results)


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
        for label, (seconds, memory) in (("rutter compile", ours), ("helm template", theirs)):
            print("  %-15s %8.2f ms %8.1f MiB" % (label, seconds * 1000, memory / 1024))
        print("  time 1/%.0f, memory 1/%.1f" % (theirs[0] / ours[0], theirs[1] / ours[1]))


if __name__ == "__main__":
    main()
