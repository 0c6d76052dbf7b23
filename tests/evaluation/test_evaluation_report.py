"""report.html, report.md, report.json, floors and comparisons."""

from __future__ import annotations

import copy
import itertools
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from evaluation_sample import EVIL, cases, report

from atau.evaluation.compare import as_markdown, compare, names_of, read_report
from atau.evaluation.floors import failures, read_floors
from atau.evaluation.gold import EvaluationError
from atau.evaluation.html import report_html
from atau.evaluation.markdown import escape, report_md
from atau.evaluation.report import as_terminal, write_report
from atau.evaluation.report_types import report_schema

_VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Checks that tags pair up, and collects what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [f"{tag} {name}={value}" for name, value in attrs if name in ("src", "srcset", "data")]
        self.loads += [f"link {attrs}"] if tag == "link" else []
        self.loads += [f"a {v}" for name, v in attrs if name == "href" and not (v or "").startswith("#")]
        if tag not in _VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"path", "circle", "rect"}

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def test_the_page_is_well_formed_and_needs_no_other_file(sample: dict[str, Any]) -> None:
    text = report_html(sample)
    page = Page()
    page.feed(text)
    assert page.stack == []
    assert page.loads == []
    assert not re.search(r"@import|url\(|https?://", text.split('id="errors-data"')[0])
    for section in ("scores", "types", "baseline", "confusion", "confidence", "slices", "curve", "documents", "errors"):
        assert f'<section id="{section}">' in text


def test_text_cannot_break_out_of_the_page(sample: dict[str, Any]) -> None:
    text = report_html(sample)
    assert "<script>window.broken" not in text
    assert "evil & <b>" not in text
    data = re.search(r'<script type="application/json" id="errors-data">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["items"] == sample["errors"]["items"]


def test_names_from_outside_are_escaped_everywhere(sample: dict[str, Any]) -> None:
    """Labels, ids, paths, series and notes come from files of the user."""
    hostile = "<i>&'\""
    renamed = json.loads(json.dumps(sample, ensure_ascii=False).replace("PERSON", "<i>&'\\\""))
    renamed["notes"].append(hostile)
    renamed["settings"]["gold"] = [hostile]
    renamed["learning_curve"] = [{**point, "series": hostile} for point in sample["learning_curve"]]
    text = report_html(renamed)
    assert hostile in renamed["labels"]
    assert "<i>" not in text
    assert text.count("&lt;i&gt;&amp;&#39;&#34;") > 10
    page = Page()
    page.feed(text)
    assert page.stack == []


def test_every_error_is_in_the_report(sample: dict[str, Any]) -> None:
    assert sample["errors"]["counts"] == {"boundary": 7, "missed": 7, "spurious": 6, "type": 6, "type+boundary": 6}
    assert EVIL in [context["text"] for context in sample["errors"]["contexts"]]


def test_the_json_fits_its_schema_and_comes_back(sample: dict[str, Any], tmp_path: Path) -> None:
    jsonschema.Draft202012Validator(report_schema()).validate(sample)
    write_report(sample, tmp_path / "a" / "b")
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} == {"report.html", "report.md", "report.json"}
    assert read_report(tmp_path / "a" / "b") == sample
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(EvaluationError, match="is a file"):
        write_report(sample, tmp_path / "file")


@pytest.mark.parametrize("change", ["scores", "errors", "extra"])
def test_the_schema_refuses_what_is_no_report(sample: dict[str, Any], change: str) -> None:
    broken = copy.deepcopy(sample)
    if change == "scores":
        del broken["scores"]["micro"]["f1"]
    elif change == "errors":
        broken["errors"]["items"][0]["kind"] = "odd"
    else:
        broken["extra"] = 1
    assert not jsonschema.Draft202012Validator(report_schema()).is_valid(broken)


def test_the_schema_describes_every_field() -> None:
    schema = report_schema()
    assert schema["$id"] == "urn:atau:report:1.0"
    assert set(schema["required"]) == set(schema["properties"])
    assert all(found["additionalProperties"] is False for found in schema["$defs"].values())
    assert "\\n" not in json.dumps(schema)


def test_markdown(sample: dict[str, Any]) -> None:
    text = report_md(sample)
    assert "| strict | " in text
    assert "## Against " in text
    assert "<script>" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for row, following in itertools.pairwise(rows):
        if following.startswith("| ---"):
            assert row.replace("\\|", "").count("|") == following.count("|")
    assert escape("evil & <b> | `x`\n*a*") == "evil &amp; &lt;b&gt; \\| \\`x\\` \\*a\\*"


def test_reports_without_texts_quote_nothing(tmp_path: Path) -> None:
    made = report(tmp_path, texts=False)
    jsonschema.Draft202012Validator(report_schema()).validate(made)
    for text in (report_html(made), report_md(made), json.dumps(made, ensure_ascii=False), as_terminal(made)):
        assert "Омарова" not in text
        assert "window.broken" not in text


def test_the_terminal_shows_the_scores(sample: dict[str, Any]) -> None:
    text = as_terminal(sample, width=160)
    micro = sample["scores"]["micro"]["f1"]
    assert f"{micro['value']:.3f} ({micro['low']:.3f}–{micro['high']:.3f})" in text
    assert "errors: missed 7, spurious 6, wrong type 6, wrong boundary 6" in text
    assert "errors of mentions inside others: wrong boundary 1" in text
    assert "those of the averages are not" in text


def floors_of(tmp_path: Path, text: str) -> dict[str, Any]:
    path = tmp_path / "floors.json"
    path.write_text(text, "utf-8")
    return read_floors(path)


def test_floors(sample: dict[str, Any], tmp_path: Path) -> None:
    value = sample["scores"]["micro"]["f1"]["value"]
    fine = {"micro": {"f1": value}, "types": {"PERSON": {"recall": 0.5}}, "calibration_error": 1, "unseen": {}}
    del fine["unseen"]
    assert failures(sample, floors_of(tmp_path, json.dumps(fine))) == []
    low = failures(sample, floors_of(tmp_path, json.dumps({"micro": {"f1": value}, "bound": "low"})))
    assert len(low) == 1
    assert "lower end of the interval" in low[0]
    many = {
        "micro": {"f1": 1},
        "macro": {"precision": 1},
        "names": {"f1": 1},
        "nested": {"f1": 1},
        "unseen": {"f1": 1},
        "schemes": {"partial": {"f1": 1}},
        "types": {"PERSON": {"f1": 0.99}, "MONEY": {"f1": 0.1}},
        "calibration_error": 0,
    }
    lines = failures(sample, floors_of(tmp_path, json.dumps(many)))
    assert [line.split(":")[0].split(" is")[0] for line in lines] == [
        "micro", "macro", "names", "nested", "unseen", "PERSON", "MONEY", "scheme partial", "calibration error",
    ]  # fmt: skip
    assert "MONEY: f1: there is no score, the floor is 0.1" in lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"floors\.json:1:1: not valid JSON"),
        ("[]", "a JSON object"),
        ("{}", "a JSON object"),
        ('{"micros": {"f1": 1}}', "unknown part 'micros'"),
        ('{"micro": 0.8}', "micro must be an object"),
        ('{"micro": {"f2": 0.8}}', "micro must be an object"),
        ('{"types": {"LOC": {"f1": 85}}}', r"types LOC f1 must be a number from 0 to 1, not 85"),
        ('{"schemes": {"loose": {"f1": 0.5}}}', "unknown scheme 'loose'"),
        ('{"micro": {"f1": 0.5}, "bound": "high"}', "bound must be"),
        ('{"calibration_error": true}', "calibration_error must be a number"),
    ],
)
def test_broken_floors(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        floors_of(tmp_path, text)


def test_compare(sample: dict[str, Any], tmp_path: Path) -> None:
    worse = report(tmp_path)
    worse["documents"] = [{**document, "tp": 0} for document in worse["documents"]]
    found = compare([sample, sample, worse], ["a", "b", "c"])
    assert found["same_gold"]
    assert [test and test["p"] for test in found["tests"]] == [None, 1, pytest.approx(1 / 101)]
    assert found["tests"][2]["difference"]["value"] == -sample["scores"]["micro"]["f1"]["value"]
    rows = {row["name"]: row["values"] for row in found["rows"]}
    assert rows["PERSON F1"][0] == sample["scores"]["types"]["PERSON"]["strict"]["f1"]
    assert [test and test["p_holm"] for test in found["tests"]] == [None, 1, pytest.approx(2 / 101)]
    assert "| micro F1 |" in as_markdown(found)
    assert "(p: Holm-adjusted)" in as_markdown(found)
    assert "Holm" not in as_markdown(compare([sample, sample], ["a", "b"]))


def test_reports_of_other_gold_are_not_tested(sample: dict[str, Any]) -> None:
    other = {**sample, "data": {**sample["data"], "fingerprint": "0" * 64}}
    found = compare([sample, other], ["a", "b"])
    assert not found["same_gold"]
    assert found["tests"] == []


def test_names_of_reports(sample: dict[str, Any]) -> None:
    other = {**sample, "model": {**sample["model"], "name": "rules"}}
    assert names_of([Path("x"), Path("y"), Path("z")], [other, sample, sample])[0] == "rules"
    assert len(set(names_of([Path("x"), Path("y")], [sample, sample]))) == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"atau_report": "9.0"}', '{"atau_report": "1.0"}'])
def test_files_that_are_no_reports(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match=r"report\.json"):
        read_report(tmp_path)


def test_the_sample_has_texts_beyond_the_basic_plane() -> None:
    assert any(ord(char) > 0xFFFF for case in cases() for char in case.text)


def test_the_report_quotes_paths(sample: dict[str, Any]) -> None:
    evil = "a`</code>\x1b[31m\n# b`.tsv"
    shown = report_md({**sample, "settings": {**sample["settings"], "gold": [evil, "plain.tsv"]}})
    assert "Gold: ``a`</code>\\x1b[31m\\n# b`.tsv``, `plain.tsv`;" in shown
