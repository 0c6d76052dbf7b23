"""Mentions of one person, body or place in one document, joined. Precision before recall.

Persons are joined by the parts of their names; bodies and places where their dictionary forms are the same, or where
one is the abbreviation of the other. Offices are those that stand next to a mention of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span

from atau.components.normalizer.person_names import PersonName, compatible, merge, parse_name
from atau.labels import PREFIXES

_SMALL = frozenset(("және", "мен", "бен", "пен", "жөніндегі"))
_APPOSITION = ("-", "–", "—", ",", "(")
_NEAR = 5
_QUOTES = str.maketrans("", "", "«»“”„\"'’‘")


@dataclass(slots=True)
class Mention:
    """Tokens start:end, with the dictionary form; cluster is empty until it is known, and for offices."""

    start: int
    end: int
    normal: str
    span: Span
    cluster: str = ""


@dataclass(slots=True)
class _Person:
    name: PersonName
    normals: list[str] = field(default_factory=list)
    first: int = 0


def _key(normal: str) -> str:
    return " ".join(normal.translate(_QUOTES).lower().split())


def join_mentions(doc: Doc, named: Sequence[tuple[Span, str]]) -> None:
    """Sets ``cluster`` on the mentions of PERSON, ORG and LOC, and ``doc._.people``.

    named: entities and nested mentions with their dictionary forms. An id is p, o or l and a number that counts the
    persons, bodies or places of the document in the order of their first mention.
    """
    by_label: dict[str, list[Mention]] = {label: [] for label in PREFIXES}
    offices: list[Mention] = []
    for span, normal in named:
        if span.label_ in by_label and normal:
            by_label[span.label_].append(Mention(span.start, span.end, normal, span))
        elif span.label_ == "POSITION":
            offices.append(Mention(span.start, span.end, normal, span))
    for label, mentions in by_label.items():
        mentions.sort(key=lambda mention: (mention.start, -mention.end))
        groups = _persons(mentions) if label == "PERSON" else _same_names(doc, mentions, label)
        ids: dict[str, str] = {}
        for mention in mentions:
            group = groups[mention.normal]
            mention.span._.cluster = mention.cluster = ids.setdefault(group, f"{PREFIXES[label]}{len(ids) + 1}")
    doc._.people = people(doc, by_label["PERSON"], offices)


def _persons(mentions: Iterable[Mention]) -> dict[str, str]:
    """Dictionary form of each mention -> the first form of its person."""
    first: dict[str, int] = {}
    for mention in mentions:
        first.setdefault(mention.normal, mention.start)
    known: list[_Person] = []
    # By the word that compatible names share: a person is compared with namesakes only.
    sharing: dict[str, list[_Person]] = {}
    # Full names first: what they say decides where the short ones belong.
    for normal in sorted(first, key=lambda form: (-parse_name(form).parts, first[form])):
        name = parse_name(normal)
        near = {id(person): person for word in name.words for person in sharing.get(word, ())}
        fits = [person for person in near.values() if compatible(person.name, name)]
        if name.alone and not name.single:  # Абай alone is the Абай of whom the text has spoken before
            fits = [person for person in fits if person.first < first[normal] or person.name.alone]
        if len(fits) == 1:
            person = fits[0]
            person.name = merge(person.name, name)
            person.normals.append(normal)
            person.first = min(person.first, first[normal])
        else:
            person = _Person(name, [normal], first[normal])
            known.append(person)
        for word in name.words:
            sharing.setdefault(word, []).append(person)
    return {normal: person.normals[0] for person in known for normal in person.normals}


def _same_names(doc: Doc, mentions: Sequence[Mention], label: str) -> dict[str, str]:
    """Dictionary form of each mention -> the form that stands for the body or place."""
    groups: dict[str, str] = {}
    keys: dict[str, str] = {}
    full: dict[str, set[str]] = {}
    for mention in mentions:
        normal = mention.normal
        if normal not in groups:
            groups[normal] = keys.setdefault(_key(normal), normal)
            short = initials(normal)
            if short:
                full.setdefault(short, set()).add(groups[normal])
    short_forms = {normal for normal in groups if _is_abbreviation(normal)}
    shortest = 2 if label == "LOC" else 3
    for i, mention in enumerate(mentions):
        short = mention.normal
        before = mentions[i - 1] if i else None
        bracket = before is not None and label == "ORG" and _in_brackets(doc, before, mention)
        if before is not None and bracket and (short in short_forms) != (before.normal in short_forms):
            # Біріккен Ұлттар Ұйымы (БҰҰ), INTOSAI (Халықаралық ұйым); not Атланта (АҚШ)
            stands, joins = (before, mention) if short in short_forms else (mention, before)
            groups[joins.normal] = groups[stands.normal]
        elif short in short_forms and len(short) >= shortest and len(full.get(short, ())) == 1:
            groups[short] = next(iter(full[short]))
    return groups


def _is_abbreviation(normal: str) -> bool:
    return 1 < len(normal) < 9 and normal.isalpha() and sum(c.isupper() for c in normal) * 2 > len(normal)


def initials(normal: str) -> str:
    """The abbreviation that the capitals of a name of several words make: `Біріккен Ұлттар Ұйымы` БҰҰ."""
    words = [word for word in normal.translate(_QUOTES).replace("-", " ").split() if word.lower() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _in_brackets(doc: Doc, full: Mention, short: Mention) -> bool:
    if not 0 < short.start - full.end <= _NEAR:
        return False
    between = [token.text for token in doc[full.end : short.start] if not token.is_space]
    after = short.end
    while after < len(doc) and doc[after].is_space:
        after += 1
    return "".join(between).endswith("(") and len(between) < 3 and after < len(doc) and doc[after].text[0] == ")"


def people(doc: Doc, persons: Sequence[Mention], positions: Sequence[Mention]) -> list[dict[str, Any]]:
    """The persons of the document in the order of their first mention.

    Each is a dict: cluster (id), name (the fullest dictionary form), mentions ([start, end] in characters) and offices
    (dictionary forms of the POSITION mentions that stand next to a mention).
    """
    offices = _offices(doc, persons, positions)
    found: dict[str, dict[str, Any]] = {}
    for person in persons:
        entry = found.setdefault(
            person.cluster, {"cluster": person.cluster, "name": person.normal, "mentions": [], "offices": []}
        )
        entry["mentions"].append([person.span.start_char, person.span.end_char])
        if parse_name(person.normal).parts > parse_name(entry["name"]).parts:
            entry["name"] = person.normal
        entry["offices"] += [office for office in offices.get(person.start, ()) if office not in entry["offices"]]
    return list(found.values())


def _offices(doc: Doc, persons: Sequence[Mention], positions: Sequence[Mention]) -> dict[int, list[str]]:
    """First token of a person -> the offices beside the mention: `облыс әкімі, профессор X`, `X – депутат`."""
    if not persons or not positions:
        return {}
    held: dict[int, list[str]] = {person.start: [] for person in persons}
    both = sorted([*persons, *positions], key=lambda mention: (mention.start, -mention.end))
    taken: set[int] = set()
    for i, mention in enumerate(both):
        if not mention.cluster:
            continue
        j, gap = i - 1, ""
        while j >= 0 and not both[j].cluster and _gap(doc, both[j], both[j + 1]) in ("", gap):
            held[mention.start].insert(0, both[j].normal)
            taken.add(j)
            j, gap = j - 1, ","
    for i in range(1, len(both)):
        before, after = both[i - 1], both[i]
        apart = before.cluster and not after.cluster and i not in taken and _gap(doc, before, after)
        if apart and apart in _APPOSITION:
            held[before.start].append(after.normal)
    return held


def _gap(doc: Doc, left: Mention, right: Mention) -> str | None:
    """The signs between two mentions; None where one lies in the other or they are far apart."""
    if not 0 <= right.start - left.end <= _NEAR:
        return None
    return "".join(token.text for token in doc[left.end : right.start] if not token.is_space)
