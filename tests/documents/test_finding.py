"""Which files are read: regular ones, each once, whatever leads to them."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from atau.documents.finding import Failure, Source, find_sources
from atau.documents.remarks import Remarks

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and FIFOs as POSIX has them")


def found(*targets: str) -> tuple[list[str], list[str], list[str]]:
    """(ids of the sources, failures, remarks)"""
    remarks = Remarks()
    items = list(find_sources(targets, remarks=remarks))
    ids = [item.id for item in items if isinstance(item, Source)]
    return ids, [item.error for item in items if isinstance(item, Failure)], list(remarks.lines())


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("d/a.txt", "d/sub/b.txt", "other/c.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name, "utf-8")


@posix
def test_what_is_no_regular_file_is_passed_over_and_named() -> None:
    os.mkfifo("d/pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("d/socket.txt")
        ids, failures, remarks = found("d")
    assert (ids, failures) == (["a.txt", "sub/b.txt"], [])
    assert remarks == [
        "2 files were skipped because a FIFO, a socket or a device is not read: d/pipe.txt, d/socket.txt"
    ]


@posix
def test_a_fifo_that_is_named_is_not_waited_for() -> None:
    os.mkfifo("pipe.txt")
    ids, failures, _ = found("pipe.txt", "/dev/null", "d/a.txt")
    assert ids == ["d/a.txt"]
    assert failures[0].startswith("is a FIFO; only regular files are read. Pipe it in")
    assert failures[1].startswith("is a device")
    assert found("*.txt") == (
        [], ["no file matches this pattern"],
        ["1 file was skipped because a FIFO, a socket or a device is not read: pipe.txt"],
    )  # fmt: skip


@posix
def test_a_linked_folder_is_followed_once_and_circles_end() -> None:
    Path("d/linked").symlink_to("../other")
    Path("d/sub/up").symlink_to("..")
    Path("d/self").symlink_to("self")
    ids, failures, remarks = found("d")
    assert (ids, failures) == (["a.txt", "linked/c.txt", "sub/b.txt"], [])
    assert remarks == [
        "1 file was skipped because of a link that leads nowhere: d/self",
        "1 file was skipped because the same file or folder is read under another name: d/sub/up",
    ]


@posix
def test_a_pattern_follows_no_link_in_circles() -> None:
    Path("d/sub/up").symlink_to("..")
    Path("d/sub/again").symlink_to("..")
    ids, failures, _ = found("d/**/*.txt")
    assert (sorted(ids), failures) == (["d/a.txt", "d/sub/b.txt"], [])


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("*/*.txt", ["d/a.txt", "other/c.txt"]),
        ("**/*.txt", ["d/a.txt", "d/sub/b.txt", "other/c.txt"]),
        ("**/**/b.*", ["d/sub/b.txt"]),
        ("d/**", ["d/a.txt", "d/sub/b.txt"]),
        ("d/su[b]/?.txt", ["d/sub/b.txt"]),
        ("./d/*.txt", ["d/a.txt"]),
    ],
)
def test_patterns(pattern: str, ids: list[str]) -> None:
    Path("d/.hidden.txt").write_text("x", "utf-8")
    assert found(pattern)[0] == ids


def test_a_file_is_read_once_whatever_its_names() -> None:
    os.link("d/a.txt", "d/z.txt")
    ids, _, remarks = found("d", "d/a.txt", "d/sub", "other", "d/../other")
    assert ids == ["d/a.txt", "d/sub/b.txt", "other/c.txt"]
    assert remarks == [
        "4 files were skipped because the same file or folder is read under another name: "
        "d/z.txt, d/a.txt, d/sub, d/../other"
    ]


@pytest.mark.parametrize(("name", "remedy"), [("a.doc", "save it as .docx"), ("feed.XML", "save the article as .html")])
def test_a_format_that_is_not_read_is_refused_with_what_to_do(name: str, remedy: str) -> None:
    Path(name).write_text("12", "utf-8")
    ids, [failure], _ = found(name)
    assert ids == []
    assert f"{name[-4:]} is not read; {remedy}" in failure
    [source] = find_sources([name], "text")
    assert isinstance(source, Source)
    Path("d", name).write_text("12", "utf-8")
    ids, failures, [remark] = found("d")
    assert (ids, failures) == (["a.txt", "sub/b.txt"], [])
    assert remedy in remark


def test_a_name_that_no_file_can_have_loses_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Атырау", encoding="utf-8")
    failure, source = find_sources(["x" * 5000, str(tmp_path / "a.txt")])
    assert isinstance(failure, Failure)
    assert "cannot be read" in failure.error
    assert isinstance(source, Source)
