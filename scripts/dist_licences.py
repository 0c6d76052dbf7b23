"""Whether the licence of a package lets an MIT package depend on it: the rules are in dist_licences.tsv.

A licence that is not listed does not fit; nothing is guessed. Of alternatives (OR) one must fit, of several (AND, or a
list) all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Verdict = Literal["fits", "extra", "refused", "unknown"]
#: From the best on: an extra may bring what the default install may not.
ORDER: Final[tuple[Verdict, ...]] = ("fits", "extra", "refused", "unknown")
_NONE: Final = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Licensed:
    """A package and what its metadata says of its licence, an SPDX expression where it has one."""

    name: str
    version: str
    licence: str

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Licensed:
        """From a row of `pip-licenses --from all --format json`: the expression counts first, then classifiers."""
        stated = [row[f"License-{kind}"] for kind in ("Expression", "Classifier", "Metadata")]
        # Some packages have the whole text of their licence there.
        said = [text for text in stated if text != _NONE and len(text) < 100]
        name = re.sub(r"[-_.]+", "-", row["Name"]).lower()
        return cls(name, row["Version"], said[0] if said else _NONE)


@dataclass(frozen=True, slots=True)
class Policy:
    """licences: text in lower case to verdict; packages: name to (licence, verdict), for what metadata do not say."""

    licences: Mapping[str, Verdict]
    packages: Mapping[str, tuple[str, Verdict]]

    def verdict(self, package: Licensed) -> Verdict:
        """What the rules say of a package."""
        if package.name in self.packages:
            return self.packages[package.name][1]
        return self._of(package.licence)

    def _of(self, text: str) -> Verdict:
        if text.strip().lower() in self.licences:
            return self.licences[text.strip().lower()]
        for joint, choose in ((r"\s+OR\s+", min), (r"\s+AND\s+|;|,", max)):
            parts = re.split(joint, text)
            if len(parts) > 1:
                return choose((self._of(part) for part in parts), key=ORDER.index)
        return "unknown"


def read_policy(path: Path) -> Policy:
    """The rules of dist_licences.tsv. Raises ValueError, with the line, for what cannot be read."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(number, line) for number, line in enumerate(lines, 1) if line and line[0] != "#"][1:]
    licences: dict[str, Verdict] = {}
    packages: dict[str, tuple[str, Verdict]] = {}
    for (number, _), cells in zip(rows, csv.reader((line for _, line in rows), delimiter="\t"), strict=True):
        if len(cells) != 5 or not all(cells):
            raise ValueError(f"{path}:{number}: a row has five cells, none of them empty")
        kind, name, licence, word, _ = cells
        verdict = next((known for known in ORDER[:3] if known == word), None)
        if verdict is None or kind not in ("licence", "package"):
            raise ValueError(
                f"{path}:{number}: the first cell is licence or package, the fourth fits, extra or refused"
            )
        if kind == "licence":
            licences[name.lower()] = verdict
        else:
            packages[name] = (licence, verdict)
    return Policy(licences, packages)


Row = tuple[Licensed, Verdict, Sequence[str]]


def table(rows: Iterable[Row]) -> str:
    """package, version, licence, verdict and the extras that bring it, tab-separated."""
    lines = ["package\tversion\tlicence\tverdict\tneeded_by"]
    lines += ["\t".join((p.name, p.version, p.licence, verdict, " ".join(users))) for p, verdict, users in rows]
    return "\n".join(lines) + "\n"


def misfits(rows: Iterable[Row]) -> list[str]:
    """What does not fit, a line each. A licence for extras only must not be in the default install."""
    found = []
    for package, verdict, users in rows:
        where = f"{package.name} {package.version}, needed by {', '.join(users)}"
        if verdict == "unknown":
            found.append(
                f"{where}: no rule for the licence {package.licence!r}; read it, and add it to dist_licences.tsv"
            )
        elif verdict == "refused":
            found.append(f"{where}: {package.licence} does not fit an MIT package; choose another package")
        elif verdict == "extra" and "default" in users:
            found.append(f"{where}: {package.licence} may be in an extra, not in the default install")
    return found
