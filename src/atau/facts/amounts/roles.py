"""How a name stands to the amount behind it, by its case and the words between them."""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import Final

from atau.facts.amounts.clauses import is_amount, is_when
from atau.facts.amounts.flows import WEIGHT, flows, is_against, is_edge, is_journey
from atau.facts.amounts.having import acts, can_be_subject, has, is_embedded
from atau.facts.amounts.phrase import Kind, is_finite, is_spell, kind_of
from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.tables import amount_words, organisation_words
from atau.facts.view import DASHES, LINE, FactDoc, Named

_DESCRIPTORS: Final = 3
_FAR: Final = 14
_ALLOTTED: Final = frozenset(("бөлінген", "жоспарланған", "қаралған", "көзделген", "жұмсалған", "аударылған"))
_FOR: Final = "атынан"
_AS_FAR_AS: Final = ("дейін", "шейін")
_SCENE: Final = 5
_MAX_CACHED: Final = 16_384
_OWNED_GENITIVE: Final = re.compile(r".{2,}[ыі]н[ыі]ң$")
_IN_ITS: Final = re.compile(r".{2,}[ыі]нд[ае]$")
_IN_ITS_CASE: Final = re.compile(r".{2,}[ыі]н(?:д[ае]|дағы|дегі|[ае]н)$")
_OF_ITS: Final = re.compile(r".{2,}[ыі]нд[ае][ғг][ыі]$")
_NEAR: Final = 2
_VERBAL: Final = ("ып", "іп", "ған", "ген", "қан", "кен", "тын", "тін")


class Role(enum.Enum):
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


def role_of(view: FactDoc, named: Named, before: int, end: int, kind: str | None) -> Role:
    case, token = phrase_of(view, named, before)
    words = amount_words()
    following = view.norm(token) if token < before else ""
    if following in words["along"]:  # порты арқылы, облысы бойынша; not өзені арқылы өтетін көпір
        crossed = view.norm(view.after(token + 1)).startswith(tuple(words["cross"]))
        return Role.NONE if crossed else Role.SUBJECT
    if any(following.startswith(word) for word in words["source"]):  # басқармасының мәліметінше
        return Role.OTHER
    if case == "loc":
        return Role.INSIDE
    if case == NOMINATIVE:
        role = _of_nominative(view, named, token, before, end)
        if role is not None:
            return role
    if kind == WEIGHT and case in (NOMINATIVE, "gen") and is_edge(view, token, before):
        return Role.OWNER  # Арай көлінің жағасынан 46 тонна қоқыс
    if case in ("gen", "attr"):
        return _of_attribute(view, named, case, token, before, end)
    if case in ("dat", "abl"):
        if case == "dat" and following in _AS_FAR_AS:
            return Role.NONE  # Оралдан Жаңақалаға дейін 200 шақырым асфальт
        if is_journey(view, named, case, end) or (case == "abl" and is_against(view, named)):
            return Role.NONE
        return Role.OWNER if is_when(view, token, before) and flows(named, case, kind) else Role.NONE
    return _of_doer(view, named, token, before, end, kind) if case == NOMINATIVE else Role.NONE


def _of_attribute(view: FactDoc, named: Named, case: str, token: int, before: int, end: int) -> Role:
    """The role of a name in the genitive, or in the locative as an attribute."""
    if case == "gen" and is_embedded(view, end):
        return Role.SUBJECT  # «Арай» ЖШС-ның былтыр 12 адамға ақы төлемегенін анықтады
    if case == "attr" and token < before and view.norms[token].startswith(tuple(amount_words()["event"])):
        return Role.NONE  # Рупольдингтегі кезеңде бес нысананы құлатты
    if case == "attr" and named.label == "LOC" and _is_scene(view, token, before):
        return Role.INSIDE
    allotted = case == "gen" and _is_allotted(view, token, before)
    return Role.OWNER if allotted or _is_near(view, token, before) else Role.NONE


def _is_allotted(view: FactDoc, token: int, before: int) -> bool:
    """Whether money is set aside for something of a place: `Оралдың көшелерін жөндеуге бөлінген | қаржы`."""
    if not token < before <= token + _FAR or view.norms[view.before(before)] not in _ALLOTTED:
        return False
    return all(view.owner[at] < 0 and (view.words[at].alpha or view.words[at].space) for at in range(token, before))


def _of_doer(view: FactDoc, named: Named, token: int, before: int, end: int, kind: str | None) -> Role:
    """The role of a name in the nominative that may be the subject of the clause."""
    if named.label == "LOC":
        acting = _is_of_its_own(view, token, before) and acts(view, end)
        return Role.SUBJECT if acting else Role.NONE
    if named.label != "ORG":
        return Role.NONE
    following = view.norms[token] if token < before else ""
    if _is_of_its_people(view, token, before) or (_IN_ITS_CASE.match(following) and following != _FOR):
        return Role.OTHER  # ЮНЕСКО тізіміндегі ескерткішке 22 мың адам келеді
    does = has(view, end, kind) or (can_be_subject(view, token, before) and acts(view, end))
    return Role.SUBJECT if does else Role.OTHER


def _of_nominative(view: FactDoc, named: Named, token: int, before: int, end: int) -> Role | None:
    """The role of a name in the nominative with the words of its kind, if what stands next to it shows one."""
    sign = view.norm(token) if token < before else ""
    beside = not sign or view.after(token + 1) >= before
    bare = token >= before and named.label == "LOC" and is_amount(view, end - 1) and _ends_item(view, end)
    between_two = not {view.norm(at := view.before(named.start)), view.norm(view.before(at))}.isdisjoint(DASHES)
    if (sign in DASHES and beside and not between_two) or bare:
        return Role.OWNER  # Қазақстан – 15 алтын, Алакөл 22
    if not between_two and (_owns_noun(view, token, before) or _did(view, named, token, before)):
        return Role.OWNER
    if not (sign or between_two) and _is_of_noun(view, before, end):
        return Role.OWNER
    if sign == "(" and beside:
        return Role.OWNER if view.norm(view.after(end)) == ")" else Role.NONE  # Жапония (5 алтын)
    return None


def _ends_item(view: FactDoc, end: int) -> bool:
    return view.closes_line(end) or view.norm(view.after(end)) in (",", ";", ".")


def _is_of_its_people(view: FactDoc, token: int, before: int) -> bool:
    """Whether a possessed noun behind an organisation is who acts: `«Арай» ЖШС өкілі 5 млн теңге сұрады`."""
    norm = view.norm(token)
    if token >= before or view.owner[token] >= 0:
        return False
    return norm.startswith(tuple(amount_words()["people"])) and kind_of(norm) is Kind.OWNED


def _is_of_its_own(view: FactDoc, token: int, before: int) -> bool:
    """Whether those of a place act: `Қазақстан тарапы оған 14 ескертпе берді`."""
    if token >= before or view.owner[token] >= 0 or kind_of(view.norms[token]) is not Kind.OWNED:
        return False
    return not is_finite(view.norms[token]) and can_be_subject(view, view.after(token + 1), before)


def _is_scene(view: FactDoc, token: int, before: int) -> bool:
    """Whether a noun in the locative is at a place: `Арай қаласындағы № 4 сайлау округінде алты кандидат`."""
    for _ in range(_SCENE):
        if token >= before or view.owner[token] >= 0:
            return False
        norm = view.norms[token]
        if is_finite(norm):
            return False
        if case_by_ending(norm) == "loc" and not is_spell(norm):
            return not norm.startswith(tuple(amount_words()["event"]))
        token = view.after(token + 1)
    return False


def _owns_noun(view: FactDoc, token: int, before: int) -> bool:
    """Whether the name is the first part of what is counted: `Үлкен Арал суының төрттен үші`."""
    if token < before:
        return view.after(token + 1) >= before and _OWNED_GENITIVE.match(view.norms[token]) is not None
    return view.owner[token] < 0 and _OWNED_GENITIVE.match(view.norms[token]) is not None


def _is_of_noun(view: FactDoc, start: int, end: int) -> bool:
    """Whether tokens start..end are a possessed noun and its amount, or an amount and what it is done with.

    `Арай акциясы 4 пайызға өсті`, `Қазақстан 24 оқу орнымен алда`.
    """
    before = [token for token in range(start, end) if not is_amount(view, token) and view.words[token].alpha]
    if not before or len(before) > _DESCRIPTORS:
        return False
    last = view.norms[before[-1]]
    if is_amount(view, start):
        return case_by_ending(last) == "ins"
    return kind_of(last) is Kind.OWNED and view.owner[start] < 0


def _did(view: FactDoc, named: Named, token: int, before: int) -> bool:
    """Whether a participle says what an organisation did with the counted noun: `«Тұлпар» ЖШС аударған сома`."""
    return (
        named.label == "ORG"
        and token < before <= view.after(token + 1)
        and view.owner[token] < 0
        and kind_of(view.norms[token]) is Kind.PARTICIPLE
    )


def _is_near(view: FactDoc, token: int, before: int) -> bool:
    """Whether nothing but a word or two of one noun phrase stands between an owner and the amount."""
    words = [
        view.norms[at] for at in range(token, before) if view.norms[at] not in ("", LINE) and not is_amount(view, at)
    ]
    return len(words) <= _NEAR and all(
        word.isalpha() and not word.endswith(_VERBAL) and case_by_ending(word) != "dat" for word in words
    )


def phrase_of(view: FactDoc, named: Named, before: int) -> tuple[str, int]:
    """The case in which a name with the words for its kind stands, and the token behind these."""
    case, token = view.case(named), view.after(named.end)
    if view.norm(token) in ("»", "”", '"'):
        token = view.after(token + 1)
    at = token
    for _ in range(_DESCRIPTORS):
        if at >= before or view.owner[at] >= 0 or not _is_descriptor(view.norms[at]):
            break
        norm = view.norms[at]
        at = view.after(at + 1)
        if not _is_before_kind(norm):  # the kind itself, not халықаралық
            case, token = NOMINATIVE if norm in amount_words()["kind"] else case_by_ending(norm), at  # кәсіпорны
    if case in (NOMINATIVE, "gen"):  # Арай ауданы орталығында, Арайдың орталығындағы
        inside = _inside(view, token, before)
        # not Москваның түбінде қаза тапқан 83 жауынгер
        told = case == "gen" and any(kind_of(norm) is Kind.PARTICIPLE for norm in view.norms[inside:before])
        if inside >= 0 and not told:
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
        if (is_finite(norm) and kind_of(norm) is not Kind.ADJECTIVE) or norm.startswith(no_place):
            break
        if _IN_ITS.match(norm):
            return view.after(token + 1)
        if _OF_ITS.match(norm) and view.after(token + 1) == before:
            return before  # өзені жағасындағы 184 шаршы метр; not астанасындағы жарыста 3 алтын
        token = view.after(token + 1)
    return -1


@lru_cache(_MAX_CACHED)
def _is_descriptor(norm: str) -> bool:
    """Whether a word behind a name can say of what kind the place or organisation is."""
    return _is_before_kind(norm) or norm.startswith(tuple(amount_words()["kind"]))


def _is_before_kind(norm: str) -> bool:
    return norm in organisation_words()["between"] or norm in amount_words()["before_kind"]
