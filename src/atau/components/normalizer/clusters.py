"""Joins the mentions of one person, organisation or place in one document. Precision before recall.

Persons are joined by the parts of their names; organisations and places where their dictionary forms are the same, or
where one is the abbreviation of the other. people.py lists the persons with their positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from atau.components.normalizer.people import NamedMention, people
from atau.components.normalizer.person_names import NameParser, PersonName, compatible, merge
from atau.labels import PREFIXES

_NEAR = 5
# A word that more names of a document share does not say who is who: a list of namesakes is no text about one of them.
_NAMESAKES = 100
_QUOTES = str.maketrans("", "", "«»“”„\"'’‘")


@dataclass(slots=True)
class _Person:
    name: PersonName
    normals: list[str] = field(default_factory=list)
    first: int = 0


def _key(normal: str) -> str:
    return " ".join(normal.translate(_QUOTES).lower().split())


class MentionJoiner:
    """Joins mentions by the parts of names.

    unabbreviated: words that have no letter in an abbreviation, in lower case.
    """

    def __init__(self, parser: NameParser, unabbreviated: Iterable[str]) -> None:
        self._parse = parser.parse
        self._unabbreviated = frozenset(unabbreviated)

    def join(self, doc: Doc, named: Sequence[tuple[Span, str]]) -> None:
        """Sets ``cluster`` on the mentions of PERSON, ORG and LOC, and ``doc._.people``.

        named: entities and nested mentions with their dictionary forms. An id is p, o or l and a number that counts
        the persons, organisations or places of the document in the order of their first mention.
        """
        by_label: dict[str, list[NamedMention]] = {label: [] for label in PREFIXES}
        positions: list[NamedMention] = []
        for span, normal in named:
            if span.label_ in by_label and normal:
                by_label[span.label_].append(NamedMention(span.start, span.end, normal, span))
            elif span.label_ == "POSITION":
                positions.append(NamedMention(span.start, span.end, normal, span))
        for label, mentions in by_label.items():
            mentions.sort(key=lambda mention: (mention.start, -mention.end))
            groups = self._persons(mentions) if label == "PERSON" else self._same_names(doc, mentions, label)
            ids: dict[str, str] = {}
            for mention in mentions:
                group = groups[mention.normal]
                mention.span._.cluster = mention.cluster = ids.setdefault(group, f"{PREFIXES[label]}{len(ids) + 1}")
        doc._.people = people(doc, by_label["PERSON"], positions, self._parse)

    def _persons(self, mentions: Iterable[NamedMention]) -> dict[str, str]:
        """Dictionary form of each mention -> the first form of its person."""
        first: dict[str, int] = {}
        for mention in mentions:
            first.setdefault(mention.normal, mention.start)
        known: list[_Person] = []
        # By the word that compatible names share: a person is compared with namesakes only.
        sharing: dict[str, list[_Person]] = {}
        # Full names first: what they say decides where the short ones belong.
        for normal in sorted(first, key=lambda form: (-self._parse(form).parts, first[form])):
            name = self._parse(normal)
            shared = (sharing.get(word, []) for word in name.words)
            near = {id(person): person for some in shared if len(some) <= _NAMESAKES for person in some}
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

    def _same_names(self, doc: Doc, mentions: Sequence[NamedMention], label: str) -> dict[str, str]:
        """Dictionary form of each mention -> the form that stands for the organisation or place."""
        groups: dict[str, str] = {}
        keys: dict[str, str] = {}
        full: dict[str, set[str]] = {}
        for mention in mentions:
            normal = mention.normal
            if normal not in groups:
                groups[normal] = keys.setdefault(_key(normal), normal)
                short = self.initials(normal)
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

    def initials(self, normal: str) -> str:
        """The abbreviation that the capitals of a name of several words make: `Біріккен Ұлттар Ұйымы` БҰҰ."""
        words = [
            word
            for word in normal.translate(_QUOTES).replace("-", " ").split()
            if word.lower() not in self._unabbreviated
        ]
        return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _is_abbreviation(normal: str) -> bool:
    return 1 < len(normal) < 9 and normal.isalpha() and sum(c.isupper() for c in normal) * 2 > len(normal)


def _in_brackets(doc: Doc, full: NamedMention, short: NamedMention) -> bool:
    if not 0 < short.start - full.end <= _NEAR:
        return False
    between = [token.text for token in doc[full.end : short.start] if not token.is_space]
    after = short.end
    while after < len(doc) and doc[after].is_space:
        after += 1
    return "".join(between).endswith("(") and len(between) < 3 and after < len(doc) and doc[after].text[0] == ")"
