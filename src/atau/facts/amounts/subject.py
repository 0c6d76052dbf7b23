"""The organisation or place that an amount is said of. In doubt there is none."""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import Final

from atau.facts.amounts.phrase import Kind, is_finite, is_spell, kind_of
from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.tables import amount_words, organisation_words, words_of
from atau.facts.view import BREAK, DASHES, LINE, FactDoc, Named
from atau.labels import AMOUNTS
from atau.morphology.numerals_words import word_class

_DESCRIPTORS: Final = 3
_MAX_CACHED: Final = 16_384
_IN_ITS: Final = re.compile(r".{2,}[ыі]нд[ае]$")
_LABELS: Final = ("ORG", "LOC")
_MONEY: Final = "money"
_MEASURE: Final = "measure"
_NEAR: Final = 2
_OPENING: Final = frozenset("«“„")
_CLOSING: Final = frozenset("»”")
_VERBAL: Final = ("ып", "іп", "ған", "ген", "қан", "кен", "тын", "тін")


class _Role(enum.Enum):
    """How a name stands to the amount behind it.

    OWNER: directly before it, so that no other name comes into question. SUBJECT: the amount is said of it. INSIDE: it
    is there, unless the clause is about a person. OTHER: it is something else, and so is what stands before it. NONE:
    it is of no account.
    """

    OWNER = enum.auto()
    SUBJECT = enum.auto()
    INSIDE = enum.auto()
    OTHER = enum.auto()
    NONE = enum.auto()


def subject_of(view: FactDoc, amount: Named, start: int, end: int, kind: str | None) -> Named | None:
    """The organisation or place of the same clause of which `amount` is said.

    start, end: tokens of the amount with what it counts. kind: of its value. An organisation comes before a place, the
    nearer before the farther.
    """
    first = _clause_start(view, amount, view.sentence_bounds(amount.start)[0])
    place: Named | None = None
    inside: Named | None = None
    for named in reversed(view.in_sentence(first, start)):
        if named.label == "PERSON" and view.case(named) == "nom":
            return None  # the clause is about a person
        if named.label not in _LABELS or named.end > start:
            continue
        role = _role(view, named, start, end, kind)
        if role is _Role.OWNER:
            return place or named  # Аягөз ауданындағы Мыңбұлақта: the nearer one
        if role is _Role.SUBJECT and named.label == "ORG":
            return inside or named
        if role is _Role.OTHER:
            break
        if role in (_Role.SUBJECT, _Role.INSIDE):
            place = place or named
            inside = inside or (named if named.label == "ORG" else None)
    return inside or place


def equated_subject(view: FactDoc, amount: Named) -> Named | None:
    """The name that stands directly before an amount without a noun: `«Тұлпар» ЖШС – 12 миллион теңге`.

    So does a place in the locative (`Жетісайда 40 градус`), and the peak or lake of which a bracket says how high or
    large it is.
    """
    index = amount.index - 1
    if index < 0 or view.flat[index].label not in _LABELS:
        return None
    named = view.flat[index]
    if named.start < view.sentence_bounds(amount.start)[0] and BREAK in view.norms[named.end : amount.start]:
        return None
    case, token = _phrase(view, named, amount.start)
    sign = view.norm(token) if token < amount.start else ""
    if sign and view.after(token + 1) < amount.start:
        return None
    end = view.after(amount.end)
    if sign == "(":
        return named if named.label == "LOC" and view.norm(end) == ")" else None
    if not (view.closes_line(amount.end) or view.norm(end) in (",", ";", ".", "!")):
        return None
    if sign in DASHES:
        return named if case in ("nom", "loc") else None
    return named if not sign and case == "loc" else None


def _clause_start(view: FactDoc, amount: Named, first: int) -> int:
    """Where the clause of the amount begins: behind a sign, a quotation mark, a pronoun as subject."""
    opened = 0
    for token in range(amount.start - 1, first - 1, -1):
        norm = view.norms[token]
        opened += (norm in _CLOSING) - (norm in _OPENING)
        if opened < 0 or (norm in words_of()["pronoun"] and view.owner[token] < 0):
            return token + 1  # «… 9 автобус жүр» деп жазды; ол 60 пәтер аралайды
        if norm in (";", ":", BREAK) and view.owner[token] < 0:
            return token + 1
        if norm == "," and view.owner[token] < 0 and not _joins_names(view, token):
            return token + 1
    return first


def _joins_names(view: FactDoc, comma: int) -> bool:
    before, after = view.before(comma), view.after(comma + 1)
    if before < 0 or after >= len(view.owner):
        return False
    left, right = view.owner[before], view.owner[after]
    return left >= 0 and right >= 0 and view.flat[left].label == view.flat[right].label


def _role(view: FactDoc, named: Named, before: int, end: int, kind: str | None) -> _Role:
    case, token = _phrase(view, named, before)
    words = amount_words()
    following = view.norm(token) if token < before else ""
    if following in words["along"]:  # порты арқылы, облысы бойынша
        return _Role.SUBJECT
    if any(following.startswith(word) for word in words["source"]):  # басқармасының мәліметінше
        return _Role.OTHER
    if case == "loc":
        return _Role.NONE if _is_attribute(view, token, before) else _Role.INSIDE
    if case == NOMINATIVE and following in DASHES and view.after(token + 1) >= before:
        return _Role.OWNER  # Қазақстан – 15 алтын
    if case in ("gen", "attr"):
        return _Role.OWNER if _is_near(view, token, before) else _Role.NONE
    if case in ("dat", "abl"):
        return _Role.OWNER if _is_when(view, token, before) and _flows(named, case, kind) else _Role.NONE
    if named.label == "ORG" and case == "nom":
        acts = _owns(view, end, kind) or (_is_subject(view, token, before) and _acts(view, end))
        return _Role.SUBJECT if acts else _Role.OTHER
    return _Role.NONE


def _is_attribute(view: FactDoc, token: int, before: int) -> bool:
    """Whether a participle makes the place an attribute of another noun: `Оралда өткен жиынға 12 адам келді`."""
    after = view.after(token + 1)
    return after < before and view.owner[token] < 0 and kind_of(view.norms[token]) is Kind.PARTICIPLE


def _is_near(view: FactDoc, token: int, before: int) -> bool:
    """Whether nothing but a word or two of one noun phrase stands between an owner and the amount."""
    words = [
        view.norms[at] for at in range(token, before) if view.norms[at] not in ("", LINE) and not _is_amount(view, at)
    ]
    return len(words) <= _NEAR and all(word.isalpha() and not word.endswith(_VERBAL) for word in words)


def _is_amount(view: FactDoc, token: int) -> bool:
    """Whether a token belongs to an amount."""
    return view.owner[token] >= 0 and view.flat[view.owner[token]].label in AMOUNTS


def _is_when(view: FactDoc, start: int, end: int) -> bool:
    """Whether tokens start..end only say when: `былтыр`, `бір аптада`, `2024 жылы`; or are none."""
    return all(
        norm in ("", LINE)
        or view.words[token].digit
        or _is_adverb(norm)
        or word_class(norm) is not None
        or is_spell(norm)
        for token, norm in enumerate(view.norms[start:end], start)
        if not _is_amount(view, token)
    )


def _is_adverb(norm: str) -> bool:
    return norm in words_of()["adverb"] or norm in words_of()["year"] or norm in amount_words()["adverb"]


def _flows(named: Named, case: str, kind: str | None) -> bool:
    """Whether what is counted or weighed comes from an organisation, or goes to it or to a place; no distances."""
    if named.label == "ORG":
        return kind != _MEASURE
    return case == "dat" and kind != _MONEY


def _phrase(view: FactDoc, named: Named, before: int) -> tuple[str, int]:
    """The case in which a name with the words for its kind stands, and the token behind these."""
    case, token = view.case(named), view.after(named.end)
    if view.norm(token) in ("»", "”", '"'):
        token = view.after(token + 1)
    for _ in range(_DESCRIPTORS):
        if token >= before or view.owner[token] >= 0 or not _is_descriptor(view.norms[token]):
            break
        case = case_by_ending(view.norms[token])
        token = view.after(token + 1)
    if case == NOMINATIVE and named.label == "LOC":
        inside = _inside(view, token, before)
        if inside >= 0:
            return "loc", inside
    return case, token


def _inside(view: FactDoc, token: int, before: int) -> int:
    """The token behind words that say where in a place: `«Отырар» | қонақ үйінің залында`; -1 where none do."""
    words = amount_words()
    no_place = tuple(words["relation"] | words["event"])
    for _ in range(_DESCRIPTORS):
        if token >= before or view.owner[token] >= 0 or not view.words[token].alpha:
            break
        norm = view.norms[token]
        if is_finite(norm) or norm.startswith(no_place):
            break
        if _IN_ITS.match(norm):
            return view.after(token + 1)
        token = view.after(token + 1)
    return -1


@lru_cache(_MAX_CACHED)
def _is_descriptor(norm: str) -> bool:
    """Whether a word behind a name can say of what kind the place or organisation is."""
    return norm in organisation_words()["between"] or norm.startswith(tuple(amount_words()["kind"]))


def _is_subject(view: FactDoc, start: int, before: int) -> bool:
    """Whether nothing between an organisation and the amount can be the subject in its place, or end its clause."""
    for token in range(start, before):
        norm, owner = view.norms[token], view.owner[token]
        if owner >= 0:
            if view.flat[owner].label in ("PERSON", "ORG", "POSITION") and view.case(view.flat[owner]) == "nom":
                return False
            continue
        if not norm or norm == LINE or view.words[token].digit:
            continue
        if not view.words[token].alpha:
            return False
        if _is_converb(norm) or _is_converb(view.norm(view.after(token + 1))):
            continue  # тексеріс тағайындап
        if not _is_adverb(norm) and (is_finite(norm) or kind_of(norm) in (Kind.NOUN, Kind.OWNED, Kind.VERB)):
            return False
    return True


def _acts(view: FactDoc, end: int) -> bool:
    """Whether the clause behind the amount ends in an active verb of the third person that is no report."""
    last = ""
    for token in range(end, view.sentence_bounds(end - 1)[1]):
        norm = view.norms[token]
        if view.owner[token] >= 0:
            named = view.flat[view.owner[token]]
            if named.label in ("PERSON", "ORG", "POSITION") and view.case(named) == "nom":
                return False  # another one does it
            continue
        if any(norm.startswith(word) for word in amount_words()["report"]):
            return False
        if norm in (";", ".") or (norm == "," and not _leads_on(view, token)):
            break
        last = norm if norm.isalpha() else last
    return bool(_ACTIVE.match(last)) and not _PASSIVE.match(last)


def _is_converb(norm: str) -> bool:
    return kind_of(norm) is Kind.VERB and norm.endswith("п")


_ACTIVE: Final = re.compile(r".{2,}(?:[дт][ыі]|[ыі]?пт[ыі]|[ғгқк][ае]н|[ыіауй]п|м[ае]й|[аей]д[ыі]|уда|уде)$")
#: Behind the stem of a verb that is neither passive nor longer: бөл-ді, not бөл-інді, тап-сырды.
_INFLECTED: Final = re.compile(
    r"(?:[ыі]?п(?:т[ыі])?|[дт][ыі]\w*|[ғгқк][ае]н\w*|[аей](?:д[ыі]|т[ыі]н)\w*|м[ае]\w*|у[дғг][ыіае]|с[ае]|[ае]р)?"
)
_PASSIVE: Final = re.compile(
    r".{2,}(?:[ыіаәе]л|[ыіаәе]н|йыл|йіл)(?:[дт][ыі]|[ае]д[ыі]|[ғг][ае]н|[ыі]п|[ыі]пт[ыі]|уда|уде|м[ае]й)$"
)


def _leads_on(view: FactDoc, comma: int) -> bool:
    """Whether another amount follows a comma directly: бір алтын, үш күміс еншіледі."""
    following = view.after(comma + 1)
    return following < len(view.owner) and _is_amount(view, following)


def _owns(view: FactDoc, end: int, kind: str | None) -> bool:
    """Whether the clause behind the amount says that its subject has, gives, gets or makes it, and is no report."""
    words = amount_words()
    for token in range(end, view.sentence_bounds(end - 1)[1]):
        norm = view.norms[token]
        if view.owner[token] >= 0 or not norm or norm == LINE:
            continue
        if any(norm.startswith(word) for word in words["report"]):
            return False
        if any(norm.startswith(word) and _INFLECTED.fullmatch(norm, len(word)) for word in words["own"]):
            return True
        if norm in (";", ".") or (norm == "," and kind != _MONEY and not _leads_on(view, token)):
            return False
    return False
