"""The SBOM of an install: what cyclonedx-bom finds in an environment, and what atau itself contains of others."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dist_build import ROOT, DistError, commit_time

#: Scripts and outlines inside the package, from the npm registry.
VENDORED: Final = "src/atau/facts/page/data/vendor/vendor.tsv"


def vendored(path: Path = ROOT / VENDORED) -> list[dict[str, Any]]:
    """A component for each package of which atau contains files."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    found: dict[str, dict[str, Any]] = {}
    for row in csv.DictReader(lines, delimiter="\t"):
        purl = f"pkg:npm/{row['package'].replace('@', '%40')}@{row['version']}"
        # The longest: of outlines that of the data too, where the row of the licence's text has that of the package.
        known = found.get(purl, {"licence": ""})["licence"]
        found[purl] = {**row, "licence": max(known, row["licence"], key=len)}
    return [
        {
            "bom-ref": purl,
            "type": "library",
            "name": row["package"],
            "version": row["version"],
            "purl": purl,
            "licenses": [{"license": {"name": part.strip()}} for part in row["licence"].split(";")],
        }
        for purl, row in sorted(found.items())
    ]


def schema_problem(text: str) -> str:
    """Empty where the document fits the schema of CycloneDX 1.6, else what is wrong."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) or "")


def bill_of_materials(python: Path, more: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The CycloneDX document of everything in the environment of `python`, and of `more`. Raises DistError."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type", "library"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), str(python)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(commit_time())}
    done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
    if done.returncode:
        raise DistError(f"cyclonedx-bom: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    root = found["metadata"]["component"]["bom-ref"]
    (links,) = [link for link in found["dependencies"] if link["ref"] == root]
    links["dependsOn"] = sorted([*links.get("dependsOn", []), *(part["bom-ref"] for part in more)])
    found["components"] += more
    found["dependencies"] += [{"ref": part["bom-ref"]} for part in more]
    return found


def part_of(document: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The document with the components `names` and those that are no packages of Python.

    Where a component was installed from is left out: it is a place of the machine that wrote the document.
    """
    kept = [dict(part) for part in document["components"] if _plain(part["name"]) in names or not _is_python(part)]
    for part in kept:
        part.pop("externalReferences", None)
    root = document["metadata"]["component"]["bom-ref"]
    known = {root, *(part["bom-ref"] for part in kept)}
    links = []
    for link in document["dependencies"]:
        if link["ref"] in known:
            targets = [target for target in link.get("dependsOn", []) if target in known]
            links.append({"ref": link["ref"], **({"dependsOn": targets} if targets else {})})
    return {**document, "components": kept, "dependencies": links}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _is_python(part: dict[str, Any]) -> bool:
    return str(part.get("purl", "pkg:pypi/")).startswith("pkg:pypi/")
