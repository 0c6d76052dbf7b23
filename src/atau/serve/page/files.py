"""The files of the web page by their paths. The service sends them as they are: nothing is made for a visitor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from atau.components.common.explain import rules
from atau.documents.formats import FORMATS
from atau.facts.page import vendor
from atau.facts.page.texts import LANGUAGES, unit_names
from atau.labels import FALLBACK, LABELS
from atau.tables import read_table

#: The Content-Security-Policy to send with the page: it loads nothing from elsewhere, and holds no inline code.
POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
    "img-src 'self' data:"
)
_DATA: Final = Path(__file__).parent / "data"
_FACTS: Final = vendor.FOLDER.parent
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
# What the page of facts has as well: the same files, not copies.
_VENDORED: Final = ("d3.min.js", "topojson-client.min.js", "countries-110m.json", "kazakhstan.json")
_SHARED: Final = {
    "canvas.js": "export { declutter, roving, zoomable };\n",
    "numbers.js": "export { digitsIn, numberIn, unitIn };\n",
}


class PageFile(NamedTuple):
    """media_type: with its charset. content: the bytes to send. sha256: of `content`, in hex digits, for an ETag."""

    media_type: str
    content: bytes
    sha256: str


@lru_cache(maxsize=1)
def page_files() -> Mapping[str, PageFile]:
    """Path to file: ``/`` is the page, all others lie below ``/page/``; their links are relative to each other.

    Raises TableError for a table that is damaged, ValueError for a vendored file that is not as it was published.
    """
    made = {"/": _file(".html", _index())}
    for path in sorted(_DATA.iterdir()):
        if path.suffix in (".css", ".js", ".svg"):
            made[f"/page/{path.name}"] = _file(path.suffix, path.read_text("utf-8"))
    for name in _VENDORED:
        made[f"/page/vendor/{name}"] = _file(Path(name).suffix, vendor.vendored_text(name))
    made["/page/figures.css"] = _file(".css", (_FACTS / "figures.css").read_text("utf-8"))
    for name, exports in _SHARED.items():
        made[f"/page/{name}"] = _file(".js", (_FACTS / name).read_text("utf-8") + exports)
    made["/page/labels.css"] = _file(".css", _label_colours())
    made["/page/settings.json"] = _file(".json", json.dumps(_settings(), ensure_ascii=False, separators=(",", ":")))
    made["/page/licences.txt"] = _file(".txt", _licences())
    return MappingProxyType(made)


def page_words() -> dict[str, dict[str, str]]:
    """Language to key to words. Raises TableError."""
    return _by_language("words.tsv", "key")


def rule_words() -> dict[str, dict[str, str]]:
    """Language to id of a rule to what it takes for a mention, in one phrase. Raises TableError."""
    return {**_by_language("rules.tsv", "rule"), "en": {rule.id: rule.meaning for rule in rules().values()}}


def _by_language(name: str, key: str) -> dict[str, dict[str, str]]:
    columns = tuple(LANGUAGES) if key == "key" else ("kk", "ru")
    rows = read_table(_DATA / name, (key, *columns), required="all", unique=(key,))
    return {language: {row[0]: row[index] for row in rows} for index, language in enumerate(columns, 1)}


def _file(suffix: str, text: str) -> PageFile:
    content = text.encode("utf-8")
    return PageFile(_TYPES[suffix], content, hashlib.sha256(content).hexdigest())


def _index() -> str:
    """The page, from its template; its words are there without JavaScript too."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = page_words()
    return environment.get_template("index.html.j2").render(languages=LANGUAGES, words_of=words, t=words["kk"])


def _settings() -> dict[str, Any]:
    """What the scripts need to know of the package."""
    from atau import __version__

    return {
        "version": __version__,
        "words": page_words(),
        "units": unit_names(),
        "rules": rule_words(),
        "labels": [{"name": label.name, "nests": label.nests, "holds": label.holds} for label in LABELS],
        "types": _document_types(),
        "example": (_DATA / "example.txt").read_text("utf-8"),
    }


def _document_types() -> list[str]:
    """The endings of files that can be read, for the file chooser."""
    return sorted(FORMATS)


def _label_colours() -> str:
    rules = [f"[data-label={label.name}] {{ --c: {label.color}; }}\n" for label in LABELS]
    return f"[data-label] {{ --c: {FALLBACK}; }}\n" + "".join(rules)


def _licences() -> str:
    """Name, version and licence of all that others made, each with its text."""
    files = vendor.vendored_files()
    heads = [f"{file.package} {file.version} ({file.licence}): {file.about}" for file in files]
    texts = [f"{file.package}\n\n{vendor.vendored_text(file.name)}" for file in files if file.name.endswith(".txt")]
    return "\n".join(heads) + "\n\n\n" + "\n\n\n".join(texts)
