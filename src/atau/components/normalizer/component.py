"""Sets dictionary forms (``normal``), values (``quantity``) and who is who (``cluster``, ``doc._.people``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from spacy.attrs import SPACY
from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED
from atau.components.common.extensions import claim, register
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.token_facts import Word, words
from atau.components.normalizer.amounts import Amounts
from atau.components.normalizer.clusters import MentionJoiner
from atau.components.normalizer.nominative import nominatives
from atau.components.normalizer.normal_form import normal_forms
from atau.components.normalizer.person_names import NameParser
from atau.components.normalizer.tables import TABLES
from atau.components.quantity.lexicon import quantity_lexicon
from atau.components.quantity.parsing import parse_quantity
from atau.components.quantity.value import Quantity
from atau.labels import AMOUNTS
from atau.tables import TableSet

_MAX_CACHED = 16_384


class _Reader:
    """What the normalizer reads mentions with: the words of `tables`. Raises TableError."""

    def __init__(self, tables: TableSet) -> None:
        known = nominatives(tables)
        self.normal = normal_forms(tables).of_tokens
        self.lexicon = quantity_lexicon(tables).read_all()
        parse = partial(parse_quantity, lexicon=self.lexicon)
        self.quantity = lru_cache(maxsize=_MAX_CACHED)(parse)
        parser = NameParser(known.names, known.words["father"])
        self.joiner = MentionJoiner(parser, known.words["unabbreviated"])


@lru_cache(maxsize=1)
def _shared_reader() -> _Reader:
    """The reader of the package's tables; it is built once."""
    return _Reader(TableSet(TABLES))


class _Text:
    """The tokens of a doc as words, and whether white space follows them."""

    def __init__(self, doc: Doc, reader: _Reader) -> None:
        self._reader = reader
        self.words: Sequence[Word] = words(doc)
        self.spaced: list[bool] = [bool(flag) for flag in doc.to_array(SPACY).tolist()]
        self._amounts = Amounts(self.words, self.spaced, reader.quantity, reader.lexicon)

    def normal(self, start: int, end: int, label: str) -> str:
        return self._reader.normal(
            tuple(word.form for word in self.words[start:end]), tuple(self.spaced[start:end]), label
        )

    def quantity(self, start: int, end: int) -> Quantity | None:
        return self._amounts.value(start, end)


def span_normal(span: Span) -> str:
    """The dictionary form of a mention, from its tokens and its label alone."""
    return _Text(span.doc, _shared_reader()).normal(span.start, span.end, span.label_)


def span_quantity(span: Span) -> Quantity | None:
    """The value of a quantity, from its tokens alone.

    The words after the span give the noun that is counted; a minus sign may stand before it (`-35 градус`), and the
    heading of a table may give it a unit (`Сомасы, мың теңге`).
    """
    return _Text(span.doc, _shared_reader()).quantity(span.start, span.end)


class Normalizer(TableComponent):
    """Sets ``normal`` on entities and nested mentions that are names, ``quantity`` on amounts; joins the mentions.

    It looks at tokens and labels only: the spans may come from rules, from a model or from gold.
    """

    READS = ("entities",)
    TABLES = TABLES

    def build(self) -> None:
        register()
        self._reader = _Reader(self.tables) if self.tables.is_custom(*TABLES) else _shared_reader()

    def annotate(self, doc: Doc) -> None:
        text = _Text(doc, self._reader)
        named: list[tuple[Span, str]] = []
        for span in (*doc.ents, *doc.spans.get(NESTED, ())):
            claim(span)
            start, end, label = span.start, span.end, span.label_
            if label in AMOUNTS:
                quantity = text.quantity(start, end)
                span._.quantity = quantity.as_dict() if quantity else None
            else:
                normal = text.normal(start, end, label)
                span._.normal = normal
                named.append((span, normal))
        self._reader.joiner.join(doc, named)


@Language.factory(
    "kk_normalizer",
    requires=["doc.ents"],
    assigns=["span._.normal", "span._.quantity", "span._.cluster", "doc._.people"],
    default_config=DEFAULTS,
)
def make_normalizer(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Normalizer:
    """The normalizer; `tables` and `extra` as in `TableComponent`."""
    return Normalizer(tables, extra)
