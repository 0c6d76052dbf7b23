"""Mentions of one person, body or place in one document, joined. Precision before recall.

Persons are joined by the parts of their names; bodies and places where their dictionary forms are the same, or where
one is the abbreviation of the other. Offices are those that stand next to a mention of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from spacy.tokens import Doc, Span

from atau.components.person_names import PersonName, compatible, merge, parse_name

_PREFIXES: Final = {"PERSON": "p", "ORG": "o", "LOC": "l"}
_SMALL = frozenset(("және", "мен", "бен", "пен", "жөніндегі"))
_DASHES = frozenset("-–—")
_BRACKETS = "()"
_QUOTES = str.maketrans("", "", "«»“”„\"'’‘")


@dataclass(slots=True)
class _Person:
    name: PersonName
    normals: list[str] = field(default_factory=list)
    first: int = 0


def _key(normal: str) -> str:
    return " ".join(normal.translate(_QUOTES).lower().split())


def join_mentions(doc: Doc, mentions: Sequence[Span]) -> None:
    """Sets ``cluster`` on the mentions of PERSON, ORG and LOC, and ``doc._.people``.

    mentions: entities and nested mentions with their ``normal``. An id is p, o or l and a number that counts the
    persons, bodies or places of the document in the order of their first mention.
    """
    named = sorted((m for m in mentions if m.label_ in _PREFIXES and m._.normal), key=lambda m: (m.start, -m.end))
    by_label: dict[str, list[Span]] = {label: [] for label in _PREFIXES}
    for mention in named:
        by_label[mention.label_].append(mention)
    for label, spans in by_label.items():
        groups = _persons(spans) if label == "PERSON" else _same_names(doc, spans)
        ids: dict[str, str] = {}
        for span in spans:
            group = groups[span._.normal]
            span._.cluster = ids.setdefault(group, f"{_PREFIXES[label]}{len(ids) + 1}")
    doc._.people = people(doc, by_label["PERSON"])


def _persons(spans: Iterable[Span]) -> dict[str, str]:
    """Dictionary form of each mention -> the first form of its person."""
    first: dict[str, int] = {}
    for span in spans:
        first.setdefault(span._.normal, span.start)
    known: list[_Person] = []
    # Full names first: what they say decides where the short ones belong.
    for normal in sorted(first, key=lambda form: (-parse_name(form).parts, first[form])):
        name = parse_name(normal)
        fits = [person for person in known if compatible(person.name, name)]
        if name.alone and not name.single:  # Абай alone is the Абай of whom the text has spoken before
            fits = [person for person in fits if person.first < first[normal] or person.name.alone]
        if len(fits) == 1:
            person = fits[0]
            person.name = merge(person.name, name)
            person.normals.append(normal)
            person.first = min(person.first, first[normal])
        else:
            known.append(_Person(name, [normal], first[normal]))
    return {normal: person.normals[0] for person in known for normal in person.normals}


def _same_names(doc: Doc, spans: Sequence[Span]) -> dict[str, str]:
    """Dictionary form of each mention -> the form that stands for the body or place."""
    groups: dict[str, str] = {}
    keys: dict[str, str] = {}
    for span in spans:
        groups.setdefault(span._.normal, keys.setdefault(_key(span._.normal), span._.normal))
    full: dict[str, set[str]] = {}
    for normal in groups:
        short = initials(normal)
        if short:
            full.setdefault(short, set()).add(groups[normal])
    shortest = 2 if spans and spans[0].label_ == "LOC" else 3
    for i, span in enumerate(spans):
        short = span._.normal
        before = spans[i - 1] if i else None
        bracket = before is not None and span.label_ == "ORG" and _in_brackets(doc, before, span)
        if before is not None and bracket and _is_abbreviation(short) != _is_abbreviation(before._.normal):
            # Біріккен Ұлттар Ұйымы (БҰҰ), INTOSAI (Халықаралық ұйым); not Атланта (АҚШ)
            stands, joins = (before, span) if _is_abbreviation(short) else (span, before)
            groups[joins._.normal] = groups[stands._.normal]
        elif _is_abbreviation(short) and len(short) >= shortest and len(full.get(short, ())) == 1:
            groups[short] = next(iter(full[short]))
    return groups


def _is_abbreviation(normal: str) -> bool:
    return 1 < len(normal) < 9 and normal.isalpha() and sum(c.isupper() for c in normal) * 2 > len(normal)


def initials(normal: str) -> str:
    """The abbreviation that the capitals of a name of several words make: `Біріккен Ұлттар Ұйымы` БҰҰ."""
    words = [word for word in normal.translate(_QUOTES).replace("-", " ").split() if word.lower() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _in_brackets(doc: Doc, full: Span, short: Span) -> bool:
    between = [token.text for token in doc[full.end : short.start] if not token.is_space]
    after = short.end
    while after < len(doc) and doc[after].is_space:
        after += 1
    return "".join(between).endswith("(") and len(between) < 3 and after < len(doc) and doc[after].text[0] == ")"


def people(doc: Doc, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The persons of the document in the order of their first mention.

    Each is a dict: cluster (id), name (the fullest dictionary form), mentions ([start, end] in characters) and offices
    (dictionary forms of the POSITION entities that stand next to a mention).
    """
    offices = _offices(doc)
    found: dict[str, dict[str, Any]] = {}
    for span in spans:
        entry = found.setdefault(
            span._.cluster, {"cluster": span._.cluster, "name": span._.normal, "mentions": [], "offices": []}
        )
        entry["mentions"].append([span.start_char, span.end_char])
        if parse_name(span._.normal).parts > parse_name(entry["name"]).parts:
            entry["name"] = span._.normal
        entry["offices"] += [office for office in offices.get(span.start, ()) if office not in entry["offices"]]
    return list(found.values())


def _offices(doc: Doc) -> dict[int, list[str]]:
    """First token of a person -> the offices beside the mention."""
    found: dict[int, list[str]] = {}
    ents = list(doc.ents)
    taken: set[int] = set()
    for i, ent in enumerate(ents):
        if ent.label_ != "PERSON":
            continue
        held: list[str] = []
        j = i - 1
        gap: tuple[str, ...] = ()
        while j >= 0 and ents[j].label_ == "POSITION" and _gap(doc, ents[j], ents[j + 1]) in ((), gap):
            held.insert(0, ents[j]._.normal)
            taken.add(j)
            j -= 1
            gap = (",",)
        found[ent.start] = held
    for i, ent in enumerate(ents[:-1]):
        after = ents[i + 1]
        if ent.label_ == "PERSON" and after.label_ == "POSITION" and i + 1 not in taken:
            gap = _gap(doc, ent, after)
            if len(gap) == 1 and (gap[0] in _DASHES or gap[0] in (",", "(")):
                found[ent.start].append(after._.normal)
    return found


def _gap(doc: Doc, left: Span, right: Span) -> tuple[str, ...]:
    return tuple(token.text for token in doc[left.end : right.start] if not token.is_space)
