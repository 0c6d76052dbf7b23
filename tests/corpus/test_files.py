"""File names for records: every id has its own on any file system, and can be read off it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.corpus.files import file_of, id_of
from atau.corpus.problems import GoldError
from atau.corpus.records import GoldRecord

ROOT = Path("/folder")


def files(*ids: str) -> list[Path]:
    seen: set[Path] = set()
    return [file_of(GoldRecord(identity, ""), ROOT, ".txt", seen) for identity in ids]


def same(path: Path) -> str:
    """What a file system that knows neither case nor composition takes a name for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


@pytest.mark.parametrize(
    "ids",
    [
        ("мақала", "Мақала", "МАҚАЛА"),
        ("б/й", "б/и\u0306"),
        ("а/x", "А/y", "а/z"),
        ("a", "a.txt/c"),
        ("a.txt/c", "a"),
        ("con", "CON", "nul.old", "com1"),
    ],
)
def test_no_two_collide_and_each_gives_its_id(ids: tuple[str, ...]) -> None:
    found = files(*ids)
    assert len({same(path) for path in found}) == len(ids)
    assert [id_of(path, ROOT) for path in found] == list(ids)
    folders = {same(parent) for path in found for parent in path.parents}
    assert not folders & {same(path) for path in found}


def test_ordinary_ids_stay_readable() -> None:
    assert files("2024/мақала 1", "2024/мақала 2", "B") == [
        ROOT / "2024/мақала 1.txt", ROOT / "2024/мақала 2.txt", ROOT / "B.txt",
    ]  # fmt: skip
    assert not files("../../etc/x")[0].relative_to(ROOT).parts[0].startswith(".")


def test_devices_of_windows_are_no_names() -> None:
    for path in files("con", "aux.1", "x/nul"):
        assert path.stem.split(".")[0].lower() not in ("con", "aux", "nul")
    assert files("console")[0].name == "console.txt"


@given(st.lists(st.text("aAбБ./й\u0306", min_size=1, max_size=6), max_size=6, unique=True))
def test_any_ids(ids: list[str]) -> None:
    try:
        found = files(*ids)
    except GoldError:
        return
    assert len({same(path) for path in found}) == len(ids)


def test_an_id_twice() -> None:
    with pytest.raises(GoldError, match="two records have the id 'a'"):
        files("a", "a")
