"""Annotating an endless stream of texts in bounded memory: what `atau.stream` is.

A pipeline keeps every word it has ever seen. In a memory zone of spaCy it forgets the words of a batch when the batch
is done, and with them the documents, so what leaves the zone has to be plain data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, overload
from weakref import WeakKeyDictionary

from atau.batching import in_batches

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
# Two zones of one pipeline at a time would free each other's words.
_locks: WeakKeyDictionary[Any, Lock] = WeakKeyDictionary()


def record(doc: Doc) -> dict[str, Any]:
    """What is known of `doc` as plain data: text, ents, nested and people, as a line of the JSONL output has them."""
    from atau.annotate.annotation import ENTITIES_ONLY, describe

    found = describe(doc, ENTITIES_ONLY)
    return {"text": doc.text, "ents": found.ents, "nested": found.nested, "people": found.people}


@overload
def stream(nlp: Language, texts: Iterable[str]) -> Iterator[dict[str, Any]]: ...
@overload
def stream(nlp: Language, texts: Iterable[str], read: Callable[[Doc], T]) -> Iterator[T]: ...
def stream(nlp: Language, texts: Iterable[str], read: Callable[[Doc], Any] = record) -> Iterator[Any]:
    """What `read` makes of the document of each text, in order, however many texts there are.

    nlp: a pipeline, for instance from `atau.load`. texts: read a few dozen ahead. read: called with each Doc while it
    lives; by default it gives a dict with the keys text, ents, nested and people, as ``atau annotate`` writes them.

    Documents and their words are freed when their batch is done. What `read` returns must therefore hold no Doc, Span,
    Token or Lexeme, only plain data. While a stream is read, the same pipeline may serve other streams (of other
    threads, too), but no calls of ``nlp(text)``: their documents would lose their words. Use a second pipeline.

    Raises TypeError where `read` returns an object of spaCy, and whatever `nlp` and `read` raise; the stream ends
    there.

    >>> import atau
    >>> nlp = atau.load("rules")
    >>> texts = ["Атырауда 5 адам.", "Жаңбыр жауды."]
    >>> [[ent["text"] for ent in found["ents"]] for found in atau.stream(nlp, texts)]
    [['Атырауда', '5'], []]
    >>> list(atau.stream(nlp, texts, len))
    [4, 3]
    """
    lock = _locks.setdefault(nlp, Lock())
    for batch in in_batches(texts, len):
        found: list[Any] = []
        problem: Exception | None = None
        with lock, nlp.memory_zone():
            # Nothing is raised or yielded here: the zone has to close first, or the vocabulary would stay in it.
            try:
                for doc in nlp.pipe(batch):
                    found.append(_plain(read(doc)))
            except Exception as error:
                problem = error.with_traceback(None)
        yield from found
        if problem is not None:
            raise problem


def _plain(found: Any) -> Any:
    from spacy.lexeme import Lexeme
    from spacy.tokens import Doc, Span, Token

    if isinstance(found, (Doc, Span, Token, Lexeme)):
        raise TypeError(
            f"atau.stream: read returned a {type(found).__name__}, which does not outlive its batch; "
            "return text, numbers, lists or dicts"
        )
    return found
