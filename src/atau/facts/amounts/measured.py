"""The noun before an amount that says what is measured: `құны – 47 миллиард теңге`, `халық саны 20 миллионға жетті`."""

from __future__ import annotations

import re
from typing import Final

from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause
from atau.facts.amounts.lists import list_measure
from atau.facts.amounts.nouns import before_bracket, belongs_to, is_kind, is_measure, is_object, phrase_start
from atau.facts.amounts.phrase import TIMES, Kind, is_finite, is_plural, kind_of
from atau.facts.named import value_of
from atau.facts.tables import amount_words, words_of
from atau.facts.view import DASHES, LINE, FactDoc, Named
from atau.labels import AMOUNTS
from atau.morphology.numerals_words import word_class

_REACH: Final = 6
_ASIDE: Final = frozenset(("loc", "abl", "dat", "acc", "ins", "attr"))
_FROM: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_VOTES: Final = re.compile(r".{2,}[ғгқк][ае]н[ыі]")  # қолдағаны – 82, жақтағандары – 40
#: Before a dash no accusative stands: арзаны, қалғаны.
_OWNED_N: Final = re.compile(r".{2,}[аәеиоөұүыі]н[ыі]")
#: Behind it stands no thing but which of those of the clause before: ең үлкені – 92 грамм.
MOST: Final = "ең"
_OF_TIME: Final = ("ғы", "гі")  # биылғы, кешегі
_OURS: Final = ("мыз", "міз", "быз", "біз", "пыз", "піз", "сақ", "сек", "рақ", "рек")
#: Before a dash they end nouns: жоспар, аймақ.
_LIKE_VERBS: Final = ("ар", "ер", "мақ", "мек")


def measure(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`құны – 47 миллиард теңге`, `халық саны 20 миллионға жетті`."""
    words = amount_words()
    following = view.norm(view.after(amount.end))
    if following.startswith(TIMES) or following in words["occasion"] or _is_priced(view, amount):
        return None
    token = view.before(amount.start)
    for _ in range(_REACH):
        if token < first:
            return None
        if view.owner[token] >= 0:
            named = view.flat[view.owner[token]]
            passed = named.label == "LOC" and view.case(named) in _ASIDE  # бағасы Оралдағыдан 95 теңгеге қымбат
            if not passed and not is_other_end(view, named, amount):
                return None
            token = view.before(named.start)
            continue
        norm = view.norms[token]
        described = token + 1 < amount.start and norm in words["adjective"] and _is_plain_noun(view, token + 1)
        if not described and (is_measure(norm) or _is_height(view, token, first)):  # not айлық инфляция
            left = view.before(token)
            if left >= first and is_kind(view, left, norm):
                return None  # Қаратау ауданында, «Тұлпар» қоры
            before = view.before(token)
            belongs = belongs_to(view, before, first) and not (is_plural(view.norms[before]) and is_object(norm))
            return Counted(before if belongs else token, token + 1, "facts.amount_measure")
        skipped = norm in DASHES or norm in (":", LINE) or norm in words["adverb"] or norm.endswith(("ша", "ше"))
        if not skipped and not view.words[token].digit and not _may_stand_between(view, token):
            return None
        token = view.before(token)
    return None


def _is_priced(view: FactDoc, amount: Named) -> bool:
    """Whether a dash and a sum of money follow: `10 г – 382 теңге`."""
    following = view.flat[amount.index + 1] if amount.index + 1 < len(view.flat) else None
    if following is None or (value_of(following) or {}).get("kind") != "money":
        return False
    gap = view.gap(amount.end, following.start)
    return len(gap) == 1 and gap[0] in DASHES


def is_other_end(view: FactDoc, named: Named, amount: Named) -> bool:
    """Whether an amount is the one that another rises from, or stands beside in one sum.

    `бағаны 200 теңгеден 250 теңгеге көтерді`, `сомасы – 5 млн теңге мен 300 доллар`.
    """
    gap = view.gap(named.end, amount.start)
    if named.label not in AMOUNTS:
        return False
    if not gap:
        return view.norms[named.end - 1].endswith(_FROM)
    return len(gap) == 1 and gap[0] in amount_words()["and"]


def _may_stand_between(view: FactDoc, token: int) -> bool:
    """Whether a word between a measure and its amount is neither a verb nor a noun that is itself the subject."""
    norm = view.norms[token]
    if not view.words[token].alpha or is_finite(norm):
        return False
    if norm in words_of()["time"] or norm.endswith(_OF_TIME) or word_class(norm) is not None:
        return True
    return kind_of(norm) is not Kind.OWNED and not is_plural(norm)


def _is_plain_noun(view: FactDoc, token: int) -> bool:
    norm = view.norm(view.after(token))
    return norm.isalpha() and norm not in amount_words()["adverb"] and kind_of(norm) is Kind.NOUN


def _is_height(view: FactDoc, token: int, first: int) -> bool:
    """`Бойы – 190 сантиметр`; behind a noun it is a postposition: жыл бойы."""
    left = view.before(token)
    if view.norms[token] not in amount_words()["height"]:
        return False
    if left < first or not view.words[left].alpha:
        return True
    return view.owner[left] >= 0 and view.flat[view.owner[left]].label == "PERSON"


def equated(view: FactDoc, amount: Named, first: int, last: int) -> Counted | None:
    """A noun that a dash or a colon equates with the amount: `бас жүлде – 5 миллион теңге;`, `жарақат – 9 пайыз`.

    Behind a measure that a colon ends, the nouns of a list are none (`грант саны: бакалавриат – 50`): it is counted.
    """
    sign = view.before(amount.start)
    if sign >= first and view.owner[sign] >= 0 and ends_clause(view, amount.end, last):
        named = view.flat[view.owner[sign]].label in ("ORG", "LOC")
        return list_measure(view, sign, first) if named else None  # Судың қызуы: Қапшағай 24, Алакөл 22
    if sign < first or not (view.norms[sign] in DASHES or view.norms[sign] == ":"):
        return None
    noun = before_bracket(view, view.before(sign), first)
    if noun < first or _is_priced(view, amount):
        return None
    if not (ends_clause(view, amount.end, last) or view.norm(view.after(amount.end)) == "("):
        return None
    if view.owner[noun] >= 0:  # орташа жалақы: Орал – 300 мың теңге
        label = view.flat[view.owner[noun]].label
        return list_measure(view, noun, first) if label in ("ORG", "LOC") or label in AMOUNTS else None
    if not view.words[noun].alpha and not is_kind(view, view.before(noun), view.norms[noun]):
        return None
    measured = list_measure(view, noun, view.paragraph_start(noun))
    if measured is not None or is_kind(view, view.before(noun), view.norms[noun]):
        return measured
    norm = view.norms[noun]
    words = amount_words()
    abstained = norm == "қалғаны" and view.norm(view.before(noun)) == "қалыс"
    if (
        (norm in words["adverb"] and not abstained)
        or norm in words["no_noun"]
        or view.norm(view.before(noun)) == MOST
        or (is_finite(norm) and not (norm.endswith(_LIKE_VERBS) and word_class(view.norm(view.before(noun))) is None))
        or norm.endswith(_OURS)
        or (kind_of(norm) not in NOMINATIVE_KINDS and not _VOTES.fullmatch(norm) and not _OWNED_N.fullmatch(norm))
    ):
        return None
    return Counted(phrase_start(view, noun, first), noun + 1, "facts.amount_measure")
