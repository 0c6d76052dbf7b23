"""`atau lexicon check`: what rows of one's own do to the scores, before and after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atau.cli import app

ROOT = Path(__file__).parents[2]
GOLD = (
    "a\tКеше ⟦ORG Алтын Дән⟧ жаңа қойма ашты.\n"
    "b\tЖиынға ⟦POSITION бас сыншы⟧ ⟦PERSON Асқар Омаров⟧ келді.\n"
    "c\tКеше ⟦LOC Құлсарыда⟧ ⟦QUANTITY 5⟧ үй салынды. Оны үй иесі көрді.\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD, encoding="utf-8")
    return path


def check(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["lexicon", "check", *map(str, arguments)])


def scores(result: Result) -> dict[str, list[str]]:
    rows = [line.split() for line in result.stdout.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) == 4}


def test_rows_that_help(gold: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("name\tcls\nАлтын Дән\n", encoding="utf-8")
    result = check(f"org_names={mine}", "--gold", gold)
    assert scores(result)["ORG"] == ["0.0000", "1.0000", "+1.0000"]
    assert scores(result)["LOC"] == ["1.0000", "1.0000", "+0.0000"]
    assert "1 gained, 1 repaired, 0 lost, 0 spurious" in result.stdout
    assert "gained    ORG       a: Кеше ⟦Алтын Дән⟧ жаңа қойма ашты." in result.stdout


def test_rows_that_hurt(gold: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("head\tkind\nие\tfull\n", encoding="utf-8")
    result = check(f"offices={mine}", "--gold", gold)
    assert float(scores(result)["POSITION"][2]) <= 0
    assert "spurious  POSITION" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["offices"], "'offices' is not of the form TABLE=FILE"),
        (["offcies=mine.tsv"], "extra.offcies: no component of the pipeline reads such a table"),
        (["offices=mine.tsv"], "there is no file mine.tsv"),
        (["offices=bad.tsv"], "bad.tsv:2: 'fulll' is not a known kind"),
        (["org_names=good.tsv", "--gold", "nowhere"], "nowhere"),
    ],
)
def test_what_is_wrong_is_told(
    arguments: list[str], message: str, tmp_path: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.tsv").write_text("head\tkind\nсыншы\tfulll\n", encoding="utf-8")
    Path("good.tsv").write_text("name\tcls\nАлтын Дән\n", encoding="utf-8")
    result = check(*arguments, *([] if "--gold" in arguments else ["--gold", gold]))
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no Git checkout")
def test_against_a_revision(tmp_path: Path, gold: Path) -> None:
    """A copy of the package in a repository of its own, one word taken out of a table since."""

    def git(*arguments: str) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *author, *arguments], check=True, capture_output=True)

    source = tmp_path / "src" / "atau"
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "src/atau"],
        check=True,
        capture_output=True,
        text=True,
    )
    for name in archive.stdout.split():
        if (ROOT / name).is_file():
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    git("init", "-q")
    git("add", "src")
    git("commit", "-qm", "before")
    places = source / "lexicon" / "data" / "places.tsv"
    lines = places.read_text("utf-8").split("\n")
    places.write_text("\n".join(line for line in lines if not line.startswith("Құлсары\t")), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "atau", "lexicon", "check", "--base", "HEAD", "--gold", str(gold)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path / "src"), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert "lost      LOC       c: Кеше ⟦Құлсарыда⟧" in run.stdout, run.stdout


def test_nothing_to_compare_checks_the_tables_alone() -> None:
    result = check()
    assert result.stdout.startswith("tables: ")
    assert "before" not in result.stdout
