"""Install the wheel in dist/ as a user would, try it, and list what it brings: licences and SBOM of each extra.

    python scripts/dist_install.py [--dist dist] [--models packages] [--environment DIR] [--leave-out train,trf]

An empty environment gets the wheel alone, then: `atau --version`, every entry point, `atau annotate` with the rules and
with the model md. Then it gets the extras, and dist/ gets licences.tsv (pip-licenses) and a CycloneDX 1.6 file for the
default install and each extra (cyclonedx-bom). Exit code 1 where something does not work, or where the licence of a
package does not fit by the rules of scripts/dist_licences.tsv.

cyclonedx-bom reads an environment with its licences and dependencies, checks what it writes against the schema and can
write the same bytes again. pip-audit writes the format too, but without licences; sbom4python lists no environment that
is not its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import tomllib

from dist_build import ROOT, DistError
from dist_licences import Licensed, misfits, read_policy, table
from dist_sbom import bill_of_materials, part_of, schema_problem, vendored

#: Tools for those who work on atau; their packages reach no user.
NOT_FOR_USERS: Final = ("dev", "docs")
TEXT: Final = "Атырау облысының әкімі Бекзат Нұрсейітов 4,5 млрд. теңге бөлді."
# Run by the Python of the environment: every entry point of atau loads; prints how many there are.
_POINTS: Final = """
from importlib.metadata import entry_points
points = [p for group in entry_points().groups for p in entry_points(group=group) if p.value.startswith("atau.")]
assert points and all(point.load() is not None for point in points)
print(len(points))
"""
# The same: extra to the names of what it brings, atau left out; "" is the default install.
_CLOSURES: Final = """
import json, sys
from importlib.metadata import distribution
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
def closure(extra):
    found, todo = set(), [("atau", extra)]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                todo += [(canonicalize_name(need.name), more) for more in ("", *need.extras)]
    return sorted({name for name, _ in found} - {"atau"})
print(json.dumps({extra: closure(extra) for extra in ["", *sys.argv[1:]]}))
"""


class Environment:
    """A virtual environment with a folder to work in; nothing of the checkout is on its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.bin / "python"

    def run(self, *command: str | Path, cwd: Path | None = None) -> str:
        """The standard output of a command of the environment. Raises DistError."""
        program = [str(self.bin / command[0]), *map(str, command[1:])]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["PYTHONUTF8"] = "1"
        done = subprocess.run(
            program, cwd=cwd or self.folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise DistError(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def install(self, *what: str) -> None:
        """Install with the pinned versions."""
        self.run("python", "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), *what)


def try_out(environment: Environment, version: str, models: Path) -> None:
    """What a user does first. Raises DistError."""
    said = environment.run("atau", "--version").strip()
    if said != f"atau {version}":
        raise DistError(f"atau --version says {said!r}, not 'atau {version}'")
    points = environment.run("python", "-c", _POINTS).strip()
    text = environment.folder / "smoke.txt"
    text.write_text(TEXT, encoding="utf-8")
    environment.run("atau", "download", "md", "--from", models.resolve())
    for model in ("rules", "md"):
        lines = environment.run("atau", "annotate", text, "--model", model, "--format", "jsonl").splitlines()
        ents = [ent for line in lines for ent in json.loads(line)["ents"]]
        found = {(ent["label"], TEXT[ent["start"] : ent["end"]]) for ent in ents}
        wanted = {
            ("PERSON", "Бекзат Нұрсейітов"),
            ("POSITION", "Атырау облысының әкімі"),
            ("QUANTITY", "4,5 млрд. теңге"),
        }
        if not wanted <= found:
            raise DistError(f"atau annotate --model {model} found {sorted(found)}; {sorted(wanted - found)} is missing")
    print(f"atau {version} installed; {points} entry points load; rules and md annotate")


def licences(environment: Environment) -> dict[str, Licensed]:
    """Name to version and licence, as pip-licenses reads them. Raises DistError."""
    command = [sys.executable, "-m", "piplicenses", "--python", str(environment.python), "--from", "all"]
    command += ["--format", "json", "--with-system"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DistError(f"pip-licenses: {done.stderr}")
    return {row.name: row for row in map(Licensed.of, json.loads(done.stdout))}


def report(environment: Environment, dist: Path, extras: Sequence[str]) -> list[str]:
    """Writes licences.tsv and the SBOMs; returns what does not fit, a line each."""
    closures: dict[str, list[str]] = json.loads(environment.run("python", "-c", _CLOSURES, *extras))
    known = licences(environment)
    document = bill_of_materials(environment.python, vendored())
    users: dict[str, list[str]] = {}
    for extra, names in closures.items():
        for name in names:
            users.setdefault(name, []).append(extra or "default")
        text = json.dumps(part_of(document, names), ensure_ascii=False, indent=1) + "\n"
        if problem := schema_problem(text):
            raise DistError(f"the SBOM of {extra or 'the default install'} does not fit its schema: {problem}")
        (dist / f"sbom-{extra or 'default'}.cdx.json").write_text(text, encoding="utf-8")
    missing = sorted(set(users) - set(known))
    if missing:
        raise DistError(f"pip-licenses does not list {', '.join(missing)}")
    policy = read_policy(ROOT / "scripts/dist_licences.tsv")
    rows = [(known[name], policy.verdict(known[name]), users[name]) for name in sorted(users)]
    (dist / "licences.tsv").write_text(table(rows), encoding="utf-8")
    print(f"{len(rows)} packages in {', '.join(closures).replace(', ', 'default, ', 1) if extras else 'default'}")
    return misfits(rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--models", type=Path, default=ROOT / "packages")
    parser.add_argument("--environment", type=Path, help="made here and kept, instead of in a temporary folder")
    parser.add_argument("--leave-out", default="", help="extras that are not looked at, separated by commas")
    options = parser.parse_args(arguments)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    left_out = set(options.leave_out.split(",")) | set(NOT_FOR_USERS)
    extras = [extra for extra in sorted(project["optional-dependencies"]) if extra not in left_out]
    wheel = options.dist.resolve() / f"atau-{project['version']}-py3-none-any.whl"
    with tempfile.TemporaryDirectory() as temporary:
        environment = Environment((options.environment or Path(temporary, "environment")).resolve())
        try:
            subprocess.run([sys.executable, "-m", "venv", str(environment.folder)], check=True)
            environment.install(str(wheel))
            try_out(environment, project["version"], options.models)
            if extras:
                environment.install(f"{wheel}[{','.join(extras)}]")
            found = report(environment, options.dist, extras)
        except DistError as error:
            found = [str(error)]
    for left in sorted(left_out - {""}):
        print(f"not looked at: {left}")
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
