"""The noun before an amount that says what is measured: `құны – 47 миллиард теңге`, `халық саны 20 миллионға жетті`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause
from atau.facts.amounts.phrase import TIMES, Kind, is_finite, is_plural, kind_of
from atau.facts.named import value_of
from atau.facts.endings import PLURAL, devoiced
from atau.facts.tables import amount_words, words_of
from atau.facts.view import DASHES, LINE, FactDoc, Named
from atau.labels import AMOUNTS
from atau.morphology.numerals_words import word_class

_REACH: Final = 6
_ASIDE: Final = frozenset(("loc", "abl", "dat", "acc", "ins", "attr"))
_LIST: Final = 60
_MAX_CACHED: Final = 16_384
_FROM: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_VOTES: Final = re.compile(r".{2,}[ғгқк][ае]н[ыі]")  # қолдағаны – 82, жақтағандары – 40
#: Before a dash no accusative stands: арзаны, қалғаны.
_OWNED_N: Final = re.compile(r".{2,}[аәеиоөұүыі]н[ыі]")
#: Behind it stands no thing but which of those of the clause before: ең үлкені – 92 грамм.
MOST: Final = "ең"
_COMPARATIVE: Final = ("рақ", "рек")
_PLURAL_TAIL: Final = re.compile(rf"(?<=..){PLURAL}$")
_WITH: Final = ("лы", "лі")  # ақылы қызмет
_OF_TIME: Final = ("ғы", "гі")  # биылғы, кешегі
_OURS: Final = ("мыз", "міз", "быз", "біз", "пыз", "піз", "сақ", "сек", "рақ", "рек")
#: Before a dash they end nouns: жоспар, аймақ.
_LIKE_VERBS: Final = ("ар", "ер", "мақ", "мек")
#: Cases of a measure without a possessive: жалақыны көтерді.
_BARE_CASES: Final = ("ны", "ні", "ды", "ді", "ты", "ті")


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
            if left >= first and _is_kind(view, left, norm):
                return None  # Қаратау ауданында, «Тұлпар» қоры
            before = view.before(token)
            belongs = belongs_to(view, before, first) and not (is_plural(view.norms[before]) and _is_object(norm))
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


def _is_kind(view: FactDoc, left: int, norm: str) -> bool:
    """Whether a word behind a name says of which kind it is, and measures nothing."""
    named = view.owner[left] >= 0 or view.norms[left] in ("»", "”")
    return named and any(norm.startswith(word) for word in amount_words()["kind"])


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
        return _list_measure(view, sign, first) if named else None  # Судың қызуы: Қапшағай 24, Алакөл 22
    if sign < first or not (view.norms[sign] in DASHES or view.norms[sign] == ":"):
        return None
    noun = before_bracket(view, view.before(sign), first)
    if noun < first or _is_priced(view, amount):
        return None
    if not (ends_clause(view, amount.end, last) or view.norm(view.after(amount.end)) == "("):
        return None
    if view.owner[noun] >= 0:  # орташа жалақы: Орал – 300 мың теңге
        label = view.flat[view.owner[noun]].label
        return _list_measure(view, noun, first) if label in ("ORG", "LOC") or label in AMOUNTS else None
    if not view.words[noun].alpha and not _is_kind(view, view.before(noun), view.norms[noun]):
        return None
    measured = _list_measure(view, noun, view.paragraph_start(noun))
    if measured is not None or _is_kind(view, view.before(noun), view.norms[noun]):
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


def before_bracket(view: FactDoc, token: int, first: int) -> int:
    """The token before the bracket that a token closes, or the token itself: `тапшылығы (профициті) – 5 теңге`."""
    if view.norm(token) != ")":
        return token
    while token >= first and view.norms[token] != "(":
        token -= 1
    return view.before(token)


def _list_measure(view: FactDoc, token: int, first: int) -> Counted | None:
    """The measure before the last colon of the sentence before a token."""
    for colon in range(token - 1, max(first, token - _LIST), -1):
        if (view.norms[colon] == "." and _ends_sentence(view, colon)) or _opens_bracket(view, colon, token):
            return None
        if view.norms[colon] == ":" and view.owner[colon] < 0:
            noun = view.before(colon)
            if noun >= first and is_finite(view.norms[noun]) and not is_measure(view.norms[noun]):
                noun = view.before(noun)  # билет құны өзгермейді: балаға – 500 теңге
                if kind_of(view.norm(noun)) not in NOMINATIVE_KINDS:
                    return None
            named = _is_kind(view, view.before(noun), view.norm(noun))  # Бұқар жырау ауданы: көшеге 86 миллион
            if noun >= first and view.owner[noun] < 0 and is_measure(view.norms[noun]) and not named:
                return Counted(phrase_start(view, noun, first), noun + 1, "facts.amount_measure")
            return None
    return None


def _opens_bracket(view: FactDoc, token: int, end: int) -> bool:
    """Whether a bracket that opens at a token is still open at `end`: `Бағасы: 27 миллион (шаршы метрі – 355 мың)`."""
    return view.norms[token] == "(" and ")" not in view.norms[token:end]


def _ends_sentence(view: FactDoc, token: int) -> bool:
    """Whether a sentence ends at a full stop, and another follows on the line."""
    return not view.closes_line(token + 1) and view.sentence_bounds(token)[1] <= view.after(token + 1)


def phrase_start(view: FactDoc, noun: int, first: int) -> int:
    """The first token of a noun of measure with the word before it, if that is a part of it; not before `first`."""
    before = view.before(noun)
    return before if belongs_to(view, before, first) else noun


def belongs_to(view: FactDoc, token: int, first: int) -> bool:
    """Whether the word before a noun of measure is a part of it: `халық саны`, `жоба құны`."""
    if token < first or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm = view.norms[token]
    if view.words[token].title and token != first:
        return False
    words = amount_words()
    if norm in words["adjective"]:
        return True
    if norm in words["no_noun"] or norm in words["adverb"] or norm.endswith(_COMPARATIVE + _OF_TIME):
        return False  # қоймасындағы су
    return (
        norm.endswith(_WITH) or kind_of(norm) is Kind.ADJECTIVE or (kind_of(norm) is Kind.NOUN and not is_finite(norm))
    )


def is_measure(norm: str) -> bool:
    """Whether a word is a noun of measure, bare or possessed, in the nominative, accusative or genitive."""
    measures = amount_words()["measure"]
    if norm in amount_words()["adjective"] and norm not in measures:
        return False
    return norm in measures or any(stem in measures for stem in _stems(norm))


def _is_object(norm: str) -> bool:
    """Whether a measure without a possessive stands in the accusative, so that no subject belongs to it."""
    return any(norm.removesuffix(tail) in amount_words()["measure"] for tail in _BARE_CASES if norm.endswith(tail))


@lru_cache(_MAX_CACHED)
def _stems(norm: str) -> tuple[str, ...]:
    """`norm` without the possessive of the third person and a case behind it, in all readings."""
    stems = []
    for tail in ("ның", "нің", "н", ""):
        if tail and not norm.endswith(tail):
            continue
        bare = norm[: len(norm) - len(tail)] if tail else norm
        for ending in ("сы", "сі", "ы", "і", "ым", "ім", "м", "ымыз", "іміз", "мыз", "міз"):
            if bare.endswith(ending):
                stem = _PLURAL_TAIL.sub("", bare[: -len(ending)])
                stems += [stem, devoiced(stem)]
    return (*stems, *(norm.removesuffix(tail) for tail in _BARE_CASES if norm.endswith(tail)))
