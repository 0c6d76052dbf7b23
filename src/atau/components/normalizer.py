"""Sets dictionary forms (``normal``), values (``quantity``) and who is who (``cluster``, ``doc._.people``)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.candidates import NESTED
from atau.components.clusters import join_mentions
from atau.components.extensions import register
from atau.components.normal_form import normal_form, surface, words_of
from atau.components.quantity_value import Quantity, parse_quantity
from atau.components.words import make_word

_MAX_AFTER = 6
_MINUS = frozenset("-−–")
_TEMPERATURES = ("{degree}", "Cel")
_OPENING = frozenset("(«\"“[")


def span_normal(span: Span) -> str:
    """The dictionary form of a mention, from its tokens and its label alone."""
    return normal_form(surface(words_of(span)), span.label_)


def span_quantity(span: Span) -> Quantity | None:
    """The value of a quantity, from its tokens alone.

    Beside it, the words after it tell the noun that is counted, and a minus may stand before it (`-35 градус`).
    """
    words, spaced, after = [t.text for t in span], [bool(t.whitespace_) for t in span], _words_after(span)
    found = parse_quantity(words, spaced, after)
    sign = _minus_before(span) if found is not None else ""
    # A dash in front of anything but a temperature may be a bullet.
    if found is not None and sign and (sign == "минус" or found.unit in _TEMPERATURES):
        return parse_quantity([sign, *words], [False, *spaced], after)
    return found


def _minus_before(span: Span) -> str:
    """The minus that stands before a number outside of its mention, or an empty string."""
    if not span.start or not span[0].text[:1].isdigit():
        return ""
    before = span.doc[span.start - 1]
    if before.text.lower() == "минус":
        return "минус"
    if before.text not in _MINUS or before.whitespace_:
        return ""
    # 20-35, 20 -35: a range, a telephone
    outside = span.doc[span.start - 2] if span.start > 1 else None
    fresh = outside is None or outside.whitespace_ or outside.is_space or outside.text in _OPENING
    return before.text if fresh and not (outside is not None and outside.text[-1:].isdigit()) else ""


def _words_after(span: Span) -> list[str]:
    """The words that follow in the sentence, in lower case, up to a sign, a number or a capital."""
    found: list[str] = []
    doc = span.doc
    for i in range(span.end, min(len(doc), span.end + _MAX_AFTER)):
        word = make_word(doc[i].text)
        if word.space:
            if word.form.count("\n") > 1:
                break
            continue
        if not word.alpha or word.digit or word.title:
            break
        found.append(word.norm)
    return found


class Normalizer:
    """Sets ``normal`` on entities and nested mentions that are names, ``quantity`` on quantities; joins the mentions.

    It looks at tokens and labels only: the spans may come from rules, from a model or from gold.
    """

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        mentions = [*doc.ents, *doc.spans.get(NESTED, ())]
        for span in mentions:
            if span.label_ == "QUANTITY":
                quantity = span_quantity(span)
                span._.quantity = quantity.as_dict() if quantity else None
            else:
                span._.normal = span_normal(span)
        join_mentions(doc, mentions)
        return doc


@Language.factory("kk_normalizer", requires=["doc.ents"])
def make_normalizer(nlp: Language, name: str) -> Normalizer:
    """The normalizer; it needs no settings."""
    return Normalizer()
