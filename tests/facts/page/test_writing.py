"""The file: nothing from elsewhere, scripts by their checksum only, no text becomes markup, whole or not there."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from facts_page import HOSTILE, hostile, large, small

import atau.components.quantity
from atau.facts.page import PageData, write_page, writing
from atau.facts.page.texts import LANGUAGES, page_texts, unit_names
from atau.facts.page.vendor import FOLDER, vendored_files, vendored_text
from atau.tables import read_table

DATA = FOLDER.parent
UNIT_CODES = Path(atau.components.quantity.__file__).parent / "data" / "unit_codes.tsv"


class Tags(HTMLParser):
    """The start tags, and what stands in scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style"):
            self.contents.append((self.found[-1][0], data))


def written(data: PageData, tmp_path: Path) -> str:
    write_page(data, tmp_path / "facts.html")
    assert [path.name for path in tmp_path.iterdir()] == ["facts.html"]
    return (tmp_path / "facts.html").read_text("utf-8")


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    tags = Tags(written(small(), tmp_path)).found
    links = [attributes.pop("href") for _, attributes in tags if "href" in attributes]
    assert all(str(link).startswith("#") for link in links)
    assert not any({"src", "srcset", "style", "action"} & attributes.keys() for _, attributes in tags)
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    styles = "".join((DATA / name).read_text("utf-8") for name in ("page.css", "figures.css", "paper.css"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_policy_allows_just_the_scripts_of_the_page(tmp_path: Path) -> None:
    page = Tags(written(small(), tmp_path))
    policy = next(
        attributes["content"]
        for tag, attributes in page.found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    contents = [(kind, data) for kind, data in page.contents if data.strip() and not data.startswith(("{", "["))]
    assert len(contents) == len(allowed) == 4
    assert {base64.b64encode(hashlib.sha256(data.encode("utf-8")).digest()).decode() for _, data in contents} == allowed


def test_hostile_texts_add_no_markup(tmp_path: Path) -> None:
    page = written(hostile(), tmp_path)
    assert [tag for tag, _ in Tags(page).found] == [tag for tag, _ in Tags(written(small(), tmp_path)).found]
    block = re.search(r'<script type="application/json" id="facts-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    assert not re.search(r"[<>&\u2028\u2029]", block[1])
    assert {entity["name"] for entity in json.loads(block[1])["entities"]} == set(HOSTILE)


def test_the_title_is_text(tmp_path: Path) -> None:
    page = written(PageData(title="</title><script>x</script> & \ud800"), tmp_path)
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert html.unescape(title[1]) == "</title><script>x</script> & \ufffd"


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = written(small(), tmp_path)

    def fail(model: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(writing, "render_page", fail)
    with pytest.raises(OSError, match="no space"):
        write_page(large(3), tmp_path / "facts.html")
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == [old]


def test_size(tmp_path: Path) -> None:
    assert len(written(small(), tmp_path).encode()) < 700_000
    assert len(written(large(1000), tmp_path).encode()) < 1_500_000


def test_every_word_is_there_in_every_language() -> None:
    texts = page_texts()
    assert list(texts) == list(LANGUAGES)
    for key, words in texts["en"].items():
        holes = set(re.findall(r"\{\w+\}", words))
        assert {language: set(re.findall(r"\{\w+\}", texts[language][key])) for language in texts} == dict.fromkeys(
            texts, holes
        )


def test_every_unit_that_the_rules_find_has_a_name_in_every_language() -> None:
    names = unit_names()
    codes = {row[1] for row in read_table(UNIT_CODES, ("unit", "code", "factor")) if row[1]}
    assert [code for code in sorted(codes) for known in names.values() if code not in known] == []
    # After 1, 2 and 5; a form that never changes stands alone.
    forms = {language: {len(found) for found in known.values()} for language, known in names.items()}
    assert forms == {"kk": {1}, "ru": {1, 3}, "en": {1, 2}}
    assert names["ru"]["km"] == ["километр", "километра", "километров"]


def test_the_page_asks_for_no_other_words() -> None:
    texts = page_texts()["en"]
    sources = "".join(path.read_text("utf-8") for path in [*DATA.glob("*.js"), DATA / "page.html.j2"])
    asked = set(re.findall(r'\bt\("([\w.]+)"[,)]', sources)) | set(re.findall(r'data-t(?:-\w+)?="([\w.]+)"', sources))
    prefixes = set(re.findall(r'"([a-z_]+\.)" \+', sources)) | {"kinds.", "link."}
    assert asked - texts.keys() == set()
    used = (
        asked
        | {key for key in texts if key.startswith(tuple(prefixes))}
        | set(re.findall(r'"([a-z_]+)"', sources))
        | {"noscript"}
    )
    assert texts.keys() - used == set()


@pytest.mark.parametrize("name", [file.name for file in vendored_files()])
def test_what_others_made_is_as_it_was_published(name: str) -> None:
    assert vendored_text(name)


def test_vendored_files_are_listed_and_small() -> None:
    listed = {file.name for file in vendored_files()}
    assert {path.name for path in FOLDER.iterdir()} == listed | {"vendor.tsv"}
    assert sum((FOLDER / name).stat().st_size for name in listed) < 1_200_000
    assert not any("</script" in vendored_text(name).lower() for name in listed if name.endswith((".js", ".json")))


def test_a_damaged_file_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "d3.min.js").write_text("alert(1)", "utf-8")
    monkeypatch.setattr("atau.facts.page.vendor.FOLDER", tmp_path)
    vendored_text.cache_clear()
    with pytest.raises(ValueError, match=r"d3\.min\.js: checksum mismatch; reinstall atau"):
        vendored_text("d3.min.js")


@pytest.mark.parametrize("name", ["words.tsv", "units.tsv", "vendor/vendor.tsv"])
def test_tables_say_source_licence_and_columns(name: str) -> None:
    lines = (DATA / name).read_text("utf-8").splitlines()
    notes = {line[2:].split(":")[0] for line in lines if line.startswith("# ")}
    rows = [line for line in lines if not line.startswith("#")]
    assert {"source", "licence", *rows[0].split("\t")} <= notes
    assert rows[1:] == sorted(rows[1:])


def test_every_script_and_style_is_in_the_page() -> None:
    own = {path.name for path in DATA.glob("*.js")} | {path.name for path in DATA.glob("*.css")}
    assert own == {*writing._SCRIPTS, *writing._STYLES}
    # Markup is never made of text.
    sources = "".join(path.read_text("utf-8") for path in DATA.glob("*.js"))
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser", sources
    )


def test_licences_are_in_the_page(tmp_path: Path) -> None:
    page = written(small(), tmp_path)
    for words in ("Mike Bostock", "Michael Bostock", "Apache License", "Natural Earth", "d3 7.9.2 (ISC)"):
        assert words in page
