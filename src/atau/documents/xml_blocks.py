"""The paragraphs of the XML of a word processor, in reading order, tables row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from atau.documents.missing import library
from atau.documents.model import Unreadable

Role = Literal["paragraph", "row", "cell", "text", "tab", "break", "hyphen", "spaces", "skip"]
CELLS: Final = " | "  # between the cells of a row, so that no name goes on in the next one
_LONG_CELL: Final = 300  # characters; a table with such a cell lays out a page, and is read cell by cell
_MAX_SPACES: Final = 100


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """roles: of elements by their full name; all others are looked into. everywhere: text stands in any element of a
    paragraph, not only in those of the role "text"."""

    roles: Mapping[str, Role]
    everywhere: bool = False


def parse_xml(data: bytes) -> Any:
    """The root element. Raises Unreadable. Entities are not resolved, and nothing is fetched."""
    etree = library("lxml.etree", "lxml")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"broken inside: {error}", "get the file again, or open and save it anew") from None


@dataclass(slots=True)
class _Blocks:
    """The paragraphs, rows and cells that are open, the innermost last."""

    found: list[list[str]] = field(default_factory=lambda: [[]])
    paragraphs: list[list[str]] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)

    def add(self, text: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1].append(text)

    def start(self, role: Role) -> None:
        if role == "paragraph":
            self.paragraphs.append([])
        elif role == "row":
            self.rows.append([])
        elif role == "cell":
            self.found.append([])

    def end(self, role: Role) -> None:
        if role == "paragraph":
            text = "".join(self.paragraphs.pop()).strip()
            if text:
                self.found[-1].append(text)
        elif role == "cell":
            cell = self.found.pop()
            if self.rows:
                self.rows[-1].append(cell)
            else:
                self.found[-1] += cell
        elif role == "row":
            self.found[-1] += _row(self.rows.pop())


def _row(cells: list[list[str]]) -> Iterator[str]:
    texts = [" ".join(" ".join(cell).split()) for cell in cells if cell]
    if any(len(text) > _LONG_CELL for text in texts):
        for cell in cells:
            yield from cell
    elif texts:
        yield CELLS.join(texts)


def blocks(root: Any, words: Vocabulary) -> list[str]:
    """The paragraphs below `root`. A paragraph in another one (a text box, a note) comes before it."""
    etree = library("lxml.etree", "lxml")
    state = _Blocks()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        role = words.roles.get(element.tag) if isinstance(element.tag, str) else None
        if event == "start":
            if role == "skip":
                walker.skip_subtree()
            elif role is not None:
                state.start(role)
                state.add(_content(element, role))
            if words.everywhere and role != "skip" and element.text:
                state.add(_single(element.text))
            continue
        if role is not None:
            state.end(role)
        if words.everywhere and element is not root and element.tail:
            state.add(_single(element.tail))
    return state.found[0]


def _content(element: Any, role: Role) -> str:
    if role == "text":
        return element.text or ""
    if role == "spaces":
        count = next((value for name, value in element.attrib.items() if name.endswith("}c")), "1")
        return " " * (min(int(count), _MAX_SPACES) if count.isdecimal() else 1)
    return {"tab": "\t", "break": "\n", "hyphen": "-"}.get(role, "")


def _single(text: str) -> str:
    """White space as these formats mean it: however much there is, line ends included, one space."""
    return re.sub(r"[ \t\r\n]+", " ", text)
