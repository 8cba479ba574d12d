#!/usr/bin/env python3
"""Has real programs read back what rutter's emitter writes.

    emit.py STRINGS.json HELM [HELM ...]

Every string of the list, and some more that are made here, is written as a map value, a list
item and a key; Helm (as a values file and through fromYaml) and PyYAML must read the same
strings, and the same numbers. Prints how many were compared; nothing compared is a failure.
"""

import base64
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import yaml

NUMBERS = [
    0, 1, -1, 80, 8080, 1000000, 12345678, 2**31, 2**53, -(2**53), 2.0**63, -(2.0**63), 2.0**64,
    1e20, 1.5e20, 123456789012345680000, 1e21, 1.5e21, 1e22, 1e300, 1.7976931348623157e308, 0.1,
    -0.1, 0.5, 1.5, 1e-5, 1e-6, 1.5e-6, 1e-7, 2.5e-9, 5e-324, 0.30000000000000004, 12345678.9,
    999999.5, 3.141592653589793,
]

TEMPLATE = """\
a: {{ omit .Values "text" | toJson | b64enc }}
b: {{ .Values.text | fromYaml | toJson | b64enc }}
"""


def made_up(count):
    """Strings of the characters and words that YAML reads in its own way."""
    chance = random.Random(1)
    pieces = list("aAbzZ019_-+.:,#?!&*|>%@`'\"\\[]{}()=~/<$^ \t\n\r") + [
        ": ", " #", "---", "...", "- ", "? ", "  ", "\n\n", "\n ", " \n", "\n---\n", "yes", "No",
        "on", "off", "null", "true", "0x", "0o", "0b", "1e", "e+", ".inf", ".nan", "12:30", "<<",
        "2001-01-01", "T00:00:00Z", "\x00", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\xa0",
        "\xad", "\u00e9", "\u0301", "\u0663", "\u200b", "\u2028", "\u2029", "\u202e", "\u3000",
        "\ud7ff", "\ue000", "\ufdd0", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\U0001f600",
        "\U0001fffe", "\U0010ffff",
    ]
    return ["".join(chance.choices(pieces, k=chance.randint(1, 6))) for _ in range(count)]


def helm_reads(helm, path):
    with tempfile.TemporaryDirectory() as folder:
        chart = pathlib.Path(folder, "chart")
        (chart / "templates").mkdir(parents=True)
        (chart / "Chart.yaml").write_text("apiVersion: v2\nname: chart\nversion: 1.0.0\n")
        (chart / "templates/all.yaml").write_text(TEMPLATE)
        done = subprocess.run(
            [helm, "template", chart, "-f", path, "--set-file", f"text={path}"],
            capture_output=True, text=True, check=False,
        )
    if done.returncode:
        sys.exit(f"{helm}: {done.stderr}")
    lines = dict(line.split(": ", 1) for line in done.stdout.splitlines() if line[1:3] == ": ")
    for name, way in (("a", "-f"), ("b", "fromYaml")):
        yield f"{helm} {way}", json.loads(base64.b64decode(lines[name]))


def differences(want, got):
    """Pairs that differ; booleans are not numbers here."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted({*want, *got}, key=str):
            yield from differences(want.get(key, "(missing)"), got.get(key, "(missing)"))
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for one, other in zip(want, got):
            yield from differences(one, other)
    elif isinstance(want, (int, float)) and type(got) in (int, float):
        if float(want) != float(got):
            yield want, got
    elif type(want) is not type(got) or want != got:
        yield want, got


def main():
    strings = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    helms = sys.argv[2:]
    strings = list(dict.fromkeys(strings + made_up(3000) + ["k" * n for n in (400, 1024, 5000)]))
    want = {
        "values": {f"v{at}": text for at, text in enumerate(strings)},
        "items": strings,
        "keys": {text: at for at, text in enumerate(strings)},
        "nested": [[{"a": text}] for text in strings],
        "numbers": NUMBERS,
    }
    written = subprocess.run(
        ["cargo", "run", "--quiet", "--no-default-features", "--example", "emit"],
        input=json.dumps([strings, NUMBERS]), capture_output=True, text=True, check=True,
        encoding="utf-8",
    ).stdout
    compared = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "strings.yaml")
        path.write_text(written, encoding="utf-8", newline="")
        readings = [("PyYAML", yaml.safe_load(written))]
        for helm in helms:
            readings += helm_reads(helm, path)
    for reader, got in readings:
        found = list(differences(want, got))
        for one, other in found[:20]:
            print(f"{reader}: wrote {one!r}, read {other!r}")
        failed += len(found)
        compared += 4 * len(strings) + len(NUMBERS)
    print(f"{compared} readings compared by {len(readings)} readers, {failed} differ")
    if failed or not strings or not helms:
        sys.exit(1)


if __name__ == "__main__":
    main()
