"""Every code block of README and docs does what the page says; generated pages and pictures are up to date."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from docs_blocks import LANGUAGES, ROOT, Runner, blocks, make_sandbox, pages, unpack_model
from scripts_loaded import call, script

PAGES = [page for page in pages() if blocks(page)]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_model(tmp_path_factory.mktemp("packages"))


@pytest.mark.skipif(os.name != "posix", reason="the commands of the pages are those of a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_code_blocks(page: Path, tmp_path: Path, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_sandbox(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = Runner(tmp_path, packages)
    for block in blocks(page):
        runner.run(block)


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_have_a_language_and_skipped_ones_a_reason(page: Path) -> None:
    for block in blocks(page):
        assert block.language in LANGUAGES, f"{block.where}: a fence of {block.language!r}"
        if block.key == "not run":
            assert len(block.value.split()) >= 3, f"{block.where}: say why the block is not run"
    # A block without a fence would not be run.
    prose = re.sub(r"^ *(`{3,}|~{3,}).*?^ *\1\s*$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert not re.search(r"^ {4,}(\$ |>>> |atau |python |pip |make )", prose, re.M)


def test_most_blocks_are_run() -> None:
    code = [block for page in pages() for block in blocks(page) if block.language in ("python", "console")]
    skipped = [block for block in code if block.key == "not run"]
    assert len(code) > 30
    assert len(skipped) < len(code) / 3


def test_picture_of_the_imports_is_up_to_date() -> None:
    result = call(script("draw_imports"), "--check")
    assert result.exit_code == 0, result.output


def test_imports_run_in_no_circle_and_a_reduced_graph_keeps_what_is_reached() -> None:
    drawing = script("draw_imports")
    graph = drawing.import_graph()
    assert {"cli", "corpus", "components.common", "morphology"} <= graph.keys()
    levels = drawing.levels(graph)
    assert all(levels[target] < levels[name] for name, targets in graph.items() for target in targets)
    with pytest.raises(ValueError, match="circle"):
        drawing.levels({"a": frozenset("b"), "b": frozenset("a")})
    assert drawing.reduced({"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset()}) == {
        "a": frozenset("b"),
        "b": frozenset("c"),
        "c": frozenset(),
    }


def test_generated_pages_show_every_command_label_rule_and_table() -> None:
    generated = script("docs_pages")
    assert "## atau annotate" in generated.cli_page()
    assert "`--resume`" in generated.cli_page()
    assert all(name in generated.labels_page() for name in ("PERSON", "POSITION", "ORG", "LOC", "QUANTITY"))
    _, rules = generated.read_rows(generated.RULES)
    page = generated.rules_page()
    assert all(f"`{row[0]}`" in page for row in rules)
    tables = generated.tables_page()
    assert all(f"## {path.stem}\n" in tables for path in generated.SOURCE.rglob("*.tsv"))
    assert "atau.morphology" in generated.api_page("morphology", "Morphology")
    assert "_nouns" not in generated.api_page("morphology", "Morphology")
