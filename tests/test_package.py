"""The house: entry points, the order of imports, files that belong to the package."""

from __future__ import annotations

import ast
import re
import subprocess
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy import displacy

import atau
from atau.facts.page.vendor import TABLE as VENDORED
from atau.facts.page.vendor import vendored_files
from atau.labels import COLORS, NAMES

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "atau"

GROUPS = [
    ("spacy_languages", "kk"),
    ("spacy_lookups", "kk"),
    ("spacy_displacy_colors", "atau"),
    ("spacy_factories", "kk_sentences"),
    ("spacy_factories", "kk_quantities"),
    ("spacy_factories", "kk_places"),
    ("spacy_factories", "kk_persons"),
    ("spacy_factories", "kk_organisations"),
    ("spacy_factories", "kk_positions"),
    ("spacy_factories", "kk_resolver"),
    ("spacy_factories", "kk_normalizer"),
    ("spacy_factories", "kk_linker"),
    ("console_scripts", "atau"),
]


@pytest.mark.parametrize(("group", "name"), GROUPS)
def test_entry_points(group: str, name: str) -> None:
    (point,) = [point for point in entry_points(group=group, name=name) if point.value.startswith("atau.")]
    assert point.load() is not None


def test_every_entry_point_loads_and_no_factory_has_a_dot() -> None:
    ours = [
        point
        for group in entry_points().groups
        for point in entry_points(group=group)
        if point.value.startswith("atau.")
    ]
    assert len(ours) >= len(GROUPS)
    for point in ours:
        assert point.load() is not None
        if point.group == "spacy_factories":
            assert "." not in point.name  # spaCy's error E853


def test_language_and_factories_need_nothing_but_the_package() -> None:
    nlp = spacy.blank("kk")
    for name in ("kk_sentences", "kk_quantities", "kk_places", "kk_resolver"):
        nlp.add_pipe(name)
    doc = nlp("Атырауда 5 адам. Ол келді.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Атырауда", "LOC"), ("5", "QUANTITY")]
    assert len(list(doc.sents)) == 2


def test_displacy_has_our_colors() -> None:
    assert set(COLORS) == set(NAMES)
    page = displacy.render(atau.load("rules")("Атырауда 5 адам."), style="ent")
    assert COLORS["LOC"] in page
    assert COLORS["QUANTITY"] in page


# A module imports only from those before its own; the folders of the components have an order of their own.
ORDER = [
    "terminal", "partial", "batching", "tables", "labels", "fingerprint", "training_size", "checksums", "models",
    "download",
    "morphology", "lexicon", "script", "lang",
    *(
        f"components.{name}"
        for name in (
            "common", "quantity", "place", "person", "position", "organisation", "encoder", "crf", "student",
            "resolver", "normalizer", "catalogue",
        )
    ),
    "loading", "corpus", "evaluation", "training", "dates", "documents", "facts", "annotate", "facts.store",
    "streaming", "distributed", "about", "integrations", "serve", "cli",
]  # fmt: skip


def _imported(path: Path) -> set[str]:
    """The names of `ORDER` that a module imports from, also inside of functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for module in modules:
            parts = module.split(".")[1:] if module.startswith("atau.") else []
            found |= {".".join(parts[:2]), ".".join(parts[:1])} & set(ORDER)
    return found


def _modules(name: str) -> list[Path]:
    path = SOURCE / name.replace(".", "/")
    if path.with_suffix(".py").is_file():
        return [path.with_suffix(".py")]
    # A part of a package may have a place of its own in the order.
    parts = [SOURCE / other.replace(".", "/") for other in ORDER if other.startswith(f"{name}.")]
    return [file for file in sorted(path.rglob("*.py")) if not any(file.is_relative_to(part) for part in parts)]


def test_every_module_has_a_place_in_the_order() -> None:
    known = {path for name in ORDER for path in _modules(name)}
    left_out = {
        path for path in SOURCE.rglob("*.py") if path not in known and path.name not in ("__init__.py", "__main__.py")
    }
    assert left_out == set()
    assert all(_modules(name) for name in ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_order_of_imports(name: str) -> None:
    later = set(ORDER[ORDER.index(name) + 1 :])
    wrong = {str(path.relative_to(SOURCE)): sorted(_imported(path) & later) for path in _modules(name)}
    # A package offers the names of its parts, whatever their place.
    own = str(SOURCE.joinpath(name.replace(".", "/"), "__init__.py").relative_to(SOURCE))
    wrong[own] = [other for other in wrong.get(own, []) if not other.startswith(f"{name}.")]
    assert {path: names for path, names in wrong.items() if names} == {}


def test_constraints_pin_every_dependency_for_every_python() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert "://" not in "".join(lines)
    pins = {re.split("[=;]", line)[0].lower().replace("_", "-") for line in lines if "==" in line}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^ {2}"([A-Za-z0-9-]+)[>=<]', project, re.MULTILINE)
    assert {"spacy", "pytest"} <= set(listed)
    assert set(listed) <= pins
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    # What only newer Pythons install is not asked for on 3.10.
    newer = set(re.findall(r""""([A-Za-z0-9-]+)[^"]*; python_version >= '3.11'\"""", project))
    for name in set(re.findall(r'^(\S+)==\S+; python_version >= "3.11"$', text, re.MULTILINE)) - newer:
        assert re.search(rf'^{re.escape(name)}==\S+; python_version < "3.11"$', text, re.MULTILINE), name


def test_data_files_are_installed_with_the_package() -> None:
    data = [path for path in SOURCE.rglob("data/**/*") if path.is_file()]
    assert len(data) > 20
    patterns = re.search(r"^atau = (\[.*\])$", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert patterns is not None
    globs = ast.literal_eval(patterns.group(1))
    packaged = {path for pattern in globs for path in SOURCE.glob(pattern)}
    assert [path for path in data if path not in packaged and "__pycache__" not in path.parts] == []


def test_the_notice_names_what_others_made() -> None:
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split()).lower()
    for file in vendored_files():
        assert f"{file.package} {file.version}".lower() in notice, file.name
    tables = [path for path in SOURCE.rglob("*.tsv") if path != VENDORED]
    licences = {path: re.search(r"^# licence: (.+)$", path.read_text("utf-8"), re.MULTILINE) for path in tables}
    of_others = [path for path, found in licences.items() if found and not re.match(r"MIT\b|facts$", found[1])]
    assert len(of_others) >= 4
    for path in of_others:
        assert path.relative_to(ROOT).as_posix() in notice, path


def test_no_link_and_no_environment_is_tracked() -> None:
    # Git takes ignored files as expendable: a tracked link .venv replaces the environment of whoever checks it out.
    done = subprocess.run(["git", "-C", ROOT, "ls-files", "--stage"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a checkout of git")
    entries = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    wrong = [path for mode, _, _, path in entries if mode == "120000" or path.startswith(".venv")]
    assert wrong == [], f"git rm --cached {' '.join(wrong)}, and commit"
