"""make dist: the same bytes twice, and checks that notice what is wrong."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from scripts_loaded import SCRIPTS, script

pytest.importorskip("tomllib", reason="make dist needs Python 3.11")

dist_build = script("dist_build")
dist_check = script("dist_check")
licences = script("dist_licences")

PROJECT = {
    "version": "1.0.0",
    "license-files": ["LICENSE"],
    "scripts": {"atau": "atau.cli:main"},
    "entry-points": {"spacy_languages": {"kk": "atau.lang:Kazakh"}},
}
POINTS = "[console_scripts]\natau = atau.cli:main\n\n[spacy_languages]\nkk = atau.lang:Kazakh\n"
WHEEL = {
    "atau/__init__.py": "",
    "atau/data/names.tsv": "name\n",
    "atau-1.0.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: atau\nVersion: 1.0.0\n",
    "atau-1.0.0.dist-info/entry_points.txt": POINTS,
    "atau-1.0.0.dist-info/licenses/LICENSE": "MIT",
}
TRACKED = {"src/atau/__init__.py", "src/atau/data/names.tsv", "tests/test_all.py", "pyproject.toml", "README.md"}
MODEL = {
    "kk_ent_news_md/meta.json": "{}",
    "kk_ent_news_md-0.1.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: kk_ent_news_md\nVersion: 0.1.0\n"
    "License: GPL-3.0\nRequires-Dist: atau<1.1,>=1.0\n",
}


def packed(names: list[str], mode: int = 0o644, time: int = 0, kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime, entry.type = len(name), mode, time, kind
            entry.uid, entry.uname = time, "somebody"
            archive.addfile(entry, io.BytesIO(name.encode()))
    return stream.getvalue()


def wheel_at(path: Path, files: dict[str, str | bytes]) -> Path:
    """A wheel with those files and a RECORD that fits them."""
    info = next(name.split("/")[0] for name in files if ".dist-info/" in name)
    rows = []
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(name, data)
            digest = dist_check.base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(data)}")
        archive.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]) + "\n")
    return path


def test_a_packed_archive_depends_on_names_and_contents_alone() -> None:
    one = dist_build.repacked(packed(["a/c", "a/b"], 0o664, time=5), 1_000_000_000)
    other = dist_build.repacked(packed(["a/b", "a/c"], 0o600, time=7), 1_000_000_000)
    assert one == other
    with tarfile.open(fileobj=io.BytesIO(one)) as archive:
        told = [(entry.name, entry.mode, entry.mtime, entry.uid, entry.uname) for entry in archive]
    assert told == [("a/b", 0o644, 1_000_000_000, 0, ""), ("a/c", 0o644, 1_000_000_000, 0, "")]
    assert dist_build.repacked(packed(["a/b"]), 1_000_000_000) != one
    with pytest.raises(dist_build.DistError, match="a/link is neither a file nor a folder"):
        dist_build.repacked(packed(["a/link"], kind=tarfile.SYMTYPE), 0)


def test_only_what_is_committed_is_built(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    root.mkdir()
    (root / "kept.txt").write_text("1")
    for command in (["init", "-q"], ["add", "kept.txt"], ["commit", "-q", "-m", "first"]):
        names = {f"GIT_{who}_{what}": "a@b.kz" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        times = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
        subprocess.run(["git", *command], cwd=root, env={**os.environ, **names, **times}, check=True)
    (root / "kept.txt").write_text("2")
    (root / "stray.txt").write_text("3")
    exported = dist_build.export(tmp_path / "export", root)
    assert {path.name: path.read_text() for path in exported.iterdir()} == {"kept.txt": "1"}
    assert dist_build.commit_time(root) == 1_767_225_600
    with pytest.raises(dist_build.DistError, match="not a git repository"):
        dist_build.git("status", root=tmp_path)


def test_two_files_differ_by_name_or_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name / "x.whl" for name in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(b"1")
    assert dist_build.differences(*paths) == ""
    paths[1].write_bytes(b"2")
    assert "x.whl" in dist_build.differences(*paths)


def test_a_wheel_in_order_and_what_is_noticed(tmp_path: Path) -> None:
    def problems(files: dict[str, str | bytes]) -> list[str]:
        return list(dist_check.wheel_problems(wheel_at(tmp_path / "a.whl", files), PROJECT, TRACKED))

    assert problems(WHEEL) == []
    less = {name: text for name, text in WHEEL.items() if name != "atau/data/names.tsv"}
    assert problems(less) == ["atau/data/names.tsv is missing"]
    assert problems({**WHEEL, "tests/test_all.py": ""}) == ["tests/test_all.py is no committed file of src/atau"]
    other = {**WHEEL, "atau-1.0.0.dist-info/entry_points.txt": "[console_scripts]\natau = atau.cli:main\n"}
    assert problems(other) == ["its entry points are not those of pyproject.toml"]
    bare = {name: text for name, text in WHEEL.items() if "LICENSE" not in name}
    assert problems(bare) == ["atau-1.0.0.dist-info/licenses/LICENSE is missing"]


def test_a_wheel_that_was_changed_after_it_was_made(tmp_path: Path) -> None:
    path = wheel_at(tmp_path / "a.whl", WHEEL)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**files, "atau/__init__.py": b"import evil", "atau/more.py": b""}.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(path) as archive:
        assert list(dist_check.record_problems(archive)) == [
            "atau/more.py is in the wheel or in its RECORD, but not in both",
            "atau/__init__.py is not what RECORD says",
        ]


def test_a_source_distribution_without_tests_and_strays(tmp_path: Path) -> None:
    inside = ["src/atau/__init__.py", "src/atau/data/names.tsv", "pyproject.toml", "README.md", "LICENSE", "NOTICE"]

    def problems(names: list[str]) -> list[str]:
        path = tmp_path / "atau-1.0.0.tar.gz"
        path.write_bytes(packed([f"atau-1.0.0/{name}" for name in names]))
        return list(dist_check.sdist_problems(path, TRACKED | {"LICENSE", "NOTICE"}))

    assert problems([*inside, "PKG-INFO", "src/atau.egg-info/SOURCES.txt"]) == []
    assert problems([*inside[1:], "tests/test_all.py", "notes.txt"]) == [
        "src/atau/__init__.py is missing",
        "notes.txt is not committed",
        "tests/test_all.py does not belong in it",
    ]


def test_a_model_in_order_and_what_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "kk_ent_news_md-0.1.0-py3-none-any.whl"

    def problems(changes: dict[str, Any], version: str = "1.0.0", pin: bool = True) -> list[str]:
        wheel_at(path, {**MODEL, **changes})
        pins = {path.name: sha256(path.read_bytes()).hexdigest() if pin else "0" * 64}
        return list(dist_check.model_problems(path, version, pins))

    assert problems({}) == []
    assert "which src/atau/data/models.tsv does not name" in problems({}, pin=False)[0]
    assert problems({}, "1.1.0") == ["does not fit atau 1.1.0: it requires atau<1.1,>=1.0"]
    import pickle

    assert problems({"kk_ent_news_md/weights": pickle.dumps({"a": 1})}) == ["kk_ent_news_md/weights is a pickle"]
    bare = "Metadata-Version: 2.4\nName: kk_ent_news_lg\nVersion: 0.1.0\nRequires-Dist: atau>=1\n"
    found = problems({"kk_ent_news_md-0.1.0.dist-info/METADATA": bare})
    assert found == ["is called otherwise inside: kk_ent_news_lg 0.1.0", "names no licence"]


def test_versions_of_a_release(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text("version: 1.0.0\n")
    changes = tmp_path / "CHANGELOG.md"
    changes.write_text("# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- all\n")
    assert list(dist_check.version_problems("1.0.0", tmp_path, True)) == []
    changes.write_text("# Changelog\n\n## Unreleased\n\n- new\n")
    found = list(dist_check.version_problems("1.1.0.dev0", tmp_path, True))
    assert [re.match(r"\S+:", line)[0] for line in found] == [
        "CITATION.cff:",
        "CHANGELOG.md:",
        "CHANGELOG.md:",
        "pyproject.toml:",
    ]
    assert len(list(dist_check.version_problems("1.1.0.dev0", tmp_path, False))) == 1


def package(licence: str, name: str = "some") -> Any:
    return licences.Licensed(name, "1.0", licence)


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", "fits"),
        ("mit license", "fits"),
        ("MPL-2.0 AND MIT", "fits"),
        ("GPL-2.0-only OR MIT", "fits"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "fits"),
        ("GPL-3.0", "refused"),
        ("MIT AND GPL-3.0", "refused"),
        ("LGPL-3.0-only", "extra"),
        ("MIT; Something New", "unknown"),
        ("UNKNOWN", "unknown"),
    ],
)
def test_licences(licence: str, verdict: str) -> None:
    assert licences.read_policy(SCRIPTS / "dist_licences.tsv").verdict(package(licence)) == verdict


def test_a_licence_that_does_not_fit_is_reported() -> None:
    rows = [
        (package("MIT"), "fits", ["default"]),
        (package("LGPL-3.0-only", "weak"), "extra", ["web"]),
        (package("LGPL-3.0-only", "worse"), "extra", ["default", "web"]),
        (package("GPL-3.0", "strict"), "refused", ["web"]),
        (package("UNKNOWN", "silent"), "unknown", ["web"]),
    ]
    assert [line.split()[0] for line in licences.misfits(rows)] == ["worse", "strict", "silent"]
    assert licences.table(rows).splitlines()[2] == "weak\t1.0\tLGPL-3.0-only\textra\tweb"


def test_what_pip_licenses_says() -> None:
    row = {"Name": "Some_Package", "Version": "1", "License-Expression": "UNKNOWN", "License-Classifier": "UNKNOWN"}
    assert licences.Licensed.of({**row, "License-Metadata": "MIT"}) == licences.Licensed("some-package", "1", "MIT")
    assert licences.Licensed.of({**row, "License-Metadata": "All of the text " * 20}).licence == "UNKNOWN"


@pytest.mark.parametrize("line", ["licence\tMIT\tMIT\tgood\twhy", "thing\tMIT\tMIT\tfits\twhy", "licence\tMIT\tMIT"])
def test_a_table_of_licences_with_an_error(tmp_path: Path, line: str) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(f"# about\nkind\tname\tlicence\tverdict\twhy\n{line}\n")
    with pytest.raises(ValueError, match=r"table\.tsv:3: "):
        licences.read_policy(path)


def test_the_bill_of_an_extra_has_its_packages_alone() -> None:
    document = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"name": "spaCy", "bom-ref": "a", "externalReferences": [{"url": "file:///somewhere"}]},
            {"name": "pip", "bom-ref": "b", "purl": "pkg:pypi/pip@25"},
            {"name": "d3", "bom-ref": "c", "purl": "pkg:npm/d3@7"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "b", "c"]}, {"ref": "b", "dependsOn": ["a"]}],
    }
    part = script("dist_sbom").part_of(document, ["spacy"])
    assert part["components"] == [
        {"name": "spaCy", "bom-ref": "a"},
        {"name": "d3", "bom-ref": "c", "purl": "pkg:npm/d3@7"},
    ]
    assert part["dependencies"] == [{"ref": "root", "dependsOn": ["a", "c"]}]


def test_the_bill_names_what_atau_contains_of_others() -> None:
    found = {part["purl"]: part["licenses"] for part in script("dist_sbom").vendored()}
    assert found["pkg:npm/d3@7.9.2"] == [{"license": {"name": "ISC"}}]
    assert found["pkg:npm/world-atlas@2.0.2"][1] == {"license": {"name": "public domain"}}
    assert "pkg:npm/%40superset-ui/legacy-plugin-chart-country-map@0.20.3" in found


def test_the_tools_are_pinned() -> None:
    lines = (SCRIPTS / "dist_tools.txt").read_text("utf-8").splitlines()
    tools = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line) for line in tools)
    assert {"build", "twine", "cyclonedx-bom", "pip-licenses"} <= {line.split("==")[0] for line in tools}


def test_nothing_to_check_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dist_check.main(["--dist", str(tmp_path)]) == 1
    assert "python scripts/dist_build.py" in capsys.readouterr().err
