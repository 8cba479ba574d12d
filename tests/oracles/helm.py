"""Runs real Helm: renders charts, and reads what was printed the way Helm reads YAML.

Standard library only. The scripts beside this file and tests/golden/regenerate use it.
"""

import base64
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# How Helm's major versions are called here: the environment variable that names the binary, and
# the one that tests/oracles/fetch leaves behind.
BINARIES = {
    "helm3": ("RUTTER_HELM3", HERE / "bin" / "helm3", "v3.17.3"),
    "helm4": ("RUTTER_HELM4", HERE / "bin" / "helm4", "v4.3.1"),
}


class Helm:
    """One Helm binary and a scratch folder for it."""

    def __init__(self, name, path):
        self.name = name
        self.path = str(pathlib.Path(path).resolve())
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="rutter-helm-"))
        # No cluster, no configuration of the user: nothing outside the command line decides.
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.root),
            "HELM_CACHE_HOME": str(self.root / "cache"),
            "HELM_CONFIG_HOME": str(self.root / "config"),
            "HELM_DATA_HOME": str(self.root / "data"),
            "KUBECONFIG": str(self.root / "none"),
        }
        self.version = self.run(["version", "--template", "{{.Version}}"]).stdout.decode().strip()

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def run(self, arguments, cwd=None):
        return subprocess.run([self.path, *arguments], cwd=cwd or self.root, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300, check=False)

    def template(self, arguments, cwd=None):
        """`helm template ARGUMENTS`: {"documents": [text]} or {"error": {"stage", "message"}}."""
        done = self.run(["template", *arguments], cwd)
        if done.returncode != 0:
            return {"error": failure(done.stderr.decode("utf-8", "replace"))}
        return {"documents": documents(done.stdout.decode("utf-8"))}

    def read(self, texts):
        """What each YAML text is to Helm, as JSON values, in order."""
        unique = sorted(set(texts))
        known = {}
        for start in range(0, len(unique), 400):
            part = unique[start:start + 400]
            known.update(zip(part, self._read(part)))
        return [known[text] for text in texts]

    def _read(self, texts):
        chart = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        try:
            (chart / "templates").mkdir()
            (chart / "in").mkdir()
            (chart / "Chart.yaml").write_text("apiVersion: v2\nname: read\nversion: 0.1.0\n")
            (chart / "templates" / "read.yaml").write_text(
                '{{- range $path, $bytes := .Files.Glob "in/*" }}\n'
                '{{ base $path }}: {{ toString $bytes | fromYaml | toJson | b64enc }}\n'
                "{{- end }}\n")
            for number, text in enumerate(texts):
                (chart / "in" / f"d{number}").write_bytes(text.encode())
            done = self.run(["template", "read", str(chart)])
            if done.returncode != 0:
                raise SystemExit(f"{self.name} cannot read back what it printed:\n"
                                 + done.stderr.decode("utf-8", "replace"))
            found = {}
            for name, value in re.findall(r"^(d\d+): (\S+)$", done.stdout.decode(), re.M):
                found[name] = json.loads(base64.b64decode(value))
            return [found[f"d{number}"] for number in range(len(texts))]
        finally:
            shutil.rmtree(chart, ignore_errors=True)


def available():
    """The Helms on this machine, as {"helm3": Helm, "helm4": Helm}; those missing are left out."""
    found = {}
    for name, (variable, fetched, version) in BINARIES.items():
        path = os.environ.get(variable) or fetched
        if not pathlib.Path(path).is_file():
            if os.environ.get(variable):
                raise SystemExit(f"{variable}={path}: there is no such file")
            continue
        helm = Helm(name, path)
        if helm.version != version:
            raise SystemExit(f"{path} is Helm {helm.version}; needed is {version}")
        found[name] = helm
    return found


def both():
    """Both Helms, or an end with the reason."""
    found = available()
    missing = [name for name in BINARIES if name not in found]
    if missing:
        print(f"SKIPPED: no {' and no '.join(missing)}: run tests/oracles/fetch, or set "
              + " and ".join(BINARIES[name][0] for name in missing), file=sys.stderr)
        raise SystemExit(77)
    return found


def documents(printed):
    """The documents of `helm template`'s output, each as it was before printing.

    Helm prints `---`, a comment with the path, the text, and a line feed. The text itself may or
    may not end with one (Helm 4 keeps it, Helm 3 trims it); here it always does.
    """
    found = []
    for part in re.split(r"^---\n# Source: [^\n]*\n", printed, flags=re.M)[1:]:
        text = part[:-1] if part.endswith("\n") else part
        found.append(text if text.endswith("\n") else text + "\n")
    return found


def failure(text):
    """Which stage of Helm failed, and its last words."""
    lines = [line for line in text.splitlines()
             if line and not re.match(r"^(\d{4}/|level=|time=|[a-z_]+\.go:\d+:|coalesce)", line)]
    message = " ".join(lines).split(" Use --debug")[0].removeprefix("Error: ")
    if "YAML parse error on" in message:
        stage = "manifest"
    elif re.search(r"executing \"|execution error at|error calling|parse error at", message):
        stage = "render"
    else:
        stage = "values"
    return {"stage": stage, "message": message}


def side_by_side(work, items):
    """`work` of every item, in order, on all cores."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


def canonical(objects):
    """Objects in an order of their own, for comparing where the order carries no meaning."""
    return sorted(objects, key=lambda value: json.dumps(value, sort_keys=True))


def same(left, right):
    """Equality as JSON, where 3 is 3.0 and true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right
