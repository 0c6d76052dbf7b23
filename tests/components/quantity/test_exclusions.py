"""Every rule about numbers that are not amounts holds examples in its docstring; here they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.quantity.addresses import ADDRESS_RULES
from atau.components.quantity.codes import CODE_RULES
from atau.components.quantity.context import NumberContext, Rule
from atau.components.quantity.dates import DATE_RULES
from atau.components.quantity.elements import sequence
from atau.components.quantity.exclusions import OTHER_RULES, is_excluded
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import shared_lexicon
from atau.components.quantity.spoken import SPOKEN_RULES
from atau.morphology.numerals import Numeral

RULES = (*CODE_RULES, *SPOKEN_RULES, *ADDRESS_RULES, *DATE_RULES, *OTHER_RULES)
_EXAMPLE = re.compile(r"(Example|Counterexample): `(.+)`\n")


def _examples() -> Iterator[tuple[Rule, str, bool]]:
    for rule in RULES:
        for kind, source in _EXAMPLE.findall(rule.__doc__ or ""):
            yield rule, source, kind == "Example"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("kk")


def _doc(nlp: Language, text: str) -> Doc:
    """The tokens of `text`; a bar is a boundary that the tokenizer does not see."""
    if "|" not in text:
        return nlp.make_doc(text)
    parts = [nlp.make_doc(part) for part in text.split("|")]
    return Doc(
        nlp.vocab,
        words=[token.text for part in parts for token in part],
        spaces=[bool(token.whitespace_) for part in parts for token in part],
    )


def _verdicts(nlp: Language, source: str, rule: Rule) -> tuple[bool | None, bool]:
    """What `rule` says of the number in brackets, and whether the grammar leaves it out."""
    start = source.index("[")
    doc = _doc(nlp, source.replace("[", "").replace("]", ""))
    pieces = [shared_lexicon().elements(token.text) for token in doc]
    items = sequence(pieces, [bool(token.whitespace_) for token in doc], [token.text for token in doc])
    found: list[tuple[bool | None, bool]] = []

    def excluded(grammar: Grammar, numeral: Numeral, first: int, end: int) -> bool:
        token = doc[items.token[first]]
        asked = token.idx <= start < token.idx + len(token)
        verdict = rule(NumberContext(grammar, numeral, first, end)) if asked else None
        result = is_excluded(grammar, numeral, first, end)
        if asked:
            found.append((verdict, result))
        return result

    Grammar(items, shared_lexicon(), excluded).all()
    assert found, f"no number in brackets is read in {source!r}"
    return found[0]


@pytest.mark.parametrize(("rule", "source", "positive"), list(_examples()))
def test_examples(nlp: Language, rule: Rule, source: str, positive: bool) -> None:
    verdict, excluded = _verdicts(nlp, source, rule)
    assert verdict is positive
    assert excluded is positive


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_meaning_and_an_example(rule: Rule) -> None:
    meaning, _, rest = (rule.__doc__ or "").partition("\n")
    assert meaning.endswith(".")
    assert _EXAMPLE.search(rest)
