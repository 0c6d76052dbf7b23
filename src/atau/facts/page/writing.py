"""The page itself: a single file that loads nothing else, from the template, styles and scripts in data/."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from atau.facts.page.data import PageData
from atau.facts.page.model import page_model
from atau.facts.page.registry import PageLimits
from atau.facts.page.texts import LANGUAGES, page_texts, unit_names
from atau.facts.page.vendor import vendored_files, vendored_text
from atau.labels import COLORS, FALLBACK

_DATA: Final = Path(__file__).parent / "data"
#: In the order in which they need each other; together they are one script.
_SCRIPTS: Final = (
    "numbers.js", "core.js", "sentences.js", "cards.js", "offices.js", "timeline.js", "canvas.js", "network.js",
    "map.js", "amounts.js", "documents.js", "main.js",
)  # fmt: skip
_STYLES: Final = ("page.css", "figures.css", "paper.css")
_LIBRARIES: Final = ("d3.min.js", "topojson-client.min.js")
# What could end a script or begin a comment, and line ends of old JavaScript.
_UNSAFE: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def write_page(data: PageData, path: Path | str, limits: PageLimits | None = None) -> list[str]:
    """Write the page to `path`; it takes its name when it is complete.

    Returns a line for each fault of the data: what refers to an unknown id, or has a date that is none, is shown as far
    as it is sound. Raises OSError.
    """
    model, remarks = page_model(data, limits or PageLimits())
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(render_page(model), encoding="utf-8", newline="\n")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return remarks


def render_page(model: dict[str, Any]) -> str:
    """The HTML for a `page_model`."""
    from markupsafe import Markup

    from atau import __version__

    scripts = [vendored_text(name).strip("\n") for name in _LIBRARIES] + [_own_script()]
    styles = "\n".join(_file(name) for name in _STYLES)
    blocks = {
        "facts-data": script_json(model),
        "facts-texts": script_json(
            {"texts": page_texts(), "units": unit_names(), "colors": COLORS, "fallback": FALLBACK}
        ),
        "facts-world": vendored_text("countries-110m.json").strip(),
        "facts-regions": vendored_text("kazakhstan.json").strip(),
    }
    return str(_environment().get_template("page.html.j2").render(
        title=_SURROGATE.sub("\ufffd", model["title"]),
        policy=_policy(scripts, styles),
        styles=Markup(styles),
        scripts=[Markup(script) for script in scripts],
        blocks={name: Markup(block) for name, block in blocks.items()},
        languages=LANGUAGES,
        texts=page_texts(),
        licences=_licences(),
        version=__version__,
    ))  # fmt: skip


def script_json(value: Any) -> str:
    """`value` as JSON that can stand in a script element: no text can end it, lone surrogates are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _policy(scripts: list[str], styles: str) -> str:
    """The Content-Security-Policy: nothing is loaded, and only these scripts and styles count."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(styles)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


@lru_cache(maxsize=1)
def _own_script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_file(name) for name in _SCRIPTS) + "})();"


def _licences() -> list[tuple[str, str]]:
    """(what it is, text of the licence) of all that others made."""
    texts = {"d3.min.js": "d3.txt", "topojson-client.min.js": "topojson-client.txt",
             "countries-110m.json": "world-atlas.txt", "kazakhstan.json": "apache.txt"}  # fmt: skip
    return [
        (f"{file.package} {file.version} ({file.licence}): {file.about}", vendored_text(texts[file.name]))
        for file in vendored_files()
        if file.name in texts
    ]


def _file(name: str) -> str:
    return (_DATA / name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Any:
    # Needed only when a page is written.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
