"""The noun behind an amount: `80 жаңа автобус`, `640 метр тереңдікте`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from atau.components.quantity.lexicon import shared_lexicon
from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause, is_amount
from atau.facts.amounts.having import is_active, is_passive
from atau.facts.amounts.nouns import is_measure
from atau.facts.amounts.phrase import TIMES, Kind, is_finite, kind_of
from atau.facts.amounts.units import is_weight
from atau.facts.amounts.words_behind import POSSESSED, closes_clause, head_behind, noun_words
from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words
from atau.facts.view import FactDoc, Named
from atau.morphology.numerals_words import word_class

_ACTION: Final = re.compile(r".{2,}у(?:ды|ді|ға|ге)$")  # бөлуді: no noun that money is counted by has this form
_DATIVE: Final = re.compile(r".{2,}(?:[ғгқк][ае]|[ыі]на|[ыі]не)$")
#: A noun that names an action: түсіру, төмендеуі, көтеруді.
_ACTING: Final = re.compile(r"(?:.{3,}[^аәоөұүеиы]|.*(?:л[ае]|д[ае]|т[ае]|м[ае]))у(?:[ыі]|[ыі]н|ды|ді|ға|ге)?")
_WITH_UNITS: Final = ("money", "measure")
#: Words that say how far or deep something lies: тереңдегі, жердегі.
_LIES: Final = re.compile(r"(?:жер|терең(?:дік)?|биік(?:тік)?|қашықтық)[дт](?:ағы|егі)")
_GROUND: Final = ("жер", "аумақ", "алқап", "танап")
_SOURCE: Final = "facts.amount"
_WARMTH: Final = ("жылы", "суық", "салқын")  # 26 градус жылы бұрын болған емес
_MANIFOLD: Final = "есел"  # екі еселеп


def behind(view: FactDoc, amount: Named, last: int, value: Mapping[str, Any] | None) -> Counted | None:
    """The noun that `amount` stands before in the sentence that ends at `last`. value: of the amount."""
    start = view.after(amount.end)
    kind = (value or {}).get("kind")
    if not _is_attributive(view, amount):
        if kind in _WITH_UNITS and _is_of_amount(view, amount, start, money=kind == "money"):
            return Counted(start, start + 1, _SOURCE)
        second = view.after(start + 1)
        owed = (
            case_by_ending(view.norms[amount.end - 1]) == "gen"
            and start < last
            and kind_of(view.norms[start]) in (Kind.NOUN, Kind.ADJECTIVE)
        )
        if kind in _WITH_UNITS and owed and view.owner[start] < 0 and _is_of_amount(view, amount, second, money=False):
            return Counted(start, second + 1, _SOURCE)  # 312 миллион теңгенің салық қарызы
        if not _is_limit(view, amount, start, last):
            return None
        start = view.after(start + 1)
    particle = amount_words()["extent"] | amount_words()["only"]
    start = view.after(start + 1) if start < last and view.norms[start] in particle else start
    tokens = noun_words(view, start, last)
    norms = [view.norms[token] for token in tokens]
    if not norms or _says_how(view, amount, norms[0], kind):
        return None
    if kind == "measure" and (_LIES.fullmatch(norms[0]) or norms[0] in _WARMTH):
        return Counted(start, tokens[0] + 1, _SOURCE)  # мың метр тереңдегі таң
    noun = (value or {}).get("counted")
    head = head_behind(norms, noun if isinstance(noun, str) else "", closed=closes_clause(view, tokens[-1] + 1, last))
    if head > 0 and is_amount(view, tokens[head] + 1) and is_measure(norms[head]) and _is_owned(norms[head]):
        head -= 1  # бір диплом бағасы 180 мың теңге
    if head < 0 or (kind == "money" and (_ACTION.match(norms[head]) or _is_purpose(norms[head]))):
        return None  # 3 миллиард теңге бөлуді жоспарлады, 6 миллион теңге жөндеуге
    final = view.norms[amount.end - 1]
    attribute = kind_of(final) is Kind.ADJECTIVE or final in amount_words()["until"]  # сантиметрлік тілікпен
    if kind == "measure" and not attribute and _is_means(norms[head], weight=is_weight(value)):
        return None  # 5 шақырым арбамен жүрді, 600 тонна жолда келе жатыр
    return Counted(start, tokens[head] + 1, _SOURCE)


def _says_how(view: FactDoc, amount: Named, norm: str, kind: str | None) -> bool:
    """Whether the word behind an amount says what is done by so much: екі еселеп, 21 метрге дейін түсіру."""
    if (
        norm.startswith(_MANIFOLD)
        or (kind == "money" and norm in amount_words()["doing"])
        or (kind == "percent" and not _is_share(norm))
    ):
        return True
    return view.norms[amount.end - 1] in amount_words()["limit"] and _ACTING.fullmatch(norm) is not None


def _is_owned(norm: str) -> bool:
    return kind_of(norm) is Kind.OWNED


def _is_of_amount(view: FactDoc, amount: Named, token: int, *, money: bool) -> bool:
    """Whether the noun at `token` is what a sum or a weight in a case is of.

    Behind the genitive a possessed one: `1,8 трлн теңгенің өнімін`. Behind the ablative of money the noun of a payment,
    behind its dative an object before the verb: `50 мың теңгеден сыйақы`, `11 млн теңгеге тапсырыс берді`.
    """
    if token >= len(view.owner) or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm, case, words = view.norms[token], case_by_ending(view.norms[amount.end - 1]), amount_words()
    if case == "gen":
        return POSSESSED.match(norm) is not None and kind_of(norm) in (Kind.OWNED, Kind.CASE)
    if not money or case not in ("abl", "dat"):
        return False
    if case == "abl":
        return norm in words["measure"]
    bare = kind_of(norm) in NOMINATIVE_KINDS and not is_finite(norm) and norm not in words["no_noun"] | words["adverb"]
    verb = view.after(token + 1)
    return bare and _is_trade(view.norm(verb)) and ends_clause(view, verb + 1, len(view.owner))


def _is_trade(norm: str) -> bool:
    """Whether a word is a verb of giving or getting, active or passive: берді, алынды."""
    return norm.startswith(tuple(amount_words()["own"])) and (is_active(norm) or is_passive(norm))


def _is_share(norm: str) -> bool:
    """Whether a word behind a percentage is what it is a part of: тұрғыны, жеңілдік; not төмен."""
    return POSSESSED.match(norm) is not None or norm in amount_words()["measure"]


def _is_means(norm: str, *, weight: bool) -> bool:
    """Whether a noun behind a length or a weight says by what or where."""
    case, words = case_by_ending(norm), amount_words()
    bare = norm[:-3] if case == "ins" else norm[:-2]
    if kind_of(norm) is not Kind.CASE or norm.startswith(_GROUND) or is_measure(bare) or bare in words["height"]:
        return False
    return (case == "ins" and not weight) or (case == "loc" and weight)


def _is_limit(view: FactDoc, amount: Named, token: int, last: int) -> bool:
    """Whether a participle makes an amount an attribute, no measure before it: `310 миллионнан аспайтын қаражат`."""
    if token >= last or not view.norms[token].startswith(tuple(amount_words()["change"])):
        return False
    before = view.before(amount.start)
    measured = before >= 0 and is_measure(view.norms[before])
    return not measured and kind_of(view.norms[token]) is Kind.PARTICIPLE


def _is_purpose(norm: str) -> bool:
    """Whether a noun in the dative says what money is for; a measure says what it is: сыйлыққа ие болды."""
    return _DATIVE.match(norm) is not None and not is_measure(norm[:-2])


def _is_attributive(view: FactDoc, amount: Named) -> bool:
    """Whether an amount can stand before a noun: its last word has neither case nor possessive, or approximates."""
    norm = view.words[amount.end - 1].norm
    if norm.startswith(TIMES):
        return False  # 5 есе арзан
    if norm in amount_words()["approximate"] or norm in amount_words()["until"]:
        return True
    number = word_class(norm)
    if number is not None:
        return number.case in ("nom", "equ") and not number.possessive
    if norm in shared_lexicon().units.single:  # тонна ends like a dative
        return True
    return kind_of(norm) is Kind.ADJECTIVE or not (POSSESSED.match(norm) or kind_of(norm) is Kind.CASE)
