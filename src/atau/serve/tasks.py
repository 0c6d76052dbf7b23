"""What goes to the processes and what comes back: plain data that pickles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from atau.annotate.records import InputRecord

#: What is made of a text: a line of JSONL, or that with what joins documents.
Want = Literal["record", "facts"]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a request, as those of `atau annotate`. nested: write the mentions inside others."""

    labels: tuple[str, ...] | None = None
    min_score: float | None = None
    nested: bool = True
    explain: bool = False
    facts: bool = False


@dataclass(frozen=True, slots=True)
class Labelling:
    """What a labelling configuration of Label Studio says: the tags Labels and Text, the field of a task with the text.

    labels: label of the project by label of the model: a Label whose value, or alias, is the label of the model.
    """

    from_name: str
    to_name: str
    field: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextTask:
    """A text to annotate.

    source: an object of JSON with a field `text`, as it was sent; the bytes of a plain text; or a record that was read
    from a document. encoding: of the bytes. line: its number in a stream. labelling: the result is
    a prediction for Label Studio.
    """

    source: bytes | InputRecord
    kind: Literal["json", "text", "record"]
    options: Options
    want: Want = "record"
    encoding: str = "auto"
    line: int | None = None
    labelling: Labelling | None = None


@dataclass(frozen=True, slots=True)
class TextResult:
    """What came of a text: `data`, a line of JSON without its end, or a problem with the status code that fits it.

    characters: how long the text is. found: what is joined with other texts.
    """

    id: Any = None
    line: int | None = None
    data: bytes = b""
    problem: str | None = None
    status: int = 200
    characters: int = 0
    found: DocumentFacts | None = None


@dataclass(frozen=True, slots=True)
class JoinTask:
    """The people, organisations and places of the documents of a request, to be joined: `DocumentFacts`, in order."""

    documents: Sequence[DocumentFacts]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What of a document is joined with others; the number of the document stands in place of its id.

    people, organisations: rows of profiles (`atau.facts.people.rows`). places: (id, mention) of each. facts: as in the
    record. known: what the gazetteer says of a place, by id.
    """

    people: list[dict[str, Any]] = field(default_factory=list)
    organisations: list[dict[str, Any]] = field(default_factory=list)
    places: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileTask:
    """An uploaded file at `path`, called `name` by its owner. characters: how many its texts may have together."""

    path: str
    name: str
    characters: int
    text_field: str = "text"
    encoding: str = "auto"


@dataclass(frozen=True, slots=True)
class SplitTask:
    """A JSON body with a text, or with documents, `most` of them."""

    body: bytes
    most: int


@dataclass(frozen=True, slots=True)
class StudioTask:
    """A body that Label Studio sent, with `most` tasks. labels: of the model. is_setup: it may have no tasks."""

    body: bytes
    most: int
    labels: Sequence[str]
    is_setup: bool


@dataclass(frozen=True, slots=True)
class StudioTexts:
    """The texts of the tasks that Label Studio sent, in order, and what is wrong with the others."""

    items: list[TextTask | TextResult]


@dataclass(frozen=True, slots=True)
class IdentityTask:
    """A text whose id is asked for."""

    body: bytes


#: A body that has come, of which something is asked for.
ReadTask = SplitTask | StudioTask | IdentityTask


@dataclass(frozen=True, slots=True)
class BadBody:
    """A body that cannot be read; status: the code that fits."""

    problem: str
    status: int = 400
