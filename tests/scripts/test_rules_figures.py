"""The figures of the rules go between two marker lines of a page, and nothing else of the page changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_loaded import SCRIPTS, call, script

from atau.evaluation.spans import SpanScores
from atau.labels import NAMES


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return script("rules_figures")


def test_a_page_keeps_what_is_around_the_markers(
    figures: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(figures, "page", lambda: iter(["new", "figures"]))
    path = tmp_path / "figures.md"
    path.write_text("# Head\n<!-- rules -->\nold\n<!-- /rules -->\ntail\n", "utf-8")
    result = call(figures, "--write", path)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == "# Head\n<!-- rules -->\n\nnew\nfigures\n\n<!-- /rules -->\ntail\n"
    path.write_text("# Head\n", "utf-8")
    assert call(figures, "--write", path).exit_code == 2  # type: ignore[arg-type]
    assert path.read_text("utf-8") == "# Head\n"


def test_the_page_of_the_docs_has_the_markers_and_the_text_of_the_script(figures: object) -> None:
    page = (SCRIPTS.parent / "docs" / "reference" / "figures.md").read_text("utf-8")
    inside = page.split(figures.START)[1].split(figures.END)[0]  # type: ignore[attr-defined]
    for text in (figures._INTRO, figures._CAVEATS, figures._SOURCE):  # type: ignore[attr-defined]
        assert text in inside


def test_every_label_has_a_row(figures: object) -> None:
    scores = SpanScores()
    scores.add({(0, 1, "LOC"), (2, 3, "ORG")}, {(0, 1, "LOC")})
    rows = list(figures.score_table([("gold", scores)]))  # type: ignore[attr-defined]
    assert [row.split(" | ")[0].strip("| ") for row in rows[2:]] == [*NAMES, "all (micro)"]
    assert "1.000 / 1.000 / **1.000** (1)" in next(row for row in rows if row.startswith("| LOC"))
    assert "1.000 / 0.500 / **0.667** (2)" in rows[-1]
