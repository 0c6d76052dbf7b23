"""Which tables and rules a model was made with, so that it cannot change without its user noticing.

A model sees the candidates of the rules as features, and its confidence is calibrated on them; a corrected word list
shifts both. The fingerprint in its meta.json (key ``atau_tables``) holds a checksum of the rows of every table of the
package and the ids of the rules. It is written when training begins, and compared whenever the model is loaded.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

KEY: Final = "atau_tables"
# The packages on whose tables predictions depend.
_PACKAGES: Final = ("morphology", "lexicon", "script", "lang", "components")
# Tables in them on which none depends: those of doc._.language.
_UNRELATED: Final = frozenset({"languages"})
_SHOWN: Final = 5
_HEX_DIGITS: Final = 16
_warned: set[tuple[str, ...]] = set()


class TablesChangedWarning(UserWarning):
    """The installed tables are not those that a model was made with."""


@lru_cache(maxsize=1)
def fingerprint() -> dict[str, Any]:
    """The fingerprint of the tables that are installed, fit for JSON.

    tables: name to the first 16 hex digits of the SHA-256 of its rows; comments, blank lines and the order of the rows
    do not count. rules: ids of the rules, in alphabetical order.
    """
    tables = {}
    rules: list[str] = []
    for path in sorted(_files()):
        name = path.name.partition(".")[0]
        # What is compressed is made by a script, and has neither comments nor an order of its own.
        data = path.read_bytes() if path.suffix == ".gz" else "\n".join(_rows(path)).encode("utf-8")
        tables[name] = hashlib.sha256(data).hexdigest()[:_HEX_DIGITS]
        if name == "rules":
            rules = [row.partition("\t")[0] for row in _rows(path) if "." in row.partition("\t")[0]]
    return {"tables": dict(sorted(tables.items())), "rules": rules}


def stamp(meta: dict[str, Any]) -> None:
    """Write the fingerprint of the installed tables to the meta.json of a model in the making."""
    meta[KEY] = fingerprint()


def differences(meta: Mapping[str, Any]) -> list[str]:
    """What differs between the tables installed and those that the model of this meta.json was made with, a line each.

    [] where nothing does, or where the model does not say what it was made with (`is_stamped`).
    """
    if not is_stamped(meta):
        return []
    made, now = meta[KEY], fingerprint()
    found = [*_compared(made["tables"], now["tables"])]
    gone, come = (
        set(one) - set(other) for one, other in ((made["rules"], now["rules"]), (now["rules"], made["rules"]))
    )
    found += [f"the rule {rule} is gone" for rule in sorted(gone)]
    found += [f"the rule {rule} is new" for rule in sorted(come)]
    return found


def is_stamped(meta: Mapping[str, Any]) -> bool:
    """Whether the model says which tables it was made with."""
    made = meta.get(KEY)
    if not isinstance(made, Mapping) or not isinstance(made.get("tables"), Mapping):
        return False
    rules = made.get("rules")
    return isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)


def warn_if_changed(meta: Mapping[str, Any]) -> None:
    """Warn, once for each model, version and differences, where the installed tables are not those it was made with."""
    found = differences(meta)
    model = (f"{meta.get('lang', '')}_{meta.get('name', '')}", str(meta.get("version", "")))
    # Models that nobody has named are all kk_pipeline 0.0.0.
    warning = (*model, *found)
    if not found or warning in _warned:
        return
    _warned.add(warning)
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    warnings.warn(
        f"the model {model[0]} {model[1]} was made with other tables or rules than those installed: "
        f"{', '.join(found[:_SHOWN])}{more}. Its scores and its confidence may be off; install the version of atau it "
        "was made with, or a newer build of the model (`atau info --model MODEL` lists the differences).",
        TablesChangedWarning,
        stacklevel=3,
    )


def _compared(made: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(made.keys() | now.keys()):
        if name not in now:
            yield f"the table {name} is gone"
        elif name not in made:
            yield f"the table {name} is new"
        elif made[name] != now[name]:
            yield f"the table {name} has changed"


def _files() -> Iterator[Path]:
    here = Path(__file__).parent
    for package in _PACKAGES:
        for path in (here / package).rglob("data/*"):
            if path.name.endswith((".tsv", ".tsv.gz")) and path.name.partition(".")[0] not in _UNRELATED:
                yield path


def _rows(path: Path) -> list[str]:
    """The lines that hold data, sorted; those of rules.tsv without the words for people, which change nothing."""
    lines = sorted(line for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    if path.stem != "rules":
        return lines
    # Rule, precision, whether it is certain.
    return ["\t".join([*cells[:2], *cells[3:4]]) for cells in (line.split("\t") for line in lines)]
