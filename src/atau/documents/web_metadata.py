"""What a news page says of itself: schema.org (JSON-LD, microdata), Open Graph, meta elements, <time>, <h1>.

Only what a page states is taken: no date is guessed from a footer or an address, for a wrong one is worse than none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from atau.documents.metadata import iso_date, put

_ARTICLE: Final = re.compile(r"(?:\w*Article|\w*Posting|Report)", re.ASCII)
_NODES: Final = 2000  # of JSON-LD
_TITLE: Final = ("og:title", "twitter:title", "dc.title", "title")
_DATE: Final = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publish_date", "publishdate",
    "publication_date", "dc.date", "dc.date.issued", "dcterms.created", "date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_AUTHOR: Final = ("author", "article:author", "dc.creator", "parsely-author", "byl")
_SITE: Final = ("og:site_name", "application-name", "publisher", "dc.publisher")
_URL: Final = ("og:url", "twitter:url")


def page_metadata(tree: Any) -> dict[str, Any]:
    """title, date, author, site, url, language of the page whose root element (lxml) is `tree`."""
    named = _named(tree)
    article = next(_articles(tree), {})
    meta: dict[str, Any] = {}
    put(meta, "title", _text(article.get("headline")))
    put(meta, "title", _first(named, _TITLE))
    headings = [heading for heading in tree.iter("h1") if _inner(heading)]
    if len(headings) == 1:
        put(meta, "title", _inner(headings[0]))
    put(meta, "date", _date(tree, article, named))
    put(meta, "author", _people(article.get("author")))
    author = _first(named, _AUTHOR)
    put(meta, "author", None if author is None or author.startswith(("http:", "https:")) else author)
    put(meta, "site", _people(article.get("publisher")))
    put(meta, "site", _first(named, _SITE))
    put(meta, "url", _address(tree, article, named))
    put(meta, "language", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return meta


def _named(tree: Any) -> dict[str, str]:
    """The contents of the meta elements by their name, property or itemprop, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop"):
            name = element.get(attribute)
            if name and content and content.strip():
                found.setdefault(name.strip().casefold(), content)
    return found


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _date(tree: Any, article: dict[str, Any], named: dict[str, str]) -> str | None:
    """The date of publication that the page states; of <time> the one, where there is one only in the article."""
    candidates: list[Any] = [article.get("datePublished"), *(named.get(name) for name in _DATE)]
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") or "").casefold() == "datepublished":
            candidates.append(element.get("datetime") or element.get("content") or _inner(element))
    for value in candidates:
        if (found := iso_date(value)) is not None:
            return found
    scopes = list(tree.iter("article"))
    scope = scopes[0] if len(scopes) == 1 else tree
    times = {iso_date(element.get("datetime") or _inner(element)) for element in scope.iter("time")} - {None}
    return times.pop() if len(times) == 1 else None


def _address(tree: Any, article: dict[str, Any], named: dict[str, str]) -> str | None:
    entity = article.get("mainEntityOfPage")
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    stated = entity.get("@id") if isinstance(entity, dict) else entity
    for value in (*links, _first(named, _URL), _text(article.get("url")), stated):
        if isinstance(value, str) and _is_address(value.strip()):
            return value.strip()
    return None


def _is_address(value: str) -> bool:
    try:
        return urlsplit(value).scheme in ("http", "https")
    except ValueError:
        return False


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that describe an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().casefold() != "application/ld+json" or not script.text:
            continue
        try:
            waiting = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                kinds = node.get("@type")
                if any(
                    isinstance(k, str) and _ARTICLE.fullmatch(k)
                    for k in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield node
                waiting += [node["@graph"]] if "@graph" in node else []


def _people(value: Any) -> str | None:
    """The names in the author or publisher of JSON-LD: a text, an object with a name, or a list of these."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip() and not name.startswith(("http:", "https:")):
            names.append(" ".join(name.split()))
    return ", ".join(names) or None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _inner(element: Any) -> str | None:
    return None if element is None else " ".join("".join(element.itertext()).split()) or None
