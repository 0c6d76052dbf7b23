"""What an amount counts or measures: the noun behind it, a noun of measure before it, a whole that it is part of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atau.components.quantity.lexicon import shared_lexicon
from atau.facts.amounts.changed import changed
from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause, is_amount
from atau.facts.amounts.having import is_active, is_passive
from atau.facts.amounts.measured import equated, is_measure, measure
from atau.facts.amounts.phrase import TIMES, Kind, head_of, is_finite, is_plural, kind_of
from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words, words_of
from atau.facts.view import DASHES, FactDoc, Named
from atau.morphology.numerals_words import word_class

_MAX_PHRASE: Final = 6
_POSSESSED: Final = re.compile(r".{2,}(?:[ыі]|[ыі]н|[ыі]нан|[ыі]нен|[ыі]на|[ыі]не|[ыі]мен|[ыі]ның|[ыі]нің)$")
_ACTION: Final = re.compile(r".{2,}у(?:ды|ді|ға|ге)$")  # бөлуді: no noun that money is counted by has this form
_DATIVE: Final = re.compile(r".{2,}(?:[ғгқк][ае]|[ыі]на|[ыі]не)$")
_CONVERB: Final = ("а", "е", "й")
#: A noun that names an action: түсіру, төмендеуі, көтеруді.
_ACTING: Final = re.compile(r"(?:.{3,}[^аәоөұүеиы]|.*(?:л[ае]|д[ае]|т[ае]|м[ае]))у(?:[ыі]|[ыі]н|ды|ді|ға|ге)?")
_AGENT: Final = re.compile(r".{2,}(?:ушы|уші)(?:л[ае]р)?(?:[нтд][ыі]|[нтд][ыі]ң|[ғг][ае]|д[ае]н?|м[ае]н)?$")
_PLURAL_ABLATIVE: Final = re.compile(r".{2,}[лдт][ае]р(?:[ыі]?н[ае]н|д[ае]н)$")
_WITH_UNITS: Final = ("money", "measure")
#: Words that say how far or deep something lies: тереңдегі, жердегі.
_LIES: Final = re.compile(r"(?:жер|терең(?:дік)?|биік(?:тік)?|қашықтық)[дт](?:ағы|егі)")
_PER_UNIT: Final = re.compile(r".{3,}[ыі]н[ае]$")
_WHOLE: Final = "бүтін"  # a number in fractions only: екі бүтін құмыра
_GROUND: Final = ("жер", "аумақ", "алқап", "танап")
_MANIFOLD: Final = "есел"  # екі еселеп
#: Before the end of a clause they end nouns: тамақ, аналық.
_LIKE_VERBS: Final = ("мақ", "мек")
_FEMALES: Final = ("лық", "лік")
_SHORT: Final = 3  # words of a predicate


def counted_of(view: FactDoc, amount: Named, value: Mapping[str, Any] | None) -> Counted | None:
    """What `amount` counts or measures; None where the text does not say it beside the amount."""
    first, last = view.sentence_bounds(amount.start)
    return (
        _part(view, amount, first)
        or _part_said(view, amount, last)
        or _behind(view, amount, last, value)
        or measure(view, amount, first)
        or equated(view, amount, first, last)
        or changed(view, amount, first, last)
    )


# Behind the amount


def _behind(view: FactDoc, amount: Named, last: int, value: Mapping[str, Any] | None) -> Counted | None:
    start = view.after(amount.end)
    kind = (value or {}).get("kind")
    if not _is_attributive(view, amount):
        if kind in _WITH_UNITS and _is_of_amount(view, amount, start, money=kind == "money"):
            return Counted(start, start + 1, "facts.amount")
        if not _is_limit(view, amount, start, last):
            return None
        start = view.after(start + 1)
    known = amount_words()
    if start < last and (view.norms[start] in known["extent"] or view.norms[start] in known["only"]):
        start = view.after(start + 1)
    tokens = _run(view, start, last)
    if tokens and _is_aorist(view, tokens[-1], last):
        tokens.pop()  # 17 шақырымға дейін жақындар еді
    if len(tokens) > 1 and _is_helped(view, tokens[-1], last):
        tokens.pop()  # жүк қабылдай алады, пойыз өте алады
    if len(tokens) > 1 and view.norm(view.after(tokens[-1] + 1)) in known["must"]:
        _drop_action(view, tokens)
    norms = [view.norms[token] for token in tokens]
    if not norms or norms[0].startswith(_MANIFOLD) or (kind == "percent" and not _is_share(norms[0])):
        return None
    if kind == "measure" and _LIES.fullmatch(norms[0]):
        return Counted(start, tokens[0] + 1, "facts.amount")  # мың метр тереңдегі таң
    if view.norms[amount.end - 1] in known["limit"] and _ACTING.fullmatch(norms[0]):
        return None  # 21 метрге дейін түсіру ұсынылды
    noun = (value or {}).get("counted")
    head = _head(norms, noun if isinstance(noun, str) else "", closed=_closes_clause(view, tokens[-1] + 1, last))
    if head > 0 and is_amount(view, tokens[head] + 1) and is_measure(norms[head]) and kind_of(norms[head]) is Kind.OWNED:
        head -= 1  # бір диплом бағасы 180 мың теңге
    if head < 0:
        return None
    if kind == "money" and (_ACTION.match(norms[head]) or _is_purpose(norms[head])):
        return None  # 3 миллиард теңге бөлуді жоспарлады, 6 миллион теңге жөндеуге
    plain = kind == "measure" and kind_of(view.norms[amount.end - 1]) is not Kind.ADJECTIVE  # сантиметрлік тілікпен
    if plain and _is_means(norms[head], weight=is_weight(value)):
        return None  # 5 шақырым арбамен жүрді, 600 тонна жолда келе жатыр
    return Counted(start, tokens[head] + 1, "facts.amount")


def _head(norms: Sequence[str], known: str, *, closed: bool) -> int:
    """The index of the head of the words behind an amount, -1 for none. known: the noun that the normalizer read."""
    head = _known_head(norms, known) if known else -1
    if head < 0 or (head < len(norms) - 1 and norms[head + 1] in amount_words()["and"]):
        head = head_of(norms, closed=closed)
    elif head < len(norms) - 1 and (norms[head] in amount_words()["adjective"] or _is_first(norms[head], norms[head + 1])):
        head = max(head, head_of(norms, closed=closed))  # 3 жер телімін, он шақты қарт балықшы
    if 0 <= head < len(norms) - 1 and _AGENT.match(norms[head + 1]):
        head += 1  # 94 заң бұзушыны
    if 0 <= head < len(norms) - 1 and _is_classifier(norms, head):
        thing = head_of(norms[head + 1 :], closed=closed)
        head += thing + 1
    if 0 <= head < len(norms) - 1 and is_plural(norms[head]) and kind_of(norms[head + 1]) is not Kind.VERB:
        head += 1  # no plural follows a number: 2 мүгедектер арбасы
    return head


def _is_of_amount(view: FactDoc, amount: Named, token: int, *, money: bool) -> bool:
    """Whether the noun at `token` is what a sum or a weight in a case is of.

    Behind the genitive a possessed one: `1,8 трлн теңгенің өнімін`. Behind the ablative of money the noun of a payment,
    behind its dative an object before the verb: `50 мың теңгеден сыйақы`, `11 млн теңгеге тапсырыс берді`.
    """
    if token >= len(view.owner) or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm, case, words = view.norms[token], case_by_ending(view.norms[amount.end - 1]), amount_words()
    if case == "gen":
        return _POSSESSED.match(norm) is not None and kind_of(norm) in (Kind.OWNED, Kind.CASE)
    if not money or case not in ("abl", "dat"):
        return False
    if case == "abl":
        return norm in words["measure"]
    bare = kind_of(norm) is Kind.NOUN and not is_finite(norm) and norm not in words["no_noun"] | words["adverb"]
    verb = view.after(token + 1)
    return bare and _is_done(view.norm(verb)) and ends_clause(view, verb + 1, len(view.owner))


def _is_done(norm: str) -> bool:
    return is_active(norm) or is_passive(norm)


def is_per_unit(view: FactDoc, amount: Named) -> bool:
    """Whether an amount begins with the unit that it is paid for: тоннасына 95 мың теңге."""
    return amount.end - amount.start > 1 and _PER_UNIT.match(view.norms[amount.start]) is not None


def is_price(view: FactDoc, amount: Named) -> bool:
    """Whether an amount is the price of a unit of something that is traded: тоннасына 95 мың теңгеден."""
    return is_per_unit(view, amount) and case_by_ending(view.norms[amount.end - 1]) == "abl"


def _drop_action(view: FactDoc, tokens: list[int]) -> None:
    """Take away the noun of action at the end: `450 миллилитр қан құю керек`, `жаңбыр жаууы мүмкін`."""
    norm = view.norms[tokens[-1]]
    if norm in amount_words()["doing"] or norm.endswith(("уы", "уі")):
        tokens.pop()


def _is_share(norm: str) -> bool:
    """Whether a word behind a percentage is what it is a part of: тұрғыны, жеңілдік; not төмен."""
    return _POSSESSED.match(norm) is not None or norm in amount_words()["measure"]


def _is_means(norm: str, *, weight: bool) -> bool:
    """Whether a noun behind a length or a weight says by what or where."""
    case, words = case_by_ending(norm), amount_words()
    bare = norm[:-3] if case == "ins" else norm[:-2]
    if kind_of(norm) is not Kind.CASE or norm.startswith(_GROUND) or is_measure(bare) or bare in words["height"]:
        return False
    return (case == "ins" and not weight) or (case == "loc" and weight)


def is_weight(value: Mapping[str, Any] | None) -> bool:
    """Whether an amount has a unit of weight or volume, so that it is one of goods."""
    return str((value or {}).get("unit")).replace(" ", "_") in amount_words()["weight"]


def _is_classifier(norms: Sequence[str], head: int) -> bool:
    """Whether a word counts the thing behind it: 240 бас сиыр; not екі вагон орнында тұр."""
    aside = kind_of(norms[head + 1]) is Kind.CASE and case_by_ending(norms[head + 1]) in ("loc", "ins")
    return norms[head] in amount_words()["classifier"] and not aside


def _is_first(norm: str, following: str) -> bool:
    """Whether a noun is the first part of a compound with the possessed one behind it."""
    return kind_of(norm) is Kind.NOUN and _POSSESSED.match(following) is not None


def _is_helped(view: FactDoc, token: int, last: int) -> bool:
    """Whether a word is a verb in -а, -е, -й before a helping verb."""
    following = view.after(token + 1)
    helper = following < last and view.norms[following].startswith(tuple(amount_words()["helper"]))
    return helper and view.norms[token].endswith(_CONVERB)


def _is_aorist(view: FactDoc, token: int, last: int) -> bool:
    """Whether a word that looks like a plural is a verb, before `еді`."""
    following = view.after(token + 1)
    return following < last and view.norms[following] == "еді" and view.norms[token].endswith(("ар", "ер"))


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


def _run(view: FactDoc, token: int, last: int) -> list[int]:
    """The tokens of the words behind an amount, up to a name, a number, a sign or a word that is in no noun phrase."""
    stops = amount_words()["no_noun"]
    found: list[int] = []
    while token < last and len(found) < _MAX_PHRASE:
        word = view.words[token]
        if view.owner[token] >= 0 or not word.alpha or word.digit:
            break
        if word.norm in stops:
            joined = _adjective_behind(view, token, last) if found else -1
            if joined < 0 or not _is_adjective(view.norms[found[-1]]):
                break
            found.append(token)
            token = joined
            continue
        if (word.title and not word.upper) or (word_class(word.norm) is not None and word.norm != _WHOLE):
            break
        found.append(token)
        token = view.after(token + 1)
    return found


def _adjective_behind(view: FactDoc, token: int, last: int) -> int:
    """The token of the adjective that a conjunction at `token` joins: заңды және жеке тұлға; -1 for none."""
    following = view.after(token + 1)
    if view.norms[token] not in amount_words()["and"] or following >= last or view.owner[following] >= 0:
        return -1
    return following if _is_adjective(view.norms[following]) else -1


def _is_adjective(norm: str) -> bool:
    return kind_of(norm) in (Kind.ADJECTIVE, Kind.WITH) or norm in amount_words()["adjective"]


def _closes_clause(view: FactDoc, token: int, last: int) -> bool:
    """Whether a sign, the end of the sentence or a word behind a verb follows: `… бәсеңдейді деп`, `… салды да,`."""
    token = view.after(token)
    if token >= last or view.words[token].punct or view.norms[token] in words_of()["that"]:
        return True
    return view.norms[token] in amount_words()["particle"] and view.norm(view.after(token + 1)) == ","


def _known_head(norms: Sequence[str], known: str) -> int:
    """The index of the last word of the noun that the normalizer has read, -1 where it does not stand there."""
    words = known.split()
    stems = [word if len(word) < 4 else word[:-1] for word in words]
    for i in range(len(norms) - len(words) + 1):
        if all(norm.startswith(stem) for norm, stem in zip(norms[i:], stems, strict=False)):
            head = i + len(words) - 1
            return head
    return -1


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
    return kind_of(norm) is Kind.ADJECTIVE or not (_POSSESSED.match(norm) or kind_of(norm) is Kind.CASE)


# A part of a whole


def _part(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`122 кеншінің бесеуі`: an amount with a possessive behind a noun in the genitive."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    following = view.norm(view.after(amount.end))
    said = following.startswith(tuple(amount_words()["being"]))  # қарыздың 38 миллион теңге екенін
    said = said or is_price(view, amount)  # мұнайдың барреліне 79 доллардан
    if not said and not (number.possessive if number is not None else _POSSESSED.match(norm)):
        return None
    token = view.before(amount.start)
    if token < first or view.owner[token] >= 0:
        return None
    case = case_by_ending(view.norms[token])
    if case != "gen" and not (case == "abl" and number is not None and _PLURAL_ABLATIVE.match(view.norms[token])):
        return None  # округтердің бесеуі, округтерден бесеуі
    return None if view.norms[token] in amount_words()["pronoun"] else Counted(token, token + 1, "facts.amount_part")


def _behind_owner(view: FactDoc, token: int) -> int:
    """The token behind a name in the genitive: `бесеуі – Арай мектебінің | мұғалімі`."""
    owner = view.owner[token] if token < len(view.owner) else -1
    if owner < 0 or view.flat[owner].label not in ("ORG", "LOC") or view.case(view.flat[owner]) != "gen":
        return token
    return view.after(view.flat[owner].end)


def _part_said(view: FactDoc, amount: Named, last: int) -> Counted | None:
    """The noun that says what a part is: `олардың 88 пайызы – әйел`, `тоғызы – қыз бала`."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    possessed = norm.endswith(("ы", "і")) and _POSSESSED.match(norm) is not None
    if not (number.possessive if number is not None else possessed):
        return None
    dash = view.after(amount.end)
    dashed = dash < last and view.norms[dash] in DASHES
    if not dashed and view.norm(view.before(amount.start)) not in amount_words()["pronoun"]:
        return None
    tokens = _run(view, _behind_owner(view, view.after(dash + 1) if dashed else dash), last)
    if not tokens or len(tokens) > _SHORT or not ends_clause(view, tokens[-1] + 1, last):
        return None
    head = view.norms[tokens[-1]]
    noun = kind_of(head) in NOMINATIVE_KINDS and (not is_finite(head) or (dashed and head.endswith(_LIKE_VERBS)))
    if not noun and not (dashed and head.endswith(_FEMALES)):
        return None
    if not dashed and not is_plural(head):
        return None  # соның бестен бірі қайтты
    return Counted(tokens[0], tokens[-1] + 1, "facts.amount_part")
