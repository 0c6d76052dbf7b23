"""`atau split`: files that come out, leaks that are found, and mistakes that are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from atau.cli.app import app

SIX = "ауыл әкімі жаңа көпірдің құрылысын көрді"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["split", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        text = f"---\nid: a{number}\n---\n⟦LOC Ауыл{number}⟧ туралы мақала.\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    for name in ("x", "y"):
        (folder / f"{name}.txt").write_text(f"---\n---\n{name} {SIX}", encoding="utf-8")
    return folder


def test_articles_are_copied_as_they_are(articles: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    code, out, _ = run(articles, target)
    assert code == 0
    copies = {path.name: path for path in target.rglob("*.txt")}
    assert copies.keys() == {path.name for path in articles.iterdir()}
    assert all(path.read_bytes() == (articles / name).read_bytes() for name, path in copies.items())
    assert copies["x.txt"].parent == copies["y.txt"].parent
    assert {path.parent.name for path in copies.values()} == {"train", "dev", "test"}
    assert "22 records in 21 groups" in out
    assert f"1 near-duplicates, kept on one side:\n  x | y | {SIX}" in out
    assert run(target, "--check")[0] == 0


def test_a_note_beside_the_articles_goes_to_no_side_and_is_named(articles: Path, tmp_path: Path) -> None:
    (articles / "note.txt").write_text("Ертең сөйлесу керек.", encoding="utf-8")
    code, out, _ = run(articles, tmp_path / "out")
    assert code == 0
    assert not list((tmp_path / "out").rglob("note.txt"))
    assert f"1 files passed over:\n  {articles / 'note.txt'}: warning: no front matter and no marks" in out


def test_the_same_seed_gives_the_same_split(articles: Path, tmp_path: Path) -> None:
    names = []
    for target in ("one", "two"):
        run(articles, tmp_path / target, "--seed", 5)
        names.append(sorted(str(p.relative_to(tmp_path / target)) for p in (tmp_path / target).rglob("*.txt")))
    assert names[0] == names[1]


def test_a_split_is_never_overwritten(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "test").mkdir(parents=True)
    code, _, err = run(articles, tmp_path / "out")
    assert code == 2
    assert "already exists" in err
    assert not (tmp_path / "out" / "train").exists()


def test_a_table_and_its_near_duplicates(tmp_path: Path) -> None:
    source = tmp_path / "gold.tsv"
    rows = [f"s{i}\t⟦LOC Ауыл{i}⟧ туралы" for i in range(30)] + [f"d{i}\t{i} {SIX}" for i in range(2)]
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    near = tmp_path / "near.tsv"
    code, out, _ = run(source, tmp_path / "out", "--dev", 0, "--train", 0.8, "--near", near)
    assert code == 0
    sides = {path.name: path.read_text(encoding="utf-8").splitlines() for path in (tmp_path / "out").iterdir()}
    assert sides.keys() == {"train.tsv", "test.tsv"}
    assert sorted(row for side in sides.values() for row in side) == sorted(rows)
    assert near.read_text(encoding="utf-8") == f"d0\td1\t{SIX}\n"
    assert "LOC" in out


def test_kaznerd_keeps_its_ids_and_variants_together(tmp_path: Path) -> None:
    blocks = [f"{x}ID{i} O\nАуыл{i} B-GPE\n{x.lower()} O\n" for i in range(20) for x in "AB"]
    source = tmp_path / "kaznerd.txt"
    source.write_text("\n".join(blocks), encoding="utf-8")
    code, _, _ = run(source, tmp_path / "out")
    assert code == 0
    sides = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").iterdir())]
    assert sorted("".join(sides).strip().split("\n\n")) == sorted(block.strip() for block in blocks)
    assert all(side.count("AID") == side.count("BID") > 0 for side in sides)
    assert run(tmp_path / "out", "--check")[0] == 0


def test_check_names_what_is_on_two_sides(tmp_path: Path) -> None:
    for side, text in (("train", f"кеше {SIX}"), ("test", f"бүгін {SIX}")):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.txt").write_text(f"---\n---\n{text}", encoding="utf-8")
    code, out, _ = run(tmp_path, "--check")
    assert code == 1
    assert f"1 records found on two sides:\n  test: a | train: a | {SIX}" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give either a TARGET folder to write to, or --check"),
        (["out", "--check"], "give either a TARGET folder to write to, or --check"),
        (["out", "--train", "0.9"], "must be positive and sum to 1"),
        (["--check"], "--check compares two or more"),
    ],
)
def test_mistakes(articles: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    (articles / "x.txt").rename(tmp_path / "x.txt")
    for path in list(articles.iterdir())[1:]:
        path.unlink()
    code, _, err = run(articles, *[str(tmp_path / a) if a == "out" else a for a in arguments])
    assert code == 2
    assert message in " ".join(err.split())


def test_faulty_articles_are_named(articles: Path, tmp_path: Path) -> None:
    (articles / "03.txt").write_text("⟦LOC Арал", encoding="utf-8")
    code, _, err = run(articles, tmp_path / "out")
    assert code == 2
    assert "03.txt: line 1, column 1" in " ".join(err.split())


def test_genres_are_spread_over_the_sides(tmp_path: Path) -> None:
    folder = tmp_path / "genres"
    folder.mkdir()
    for number in range(40):
        genre = "спорт" if number < 30 else "сот"
        text = f"---\nid: g{number}\ngenre: {genre}\n---\n⟦LOC Ауыл{number}⟧ туралы мақала.\n"
        (folder / f"g{number}.txt").write_text(text, encoding="utf-8")
    target = tmp_path / "out"
    shares = ("--train", 0.8, "--dev", 0.1, "--test", 0.1)
    assert run(folder, target, *shares, "--by", "genre")[0] == 0
    # Releases of scikit-learn deal the folds out differently; no side is ever without a genre.
    for side, courts in (("train", 8), ("dev", 1), ("test", 1)):
        texts = [path.read_text("utf-8") for path in (target / side).iterdir()]
        assert 1 <= sum("сот" in text for text in texts) <= courts + 1
        assert abs(len(texts) - courts * 4) <= 4
    code, _, err = run(folder, tmp_path / "again", "--by", "topic")
    assert code == 2
    assert "has no field 'topic'" in err
