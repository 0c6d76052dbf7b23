"""Where a noun phrase behind a number ends: the form of its words, and which of them is its head."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from atau.facts.cases import is_possessed_t
from atau.facts.tables import amount_words

#: The beginning of `times` behind a number, in all its forms: 3 есе, екі еседен.
TIMES: Final = "есе"
_MAX_CACHED: Final = 16_384
_AORIST: Final = ("ар", "ер")
_LONGEST_NOUN: Final = 12
_POSSESSIVE: Final = ("ы", "і", "сы", "сі")
_CASE_ENDING: Final = re.compile(
    r"(?:[ыі]|с[ыі])?(?:[нтд][ыі]ң?|н|н[ае]|[ғгқк][ае]|н?[дт][ае]|[нтд][ае]н|[мбп]ен|[ыі]н)"
)
_SPELL_ENDING: Final = re.compile(r"(?:с?[ыі])?(?:н?[дт][ае]н?|н[ае]|[ғгқк][ае])?")
_CASE: Final = re.compile(
    r".{2,}(?:[нтд][ыі]ң|[ғг][ае]|[қк][ае]|[ыі]н[ае]|[ыіңнмлр]н[ыі]|[аәеөоуұүыі]н[ыі]|[ыі]н|[дт][ае]|[нт][ае]н|д[ае]н|[мбп]ен)$"
)
_ACCUSATIVE: Final = re.compile(r".{2,}[дт][ыі]$")
_OWNED: Final = re.compile(r".{2,}[^дт][ыі]$")
_RELATIONAL: Final = re.compile(r".{2,}(?:[лдт][ыі][қк]|[дт][ае]ғ[ыі]|[дт]ег[ыі]|с[ыі]з|[ғгқк][ыі]ш|[ыі]ң[қк][ыі])$")
#: By its consonant: балалар, қалалар, көлдер, кітаптар; not автогрейдер, лидер.
_PLURAL: Final = re.compile(r".{1,}(?:[аәеиіоөуұүыэюяйр]л|[бвгджзлмнң]д|[бвгдпфкқтшсхцч]т)[ае]р$")
#: Behind a vowel the accusative of a possessed noun looks like the imperative: нүктесін, төлесін.
_IMPERATIVE: Final = re.compile(r".{2,}[аәеиоөуұүыіяюэ]с[ыі]н$")
_TOOL: Final = re.compile(r".{2,}[ғгқк][ыі]ш$")
_BEARING: Final = re.compile(r".{3,}л[ыі]$")
_WITH: Final = re.compile(r".{3,}[лдт][ыі]$|.{2,}[дт][ыі]$")
_PARTICIPLE: Final = re.compile(r".{2,}(?:[ғгқк][ае]н|[аей]т[ыі]н)$")
_VERBAL: Final = re.compile(
    r".{2,}(?:[аеыі]п|м[ае]й|[қкпстш]п[ае]й|м[ае]у[ыі]\w*|(?:[ғгқк][ае]н|[аей]т[ыі]н)"
    r"(?:[ыі](?:н|н[ае]|нан|нен|мен)?|да|де|ға|ге|д[ыі][қк](?:т[ае]н)?|д[ыі][ғг][ыі](?:н|н[ае])?|ша|ше|нан|нен)"
    r"|[ыіаея][нз]б[ае][қк]|[ае]д[ыі]|[ыіае]ң[ыі]зд[ае]р|[штсп]п[ае][қк]|[тсз]у[ыі](?:н|н[ае])?|(?:[ыіаеяө]л|[ыіаея]н)у(?:[ыі]|[ыі]н|[ыі]н[ае]|ға|ге|д[ыі])?)$"
)
_NAMES_ACTION: Final = re.compile(r".{3,}[^аәоөұүеиы]у(?:ды|ді|ға|ге)?$|.{2,}[ае]у(?:ды|ді|ға|ге)?$")
_ASKED: Final = re.compile(r".{2,}[ыі]ң[ыі]здар$|.{2,}[ыі]ң[ыі]здер$")
_FINITE: Final = re.compile(
    r".{1,}(?:[дт][ыі][қкмң]?|[аей]д[ыі]|[ыі]п|[аәеөоуұүыі]п|[аейянрпз]м[ыі]н|мыз|міз|пын|пін|с[ыі]н|с[ае]м?|м[ае]й|м[ае]с|[ғгқк][ае]нда?|уда|уде|мақ|мек|(?<=..)[ыіае]ң[ыі]з|ар|ер)$"
)


class Kind(enum.Enum):
    """What a word can be inside a noun phrase, by its form."""

    NOUN = "noun"  # without a suffix that shows
    OWNED = "owned"  # with the possessive of the third person
    CASE = "case"  # in a case: the last word of its phrase
    ADJECTIVE = "adjective"
    VERB = "verb"  # a converb, or a participle with a case: бөлінгенін
    WITH = "with"  # an adjective, or a noun in the accusative: қабатты, қойды
    PARTICIPLE = "participle"


@lru_cache(_MAX_CACHED)
def kind_of(norm: str) -> Kind:
    """The kind of a word."""
    listed = _listed(norm)
    if listed is not None:
        return listed
    if _VERBAL.match(norm):
        return Kind.VERB
    if norm in amount_words()["adjective"] or _RELATIONAL.match(norm):
        return Kind.ADJECTIVE
    if _PARTICIPLE.match(norm):
        return Kind.PARTICIPLE
    if is_possessed_t(norm):
        return Kind.OWNED
    if _WITH.match(norm):
        return Kind.WITH
    if _CASE.match(norm):
        return Kind.CASE
    if _OWNED.match(norm):
        return Kind.OWNED
    return Kind.NOUN


def _listed(norm: str) -> Kind | None:
    """The kind of a form of a noun that its ending would tell wrong: кандидатын looks like баратын."""
    nouns = amount_words()["noun"]
    for length in range(min(len(norm), _LONGEST_NOUN), 1, -1):
        if norm[:length] not in nouns:
            continue
        ending = norm[length:]
        if not ending:
            return Kind.NOUN
        if ending in _POSSESSIVE:
            return Kind.OWNED
        if _CASE_ENDING.fullmatch(ending):
            return Kind.CASE
    return None


def is_finite(norm: str) -> bool:
    """Whether a word has the form of a finite verb or a converb; nouns with -ды, -ті have it too."""
    if _ASKED.match(norm):
        return True  # алыңыздар
    if len(norm) <= 2 or is_possessed_t(norm) or is_plural(norm):
        return False
    return _FINITE.match(norm) is not None and _listed(norm) is None


def is_plural(norm: str) -> bool:
    """Whether a word ends in the plural, in the nominative: кірістер, not айтар."""
    return _PLURAL.match(norm) is not None and norm not in amount_words()["noun"]


@lru_cache(_MAX_CACHED)
def is_spell(norm: str) -> bool:
    """Whether a word is a span of time, bare or with endings: апта, аптада, жылы; not жылқы."""
    spells = amount_words()["spell"]
    return any(norm[:i] in spells and _SPELL_ENDING.fullmatch(norm, i) for i in range(2, len(norm) + 1))


def head_of(norms: Sequence[str], *, closed: bool) -> int:
    """The index of the head of the noun phrase that begins with the first word; -1 where there is none.

    closed: the last word is the last of its clause, where verbs stand.
    """
    words = _without_predicate(norms) if closed else list(norms)
    conjunctions = amount_words()["and"]
    for i, norm in enumerate(words):
        kind = kind_of(norm)
        following = words[i + 1] if i + 1 < len(words) else ""
        if norm in conjunctions or following in conjunctions:
            continue  # заңды және жеке тұлға
        if norm.endswith("й") and following.startswith(tuple(amount_words()["helper"])):  # қабылдай алады
            return i - 1
        if kind is Kind.CASE:
            return i
        if kind is Kind.OWNED and not following:
            return i
        if kind is Kind.WITH:
            if _is_last(norm, following, first=i == 0):
                return i
        elif kind in (Kind.PARTICIPLE, Kind.VERB):
            if kind is Kind.VERB or not following or not _are_adjectives(words[:i]):
                return i - 1  # but заңсыз қазылған шұңқыр
        elif not following or (kind is not Kind.ADJECTIVE and (_is_relational(following) or not _joins(words, i))):
            return i
    return len(words) - 1


def _without_predicate(norms: Sequence[str]) -> list[str]:
    """The words of a clause up to its verb, and up to the noun of action that this is said of."""
    words = list(norms)
    if _is_predicate(words):
        words.pop()
        if len(words) > 1 and (words[-1] in amount_words()["doing"] or _is_object(words)):
            words.pop()  # 40 шақырым жол салу жоспарланған, 30 диқан шағым айтты
    return words


def _is_object(words: Sequence[str]) -> bool:
    """Whether a noun that many verbs take as their object stands behind another one, which is their subject."""
    return words[-1] in amount_words()["object"] and kind_of(words[-2]) is Kind.NOUN


def _is_predicate(words: Sequence[str]) -> bool:
    """Whether the last of the words of a clause is its verb; one alone in -ар, -ер is a noun: фельдшер."""
    last = words[-1]
    noun = len(words) == 1 and last.endswith(_AORIST)
    return is_finite(last) and kind_of(last) is not Kind.ADJECTIVE and not noun


def _is_last(norm: str, following: str, *, first: bool) -> bool:
    """Whether a word with -лы, -ты, -ды is the last of its phrase: an object, or counted in `екі жолақты көпір`."""
    if first and following and not _is_relational(norm) and (bears(norm) or not _BEARING.match(norm)):
        return True
    return not following or is_finite(following) or _NAMES_ACTION.match(following) is not None


def _are_adjectives(words: Sequence[str]) -> bool:
    return bool(words) and all(kind_of(word) is Kind.ADJECTIVE for word in words)


def _is_relational(norm: str) -> bool:
    return norm in amount_words()["adjective"]


def bears(norm: str) -> bool:
    """Whether a word with -лы, -ты, -ды says how many of its noun something has."""
    return norm[:-2] in amount_words()["bearer"] or norm[:-3] in amount_words()["bearer"]


def _joins(words: Sequence[str], i: int) -> bool:
    """Whether the noun at i is the first part of a compound with the word behind it: `жұмыс орны`, `жүк көлігін`."""
    if i + 1 >= len(words):
        return False
    following = words[i + 1]
    kind = kind_of(following)
    if is_finite(following) and not _IMPERATIVE.match(following):
        return False
    if _TOOL.match(following):  # су өткізгіш құбыр
        return True
    if kind is Kind.OWNED or (kind is Kind.CASE and _is_owned_case(following)):
        return True
    return kind is Kind.NOUN and kind_of(words[i]) is not Kind.OWNED and i + 2 >= len(words)


def _is_owned_case(norm: str) -> bool:
    return re.search(r"[ыі](?:н|ның|нің|на|не|нда|нде|нан|нен|мен)$", norm) is not None
