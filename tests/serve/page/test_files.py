"""The files of the page: complete, consistent with each other, nothing in them that a strict policy forbids."""

from __future__ import annotations

import hashlib
import json
import re

from atau.components.common.explain import rules
from atau.facts.page.vendor import vendored_files
from atau.labels import COLORS, NAMES
from atau.serve.page import POLICY, page_files
from atau.serve.page.files import page_words, rule_words

SCRIPTS = {
    path: file.content.decode() for path, file in page_files().items() if file.media_type.startswith("text/javascript")
}
OWN = {path: text for path, text in SCRIPTS.items() if "/vendor/" not in path}
INDEX = page_files()["/"].content.decode()


def test_media_types_and_checksums() -> None:
    for path, file in page_files().items():
        assert file.sha256 == hashlib.sha256(file.content).hexdigest()
        assert path == "/" or path.startswith("/page/")
    assert page_files()["/"].media_type == "text/html; charset=utf-8"
    assert page_files()["/page/main.js"].media_type == "text/javascript; charset=utf-8"


def test_the_files_of_the_page_of_facts_are_served_as_they_are() -> None:
    known = {file.name: file.sha256 for file in vendored_files()}
    served = {path.rpartition("/")[2]: file.sha256 for path, file in page_files().items() if "/vendor/" in path}
    assert served == {name: known[name] for name in served}
    assert {"d3.min.js", "topojson-client.min.js", "countries-110m.json", "kazakhstan.json"} == set(served)
    licences = page_files()["/page/licences.txt"].content.decode()
    assert "Permission to use, copy, modify" in licences
    assert "Apache License" in licences


def test_every_link_and_import_leads_to_a_file() -> None:
    linked = {f"/{name}" for name in re.findall(r'(?:src|href)="([^"#]+)"', INDEX)}
    for path, text in OWN.items():
        folder = path.rpartition("/")[0]
        linked |= {f"{folder}/{name}" for name in re.findall(r'(?:from|import\() ?"\./([^"]+)"', text)}
        linked |= {f"{folder}/vendor/{name}" for name in re.findall(r'fetched\("([^"]+)"\)', text)}
    assert linked <= set(page_files())
    assert {"/page/main.js", "/page/canvas.js", "/page/vendor/d3.min.js", "/page/vendor/kazakhstan.json"} <= linked


def test_nothing_inline_and_no_markup_from_text() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'self'")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|https?://", INDEX)
    assert re.findall(r"<script[^>]*>(.*?)</script>", INDEX, re.DOTALL) == [""]
    for path, text in OWN.items():
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(|Storage\b|cookie", text
        )
        assert found == [], path


def test_the_words_that_are_asked_for_are_those_that_there_are() -> None:
    words = page_words()["en"]
    code = "".join(OWN.values())
    asked = set(re.findall(r'data-t(?:-label|-title|-placeholder)?="([^"{]+)"', INDEX))
    asked |= set(re.findall(r'\b(?:t|line|button|refuse|CannotHold|ServiceError)\("([a-z_0-9]+)"[,)]', code))
    assert asked - set(words) == set()
    # Keys may be chosen before they are asked for, or put together from two parts.
    parts = ("label", "short", "status", "event", "fact", "link", "what", "amounts")
    chosen = set(re.findall(r'"([a-z_0-9]+)"', code)) | {
        f"{edge}_{side}" for edge in ("start", "end") for side in ("left", "right")
    }
    assert {key for key in words if key.partition(".")[0] not in parts} - asked - chosen - {
        "noscript",
        "edge_start",
        "edge_end",
    } == set()
    assert {f"{part}.{label}" for part in ("label", "short") for label in NAMES} <= set(words)


def test_placeholders_are_the_same_in_all_languages() -> None:
    words = page_words()
    for key, english in words["en"].items():
        for language in ("kk", "ru"):
            assert set(re.findall(r"\{\w+\}", words[language][key])) == set(re.findall(r"\{\w+\}", english)), key


def test_every_rule_has_words_and_every_label_a_colour() -> None:
    assert {language: set(found) for language, found in rule_words().items()} == {
        language: set(rules()) for language in ("kk", "ru", "en")
    }
    styles = page_files()["/page/labels.css"].content.decode()
    assert all(f"[data-label={label}] {{ --c: {color}; }}" in styles for label, color in COLORS.items())
    settings = json.loads(page_files()["/page/settings.json"].content)
    assert [label["name"] for label in settings["labels"]] == list(NAMES)
    assert {".pdf", ".docx", ".html"} <= set(settings["types"])
