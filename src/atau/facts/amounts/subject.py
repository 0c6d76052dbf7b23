"""The organisation or place that an amount is said of. In doubt there is none."""

from __future__ import annotations

import re
from typing import Final

from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, clause_start, is_amount, is_converb, is_when
from atau.facts.amounts.flows import MEASURE, WEIGHT
from atau.facts.amounts.having import is_active, is_embedded
from atau.facts.amounts.nouns import is_measure
from atau.facts.amounts.phrase import Kind, bears, kind_of
from atau.facts.amounts.roles import Role, phrase_of, role_of
from atau.facts.cases import case_by_ending
from atau.facts.named import value_of
from atau.facts.view import BREAK, DASHES, FactDoc, Named
from atau.labels import AMOUNTS

_LABELS: Final = ("ORG", "LOC")
_OPENING: Final = ("«", "“")
_NAMED: Final = "есімді"
_FROM_NOW: Final = "әрі"
_THERE: Final = ("мұнда", "онда", "сонда")
_HEADLINE: Final = 4
#: Kinds of amounts that a bracket says of an organisation.
_OF_FIRMS: Final = ("percent", "money")
#: бөлімшесіне, зауытында; not зауытынан 8 шақырым жерде.
_BRANCH: Final = re.compile(r".{2,}[ыі]н(?:[ае]|д[ае])$")
_OBJECT: Final = re.compile(r".{2,}(?:[ыі]н|[нтд][ыі])$")


def subject_of(
    view: FactDoc, amount: Named, start: int, end: int, kind: str | None, *, part: bool = False
) -> Named | None:
    """The organisation or place of the same clause of which `amount` is said.

    start, end: tokens of the amount with what it counts. kind: of its value. part: it is a part of a whole. An
    organisation comes before a place, the nearer before the farther.
    """
    first = clause_start(view, amount, view.sentence_bounds(amount.start)[0])
    place: Named | None = None
    inside: Named | None = None
    for named in reversed(view.in_sentence(first, start)):
        if named.label == "PERSON" and view.case(named) == "nom" and not _is_attribute(view, named, start):
            # The clause is about a person, who only tells of it where its verb is a noun: салынатынын айтты.
            return place if place is not None and is_embedded(view, end) and _is_beside(view, place, start) else None
        if named.label not in _LABELS or named.end > start or _is_short_name(view, named):
            continue
        holder = view.flat[named.index - 1] if named.index and place is None else None
        if holder is not None and holder.start >= first and _owns_branch(view, holder, named, start):
            return holder
        role = role_of(view, named, start, end, kind)
        if role is Role.OWNER:
            doer = _doer_before(view, named, first, start, end, kind) if named.label == "LOC" else None
            return doer or place or named  # Аягөз ауданындағы Мыңбұлақта: the nearer one
        if role is Role.SUBJECT and named.label == "ORG":
            return inside or named
        if role is Role.OTHER:
            break
        if role in (Role.SUBJECT, Role.INSIDE):
            place = place or named
            inside = inside or (named if named.label == "ORG" else None)
    found = inside or place or _of_clause_before(view, first, start) or _scene(view, first) or _doer_behind(view, end)
    return found or _place_behind(view, first, start, end, part=part, weight=kind == WEIGHT)


def _is_beside(view: FactDoc, place: Named, start: int) -> bool:
    """Whether only words that say when stand between a place and the amount."""
    return is_when(view, phrase_of(view, place, start)[1], start)


def _is_short_name(view: FactDoc, named: Named) -> bool:
    """Whether a bracket only gives the name before it a shorter one: `(бұдан әрі – Сот)`."""
    return view.norm(view.before(view.before(named.start))) == _FROM_NOW and view.norm(view.after(named.end)) == ")"


def _doer_before(view: FactDoc, place: Named, first: int, start: int, end: int, kind: str | None) -> Named | None:
    """The organisation that does something to what is counted at a place: `«Арай» ЖШС Оралдағы үш үйді жөндеді`."""
    if phrase_of(view, place, start)[0] not in ("attr", "loc"):
        return None
    for named in reversed(view.in_sentence(first, place.start)):
        if named.label == "PERSON":
            return None
        if named.label == "ORG":
            does = view.case(named) == "nom" and role_of(view, named, start, end, kind) is Role.SUBJECT
            return named if does else None
    return None


def _owns_branch(view: FactDoc, named: Named, place: Named, start: int) -> bool:
    """Whether what stands at a place belongs to the organisation before it: `«Арай» банкінің Оралдағы бөлімшесіне`."""
    if (named.label, place.label) != ("ORG", "LOC"):
        return False
    case, token = phrase_of(view, named, place.start)
    branch = phrase_of(view, place, start)[1]
    words = view.norms[place.end : min(branch + 1, start)]
    return case == "gen" and token == place.start and any(map(_BRANCH.match, words))


def _of_clause_before(view: FactDoc, first: int, start: int) -> Named | None:
    """The only name of the clause in -п before a possessed noun: `Тұзкөл су қоймасы толып, | тереңдігі 3 метр`."""
    comma = view.before(start)
    if case_by_ending(view.norm(comma)) == "gen":
        comma = view.before(comma)  # мұзының қалыңдығы
    if view.norm(comma) != "," or not is_converb(view.norm(view.before(comma))):
        return None
    if kind_of(view.norms[start]) is not Kind.OWNED and not is_measure(view.norms[start]):
        return None
    names = view.in_sentence(first, comma)
    names = [named for named in names if named.label not in AMOUNTS]
    if len(names) != 1 or names[0].label not in _LABELS or names[0].start != view.after(first):
        return None
    return names[0] if phrase_of(view, names[0], comma)[0] == "nom" else None


def named_behind(view: FactDoc, counted: Counted | None) -> Named | None:
    """The name that an attribute with an amount stands before: `екі қабатты «Тұлпар» сауда үйі`."""
    if counted is None or not bears(view.norms[counted.end - 1]):
        return None
    token = view.after(counted.end)
    quoted = view.norm(token) in _OPENING
    token = view.after(token + 1) if quoted else token
    owner = view.owner[token] if token < len(view.owner) else -1
    if owner < 0 or view.flat[owner].label not in _LABELS or not (quoted or view.flat[owner].label == "ORG"):
        return None
    return view.flat[owner] if view.case(view.flat[owner]) not in ("gen", "attr") else None


def _place_behind(view: FactDoc, first: int, start: int, end: int, *, part: bool, weight: bool) -> Named | None:
    """The name behind what is counted: where it is, or where goods come from or go to.

    `Қырық жолаушы Арайдағы мектепте түнеді`, `12 тонна дәрі Бұхарадан келді`.
    """
    last = view.sentence_bounds(end - 1)[1]
    token = view.after(end)
    while token < last:
        if view.norms[token] in _OPENING:
            token = view.after(token + 1)
        owner = view.owner[token] if token < last else -1
        if owner < 0 or view.flat[owner].label not in _LABELS:
            return None
        named = view.flat[owner]
        case, token = phrase_of(view, named, last)
        if case in ("attr", "gen") and token < last and view.owner[token] >= 0:
            continue  # Сарыкөлдегі мектепте
        if (case == "abl" and (part or weight)) or (case == "dat" and weight):
            return named
        nominative = part or kind_of(view.norms[end - 1]) in NOMINATIVE_KINDS
        inside = nominative and case == "loc" and view.norm(token).isalpha()
        return named if inside and is_when(view, first, start) else None
    return None


def _is_attribute(view: FactDoc, person: Named, before: int) -> bool:
    """Whether a person only tells a noun from others: `Серік есімді екі ойыншы`, `Серік Омар жүргізген көліктен`."""
    token = view.after(person.end)
    if token >= before or view.owner[token] >= 0:
        return False
    if view.norms[token] == _NAMED:
        return True
    noun = view.after(token + 1)
    return kind_of(view.norms[token]) is Kind.PARTICIPLE and noun < before and view.words[noun].alpha


def _scene(view: FactDoc, first: int) -> Named | None:
    """The place of a headline before a colon, or the name whose noun follows it.

    Examples: `Алматыда өрт: 12 адам зардап шекті`, `Көшбасшы – «Арай»: акциясы 4 пайызға өсті`.
    """
    colon = view.before(first)
    if view.norm(colon) != ":" or colon != first - 1:
        return None
    if view.norm(view.after(first)) in _THERE:
        named = view.in_sentence(view.sentence_bounds(colon)[0], colon)
        return named[-1] if named and named[-1].label == "LOC" else None  # Бурабай ауданы: мұнда 212 отбасы
    last = view.before(colon)
    owner = view.owner[last] if last >= 0 else -1
    noun = view.norm(view.after(first))
    if owner >= 0 and view.flat[owner].label == "ORG" and noun and kind_of(noun) is Kind.OWNED:
        return view.flat[owner] if view.case(view.flat[owner]) == "nom" else None
    start = max(view.sentence_bounds(colon)[0], colon - _HEADLINE)
    places = view.in_sentence(start, colon)
    if len(places) != 1 or places[0].label != "LOC":
        return None
    case, token = phrase_of(view, places[0], colon)
    return places[0] if case == "loc" and token < colon else None


def _doer_behind(view: FactDoc, end: int) -> Named | None:
    """The organisation between its object and its verb: `60 пайызын «Арай» қоры берген`."""
    token = view.after(end)
    owner = view.owner[token] if token < len(view.owner) else -1
    if owner < 0 or view.flat[owner].label != "ORG" or not _OBJECT.match(view.norms[end - 1]):
        return None
    named = view.flat[owner]
    case, verb = phrase_of(view, named, view.sentence_bounds(named.start)[1])
    return named if case == "nom" and is_active(view.norm(verb)) else None


def equated_subject(view: FactDoc, amount: Named) -> Named | None:
    """The name that stands directly before an amount without a noun: `«Тұлпар» ЖШС – 12 миллион теңге`.

    So does a place in the locative (`Жетісайда 40 градус`), the peak or lake of which a bracket says how high or large
    it is, and the organisation of which it says a change or a sum (`«Арай» (минус 1,3 пайыз)`).
    """
    index = amount.index - 1
    if index < 0 or view.flat[index].label not in _LABELS:
        return None
    named = view.flat[index]
    if index and view.flat[index - 1].label == "PERSON" and view.gap(view.flat[index - 1].end, named.start) == (",",):
        return None  # 2) Ермек Тоқсан, Бескөл – 7,5: of the person
    if named.start < view.sentence_bounds(amount.start)[0] and BREAK in view.norms[named.end : amount.start]:
        return None
    case, token = phrase_of(view, named, amount.start)
    sign = view.norm(token) if token < amount.start else ""
    if sign and view.after(token + 1) < amount.start:
        return None
    end = view.after(amount.end)
    if sign == "(":
        kind = (value_of(amount) or {}).get("kind")
        large = kind == MEASURE if named.label == "LOC" else kind in _OF_FIRMS
        return named if large and view.norm(end) == ")" else None
    if not (view.closes_line(amount.end) or view.norm(end) in (",", ";", ".", "!")):
        return None
    if sign in DASHES:
        if view.norm(end) == ";" and is_amount(view, end + 1):
            return None  # Арай – 642 мың; 4,7%: of more than one measure
        return named if case in ("nom", "loc") else None
    first = clause_start(view, amount, view.sentence_bounds(amount.start)[0])
    if view.norm(first) in DASHES:
        first += 1  # – Арай ауданында алты.
    return named if not sign and case == "loc" and is_when(view, first, named.start) else None
