"""The output formats: each turns annotations into bytes for an `Output`.

A writer gets batches in order and writes whole records. Formats that are one document (html,
spacy) end it in `close`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Protocol

from atau.annotate.batches import Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.corpus.formats.columns import escape as escape

if TYPE_CHECKING:
    from spacy.tokens import DocBin


class Writer(Protocol):
    """`need` says what it wants of the annotation. `write` gets a batch without its failures."""

    need: WriterRequirements

    def write(self, batch: Sequence[Annotated]) -> None: ...

    def close(self, *, complete: bool) -> None: ...


#: The version of annotation.schema.json; its first number changes where readers have to.
SCHEMA_VERSION: Final = "1.0"


def annotation_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line of the JSONL output."""
    text = (resources.files("atau") / "data" / "annotation.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class JsonlWriter:
    """One object a line: the fields of the record, then ents, nested and people, as annotation.schema.json says."""

    need = WriterRequirements()

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        self._output.write(b"".join(json_line(item) for item in batch))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def json_line(item: Annotated) -> bytes:
    """`item` as a line of JSON in UTF-8. A text file's record has the fields id and text."""
    fields = item.record.fields or {"id": item.record.id, "text": item.record.text}
    found = item.annotation
    ours = {"ents": found.ents, "nested": found.nested, "people": found.people, "atau_schema": SCHEMA_VERSION}
    return dump({**fields, **ours})


def dump(value: Any) -> bytes:
    """`value` as one line of JSON in UTF-8, a line feed at the end.

    The separators that Unicode has beside the line feed are written as escapes: many programs
    take them for the end of a line.
    """
    line = json.dumps(value, ensure_ascii=False).translate(_SEPARATORS)
    try:
        return line.encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair in some other field of the record
        return json.dumps(value).encode("ascii") + b"\n"


_SEPARATORS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


class ConllWriter:
    """IOB2 in two columns: ``# id = …``, a line ``token TAB tag`` for each token that is not
    white space, an empty line after each sentence.

    A token may hold spaces (``т ө р а ғ а с ы``); the columns are parted by the tab alone. A
    backslash, a tab or a line break inside a token or an id is written as an escape.
    """

    need = WriterRequirements(tokens=True)

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        self._output.write("".join(conll_record(item) for item in batch).encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def conll_id(identity: Any) -> str:
    """How an id stands in the comment of its record."""
    text = identity if isinstance(identity, str) else json.dumps(identity, ensure_ascii=False)
    return escape(text).encode("utf-8", errors="backslashreplace").decode("utf-8")


def conll_record(item: Annotated) -> str:
    """`item` as lines of CoNLL, an empty line at the end."""
    lines = [f"# id = {conll_id(item.record.id)}"]
    for sentence in item.annotation.tokens or [[]]:
        lines += [f"{escape(token)}\t{tag}" for token, tag in sentence]
        lines.append("")
    return "\n".join(lines) + "\n"


class HtmlWriter:
    """One page that needs no other file: a section a record, marked as displaCy does it."""

    need = WriterRequirements()

    def __init__(self, output: Output) -> None:
        self._output = output
        self._started = False

    def write(self, batch: Sequence[Annotated]) -> None:
        self._start()
        self._output.write("".join(html_section(item) for item in batch).encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        if complete:
            self._start()
            self._output.write(b"</body>\n</html>\n")
        self._output.close(complete=complete)

    def _start(self) -> None:
        if not self._started:
            self._output.write(_HTML_HEAD.encode("utf-8"))
            self._started = True


_HTML_HEAD: Final = """<!DOCTYPE html>
<html lang="kk">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>atau</title>
<style>
body { font-family: system-ui, sans-serif; font-size: 16px; color: #111; background: #fff;
  max-width: 60em; margin: 2em auto; padding: 0 1em; }
section { margin-bottom: 4em; }
h2 { font-size: 1.1em; overflow-wrap: anywhere; }
mark { color: #111; }
</style>
</head>
<body>
"""


def html_section(item: Annotated) -> str:
    """`item` as a section of the page, everything that comes from outside escaped."""
    from spacy.displacy.render import EntityRenderer

    from atau.components.common.display import OPTIONS, displacy_entity

    renderer = EntityRenderer(OPTIONS)
    spans = [displacy_entity(ent["start"], ent["end"], ent["label"], ent) for ent in item.annotation.ents]
    body = renderer.render_ents(item.record.text, spans, None)
    title = html.escape(_clean(str(item.record.id)))
    return f"<section>\n<h2>{title}</h2>\n{_clean(body)}</section>\n"


def _clean(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")


class SpacyWriter:
    """A DocBin with user data, so that ``ent._.normal`` and the others come back with
    ``DocBin().from_disk(path).get_docs(nlp.vocab)``.

    The format is one document: all records are held in memory until the end. The id and the
    other fields of a record are in ``doc.user_data``.
    """

    need = WriterRequirements(docbin=True)

    def __init__(self, output: Output) -> None:
        self._output = output
        self._bin: DocBin | None = None

    def write(self, batch: Sequence[Annotated]) -> None:
        from spacy.tokens import DocBin

        for item in batch:
            if item.annotation.docbin is not None:
                one = DocBin(store_user_data=True).from_bytes(item.annotation.docbin)
                if self._bin is None:
                    self._bin = one
                else:
                    self._bin.merge(one)

    def close(self, *, complete: bool) -> None:
        if complete:
            from spacy.tokens import DocBin

            self._output.write((self._bin or DocBin(store_user_data=True)).to_bytes())
        self._output.close(complete=complete)
