"""Where an organisation is: a place in its name, before it, in brackets behind it, or said by a verb."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.doubt import is_doubtful
from atau.facts.evidence import common
from atau.facts.located_rows import at_work, by_offices, in_locatives, in_registers, in_rows
from atau.facts.quotes import QUOTES, outside, unquoted_gap
from atau.facts.records import Location
from atau.facts.tables import organisation_words
from atau.facts.view import LINE, FactDoc, Named

_MAX_DESCRIPTOR: Final = 2
_MAX_VERB: Final = 6
_LONGEST: Final = 25  # tokens of an address
_ATTRIBUTIVE: Final = frozenset(("gen", "attr"))
#: Endings behind the stem of a verb that is denied, supposed, planned or a condition.
_UNREAL: Final = ("па", "пе", "ба", "бе", "ма", "ме", "у", "са", "сын", "ар")


def find_locations(view: FactDoc) -> list[Location]:
    """The locations of a document, each pair of organisation and place once."""
    found: dict[tuple[str, str], Location] = {}
    for organisation, place, source in _pairs(view):
        key = (organisation.cluster, place.cluster)
        if key not in found:
            start, end = min(organisation.start, place.start), max(organisation.end, place.end)
            found[key] = Location(
                **common(view, start, end, source), organisation=organisation.record(), place=place.record()
            )
    return sorted(found.values(), key=lambda fact: fact.start)


def _pairs(view: FactDoc) -> Iterator[tuple[Named, Named, str]]:
    flat = view.flat
    for named in flat:
        if named.label == "ORG":
            for inner in named.nested:
                if (
                    inner.label == "LOC"
                    and _says_where(view, named, inner)
                    and not _is_nearer_before(view, named, inner)
                ):
                    yield named, inner, "facts.place_in_name"
    yield from _addresses(view)
    yield from _beside_names(view)
    yield from ((organisation, place, "facts.place_row") for organisation, place in in_rows(view))
    yield from ((organisation, place, "facts.place_address") for organisation, place in in_registers(view))
    yield from ((organisation, place, "facts.place_after") for organisation, place in by_offices(view))
    yield from ((organisation, place, "facts.place_before") for organisation, place in in_locatives(view))
    yield from ((organisation, place, "facts.place_verb") for organisation, place in at_work(view))
    sides = [*pairwise(flat), *(pair for named in flat for pair in pairwise(named.nested))]
    for left, right in sides:
        if left.label == "LOC" and right.label == "ORG" and _leads_to(view, left, right):
            if not (_is_wide(left) and any(inner.label == "LOC" for inner in right.nested)):
                yield right, left, "facts.place_before"  # Жетісу облысындағы Қоғалы ауруханасы: the nearer place only
        elif left.label == "ORG" and right.label == "LOC":
            if _in_bracket(view, left, right):
                yield left, right, "facts.place_after"
            elif _by_verb(view, left, right):
                yield left, right, "facts.place_verb"


def _beside_names(view: FactDoc) -> Iterator[tuple[Named, Named, str]]:
    """The one organisation and the one place of a bracket: `Артём Ким (Павлодар, №8 лицей)`."""
    for left, right in pairwise(view.flat):
        if {left.label, right.label} != {"ORG", "LOC"}:
            continue
        organisation, place = (left, right) if left.label == "ORG" else (right, left)
        around = [view.norm(outside(view, left.start, -1)), view.norm(outside(view, right.end, 1))]
        between = unquoted_gap(view, left.end, right.start)
        alone = len(between) <= _MAX_DESCRIPTOR and all(word.isalpha() for word in between[:-1])
        if around == ["(", ")"] and between[-1:] == [","] and alone:
            yield organisation, place, "facts.place_after"


def _addresses(view: FactDoc) -> Iterator[tuple[Named, Named, str]]:
    """The places of an address behind the word for it, of the one organisation of the line (nested ones included)."""
    words = organisation_words()["address"]
    if words.isdisjoint(view.norms):
        return
    for token, norm in enumerate(view.norms):
        if norm not in words or view.owner[token] >= 0:
            continue
        start = view.line_start(token)
        inside = [one for named in view.in_sentence(start, token) for one in (named, *named.nested)]
        before = [one for one in inside if one.label == "ORG"]
        if len({named.cluster for named in before}) != 1:
            continue
        at = view.after(token + 1)
        if view.norm(at) not in (":", "–", "—", "-"):
            continue
        at += 1
        for place in view.in_sentence(at, at + _LONGEST):
            gap = view.gap(at, place.start)
            if place.label != "LOC" or not all(_is_of_address(word) for word in gap):
                break
            yield before[0], place, "facts.place_address"
            at = place.end


def _is_of_address(word: str) -> bool:
    """Whether a word may stand between two places of an address: a comma, a number, қаласы, қ."""
    descriptors = organisation_words()["descriptor"]
    return word in (",", ".", "қ", "«", "»") or word[:1].isdigit() or any(word.startswith(one) for one in descriptors)


def _says_where(view: FactDoc, organisation: Named, place: Named) -> bool:
    """Whether a place in a name is where the organisation is: not in a brand, in quotes or in Latin letters."""
    words = view.words
    if view.case(place) == "acc":
        return False  # Аралды құтқару қоры: what it is about
    inside = words[organisation.start : organisation.end]
    if any(view.norms[organisation.end - 1].startswith(word) for word in organisation_words()["abroad"]):
        return view.case(place) == "attr"  # Жапонияның Қазақстандағы елшілігі
    if any(word.latin and word.alpha for word in inside) and not any(
        word.alpha and not word.latin and not word.title for word in inside
    ):
        return False
    depth = 0
    for token in range(organisation.start, place.start):
        form = words[token].form
        if form in "«„" or (form == '"' and not depth):
            depth += 1
        elif form in "»”" or form == '"':
            depth -= 1
    # «Атырау облысы әкімінің аппараты» ММ names a body in full; «Сыр Медиа» ЖШС is a brand.
    if depth <= 0:
        before = words[organisation.start - 1].form if organisation.start else ""
        return not (before in QUOTES and before and _is_brand(view, organisation, place))
    return not _is_brand(view, organisation, place)


def _is_brand(view: FactDoc, organisation: Named, place: Named) -> bool:
    """Whether no word of the quoted name outside of the place says what kind of body it is."""
    kinds = organisation_words()["body"]
    closed = False
    for token in range(organisation.start, organisation.end):
        form = view.words[token].form
        closed = closed or form in "»”"
        named = not place.start <= token < place.end
        if named and not closed and any(view.norms[token].startswith(word) for word in kinds):
            return False
    return True


def _leads_to(view: FactDoc, place: Named, organisation: Named) -> bool:
    """Whether a place in the genitive or as an attribute stands directly before an organisation."""
    gap = unquoted_gap(view, place.end, organisation.start)
    if LINE in gap:
        gap = [word for word in gap if word != LINE]
    words = organisation_words()
    if not gap:
        return view.case(place) in _ATTRIBUTIVE
    if len(gap) > _MAX_DESCRIPTOR:
        return False
    return (
        case_by_ending(gap[-1]) in _ATTRIBUTIVE
        and all(word.isalpha() for word in gap)
        and any(gap[0].startswith(word) for word in words["descriptor"])
    )


def _is_wide(place: Named) -> bool:
    """Whether a place is a region, a district or a state, in which the place of an organisation lies."""
    return place.normal.lower().endswith(tuple(organisation_words()["wide"]))


def _is_nearer_before(view: FactDoc, organisation: Named, inner: Named) -> bool:
    """Whether a nearer place than a wide one in the name stands before it: Оралдағы Батыс Қазақстан академиясы."""
    if not organisation.index or organisation.holder is not None or not _is_wide(inner):
        return False
    before = view.flat[organisation.index - 1]
    return before.label == "LOC" and not _is_wide(before) and _leads_to(view, before, organisation)


def _in_bracket(view: FactDoc, organisation: Named, place: Named) -> bool:
    gap = unquoted_gap(view, organisation.end, place.start)
    after = view.after(place.end)
    descriptors = organisation_words()["descriptor"]
    if any(view.norm(after).startswith(word) for word in descriptors):
        after = view.after(after + 1)
    kinds = gap[:-1]
    return (
        gap[-1:] == ["("]
        and len(kinds) <= 1
        and all(word.isalpha() and view.case(organisation) == NOMINATIVE for word in kinds)
        and view.norm(after) in (")", ",")
    )


def _by_verb(view: FactDoc, organisation: Named, place: Named) -> bool:
    """`кеңсесі Ақтауда орналасқан`: a place in the locative before a verb of being somewhere."""
    if view.case(place) != "loc" and case_by_ending(view.norm(view.after(place.end))) != "loc":
        return False
    _, end = view.sentence_bounds(organisation.start)
    if place.start >= end:
        return False
    verbs = organisation_words()["verb"]
    reach = range(place.end, min(end, place.end + _MAX_VERB))
    found = any(
        view.norms[token].startswith(word)
        and not view.norms[token].startswith(_UNREAL, len(word))
        and not is_doubtful(view, token, end)
        for token in reach
        for word in verbs
    )
    clear = not any(norm in (",", ";", LINE) for norm in view.norms[organisation.end : place.start])
    return found and clear
