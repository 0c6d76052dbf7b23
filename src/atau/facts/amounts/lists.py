"""Amounts in the items of a list: a line before it says of what they are, or whose."""

from __future__ import annotations

from typing import Final

from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, is_amount
from atau.facts.amounts.nouns import before_bracket, is_kind, is_measure, phrase_start
from atau.facts.amounts.phrase import Kind, is_finite, is_plural, kind_of
from atau.facts.amounts.roles import phrase_of
from atau.facts.tables import amount_words
from atau.facts.view import BREAK, DASHES, LINE, FactDoc, Named

_LABELS: Final = ("ORG", "LOC")
_SOURCE: Final = "facts.amount_measure"
_ITEM_ENDS: Final = frozenset((";", ":", ","))
_MOST_LINES: Final = 40
_MOST_TOKENS: Final = 60
_BULLETS: Final = frozenset("•●▪■◦*–—-")
_BETWEEN: Final = (";", ",", "/", "|")
_JOINS: Final = (",", "және", "мен", "пен", "бен")
_LIST: Final = 60
_BEFORE_DASH: Final = 6


def announced(view: FactDoc, amount: Named) -> Counted | None:
    """What the words before a colon say that the names behind it have: `төлемдер мынадай болсын: Бақалы – 41`."""
    dash = view.before(amount.start)
    name = view.before(dash)
    if name < 0 or view.norms[dash] not in DASHES:
        return None
    first = view.paragraph_start(amount.start)
    for token in range(name, max(first - 1, name - _MOST_TOKENS), -1):
        if view.norms[token] == ":" and view.owner[token] < 0:
            return _listed(view, token, first)
    return None


def _listed(view: FactDoc, colon: int, first: int) -> Counted | None:
    """The noun before `мынадай`, `келесідей` in the clause that a colon ends."""
    following = tuple(amount_words()["following"])
    for token in range(colon - 1, max(first, colon - _MOST_TOKENS), -1):
        norm = view.norms[token]
        if norm in (".", ";", LINE, BREAK):
            return None
        if view.owner[token] < 0 and norm.startswith(following):
            noun = view.before(token)
            if noun < first or view.owner[noun] >= 0 or not view.words[noun].alpha:
                return None
            plural = is_plural(view.norms[noun])
            if not plural and kind_of(view.norms[noun]) not in NOMINATIVE_KINDS:
                return None
            return Counted(phrase_start(view, noun, first), noun + 1, _SOURCE)
    return None


def list_measure(view: FactDoc, token: int, first: int) -> Counted | None:
    """The measure before the last colon of the sentence before a token."""
    for colon in range(token - 1, max(first, token - _LIST), -1):
        if (view.norms[colon] == "." and _ends_sentence(view, colon)) or _opens_bracket(view, colon, token):
            return None
        if view.norms[colon] == ":" and view.owner[colon] < 0:
            if is_amount(view, colon + 1) and not {LINE, BREAK}.isdisjoint(view.norms[colon:token]):
                return None  # Пайда: 3 млрд теңге, below it Қарыз: 2 млрд теңге
            noun = view.before(colon)
            if noun >= first and is_finite(view.norms[noun]) and not is_measure(view.norms[noun]):
                noun = view.before(noun)  # билет құны өзгермейді: балаға – 500 теңге
                if kind_of(view.norm(noun)) not in NOMINATIVE_KINDS:
                    return None
            named = is_kind(view, view.before(noun), view.norm(noun))  # Бұқар жырау ауданы: көшеге 86 миллион
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


def titled(view: FactDoc, amount: Named) -> Counted | None:
    """The measure of the title of a list that names as many as its lines have amounts.

    `ОРТАША ЖАЛАҚЫ ЖӘНЕ ЖҰМЫССЫЗДЫҚ` above lines such as `Атырау облысы – 642 мың теңге; 4,7%`.
    """
    start = view.line_start(amount.start)
    amounts = _of_item(view, start)
    if amount not in amounts:
        return None
    for _ in range(_MOST_LINES):
        end = view.before(start)
        if end < 0:
            return None
        start = view.line_start(end)
        if len(_of_item(view, start)) == len(amounts) or view.norm(start) == "(":
            continue
        measures = _measures(view, start, end + 1)
        return measures[amounts.index(amount)] if len(measures) == len(amounts) else None
    return None


def _of_item(view: FactDoc, start: int) -> list[Named]:
    """The amounts of a line that begins with a name and a dash, one behind the other with only signs between."""
    name = _behind_number(view, start)
    owner = view.owner[name] if name < len(view.owner) else -1
    if owner < 0 or view.flat[owner].label not in _LABELS:
        return []
    dash = view.after(view.flat[owner].end)
    found: list[Named] = []
    token = view.after(dash + 1) if view.norm(dash) in DASHES else len(view.owner)
    while token < len(view.owner) and is_amount(view, token):
        found.append(view.flat[view.owner[token]])
        token = found[-1].end
        if view.closes_line(token) or view.norm(view.after(token)) not in _BETWEEN:
            break
        token = view.after(view.after(token) + 1)
    return found if view.closes_line(token) or (found and view.norm(view.after(token)) in _ITEM_ENDS) else []


def _measures(view: FactDoc, start: int, end: int) -> list[Counted]:
    """The nouns of measure that a title joins, behind its colon; none where one of the joined nouns is no measure."""
    colon = next((at for at in range(end - 2, start, -1) if view.norms[at] == ":"), start - 1)
    found: list[Counted] = []
    first = view.after(colon + 1)
    for token in range(first, end + 1):
        if token < end and view.norms[token] not in _JOINS:
            continue
        noun = view.before(token)
        noun = before_bracket(view, view.before(noun) if view.norm(noun) == ":" else noun, first)
        if noun < first or view.owner[noun] >= 0 or not is_measure(view.norms[noun]):
            return []
        found.append(Counted(phrase_start(view, noun, first), noun + 1, _SOURCE))
        first = view.after(token + 1)
    return found


def priced(view: FactDoc, amount: Named) -> Counted | None:
    """The first word of a line of a list of prices: `Сиыр (сауын) – 650 мың теңге`, `Бие құлынымен – 1,1 млн теңге`."""
    dash = view.before(amount.start)
    start = view.line_start(amount.start)
    if dash <= start or view.norms[dash] not in DASHES or not view.words[start].title or view.owner[start] >= 0:
        return None
    between = view.gap(start + 1, dash)
    if len(between) > _BEFORE_DASH or ":" in between or not DASHES.isdisjoint(between):
        return None
    if between and between[0] not in ("(", ",") and kind_of(between[0]) not in (Kind.CASE, Kind.WITH):
        return None
    words = amount_words()
    noun = view.words[start].alpha and view.norms[start] not in words["no_noun"] | words["adverb"]
    return Counted(start, start + 1, _SOURCE) if noun else None


def owner_of_item(view: FactDoc, amount: Named) -> Named | None:
    """The organisation or place that an item begins with: `1. «Арай» ЖШС – жүргізуші, 2 адам`."""
    start = view.line_start(amount.start)
    token = _behind_number(view, start)
    if token == start:
        return None
    if view.norm(token) in ("«", "“"):
        token = view.after(token + 1)
    owner = view.owner[token] if token < amount.start else -1
    if owner < 0:
        return None
    named = view.flat[owner]
    if named.label not in _LABELS or view.case(named) != "nom":
        return None
    _, after = phrase_of(view, named, amount.start)
    return named if after < amount.start and view.norms[after] in DASHES else None


def _behind_number(view: FactDoc, start: int) -> int:
    """The token behind the number or the sign that an item of a list begins with; `start` where there is none."""
    if view.norm(start) in _BULLETS:
        return view.after(start + 1)
    sign = view.after(start + 1)
    if view.words[start].digit and view.owner[start] < 0:
        if view.norms[start].endswith((".", ")")):
            return sign
        if view.norm(sign) in (".", ")"):
            return view.after(sign + 1)
    return start


def owner_of_list(view: FactDoc, amount: Named) -> Named | None:
    """The one organisation or place of the line that a list belongs to: `Арай округінің бюджеті мынадай болсын:`.

    The items between it and the amount end like items.
    """
    start = view.line_start(amount.start)
    for _ in range(_MOST_LINES):
        end = view.before(start)
        if end < 0 or BREAK in view.norms[end + 1 : start] or view.norms[end] not in _ITEM_ENDS:
            return None
        start = view.line_start(end)
        if view.norms[end] != ":":
            continue
        names = {named.cluster: named for named in view.in_sentence(start, end) if named.label in _LABELS}
        if names:
            return next(iter(names.values())) if len(names) == 1 else None
    return None
