"""Plain text, Markdown and subtitles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from atau.documents.decoding import DecodeError, decode, nul_problem
from atau.documents.metadata import from_fields, put
from atau.documents.missing import library
from atau.documents.model import Part, Unreadable, join_paragraphs, paragraphs_of
from atau.documents.options import ReadOptions, read_all
from atau.documents.subtitles import looks_like_subtitles, read_subtitles

_FRONT: Final = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"(\w[\w -]{0,60}):[ \t]*(.*)")


def decoded_text(stream: BinaryIO, options: ReadOptions) -> str:
    """The text of a file. Raises Unreadable where it is none."""
    try:
        text = decode(read_all(stream, options.max_bytes), options.encoding).text
    except DecodeError as error:
        raise Unreadable(str(error)) from None
    if problem := nul_problem(text):
        raise Unreadable(problem)
    return text


def read_text(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The text as it stands; of subtitles the text of the cues."""
    text = decoded_text(stream, options)
    yield _cues(text) if looks_like_subtitles(text) else Part(text=text, paragraphs=paragraphs_of(text))


def read_subtitle_file(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The text of the cues. Raises Unreadable where there are none."""
    yield _cues(decoded_text(stream, options))


def _cues(source: str) -> Part:
    text, cues = read_subtitles(source)
    if not cues:
        raise Unreadable("no cue of subtitles (a line of times with -->, then text)", "if it is prose, name it .txt")
    shown = [{"start": cue.start, "end": cue.end, "from": cue.begin, "to": cue.finish} for cue in cues]
    return Part(text=text, meta={"cues": shown}, paragraphs=tuple((cue.start, cue.end) for cue in cues))


def read_markdown(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The text of a Markdown file without its marks; title, date and author from the front matter, where it has one."""
    source = decoded_text(stream, options)
    fields: dict[str, Any] = {}
    if front := _FRONT.match(source):
        for line in (front[1] or "").splitlines():
            if found := _FIELD.fullmatch(line.strip()):
                fields[found[1]] = found[2].strip().strip("\"'")
        source = source[front.end() :]
    parser = library("markdown_it", "markdown-it-py").MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source)
    text, places = join_paragraphs(list(_blocks(tokens)))
    meta = from_fields(fields)
    heading = next((n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"), None)
    put(meta, "title", None if heading is None else _inline(tokens[heading + 1]))
    yield Part(text=text, meta=meta, paragraphs=places)


def _blocks(tokens: list[Any]) -> Iterator[str]:
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cells or [])
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline(token))
        elif token.type == "inline":
            yield _inline(token)
        elif token.type in ("fence", "code_block"):
            yield token.content


def _inline(token: Any) -> str:
    """The text of a paragraph or heading: pictures go, of links the text stays."""
    pieces = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
    return "".join(pieces)
