"""The pass that aligns KazNERD's POSITION annotations with the project's guidelines.

KazNERD mostly leaves positions without a named organisation unannotated (``қала әкімі``, ``департамент басшысы``); the
guidelines annotate them where they stand for one definite person. The position rules find them, with KazNERD's own
persons, places and organisations as context; a precision filter then decides (its words: ``data/position_pass.tsv``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, candidates
from atau.components.common.gazetteer import Gazetteer, Hit
from atau.components.common.noun_roles import shared_noun_roles
from atau.components.common.token_facts import Word, words
from atau.components.position.component import Positions
from atau.corpus.kaznerd import KazNerdSentence, label_map
from atau.corpus.marked import Mark
from atau.corpus.tables import position_words
from atau.lang import Kazakh
from atau.morphology.numerals_words import word_class

_POSITION = "POSITION"
# A position in the genitive may belong to another position within this many words after it.
_REACH = 5
# KazNERD types that may occur inside a position and are not annotated there: қазақ елшісі, бірінші орынбасары.
_HARMLESS = frozenset({"NORP", "ORDINAL"})
# Too imprecise without a person next to the position.
_WEAK_RULES = frozenset({"position.career", "position.capital"})


@dataclass(frozen=True, slots=True)
class Change:
    """An annotation that the pass added or extended, in its sentence; `old` is what KazNERD had annotated of it."""

    id: str
    text: str
    mark: Mark
    old: tuple[Mark, ...] = ()

    def __str__(self) -> str:
        start, end = self.mark.start, self.mark.end
        return f"{self.id}\t{self.text[:start]}[[{self.text[start:end]}]]{self.text[end:]}"


@dataclass(slots=True)
class PassReport:
    """What the pass did: annotations added, annotations extended to the left, and rejected candidates by reason."""

    added: list[Change] = field(default_factory=list)
    grown: list[Change] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        inner = sum(len(change.old) for change in self.added)
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.rejected.most_common())
        return (
            f"{len(self.added)} POSITION annotations added ({inner} inside them are now nested), {len(self.grown)} "
            f"extended to the left; rejected: {reasons or 'none'}"
        )


class PositionsPass:
    """Callable that adds the positions that the guidelines require to a KazNERD sentence.

    Works on any tokenization, and on the labels ``core`` and ``all``.
    """

    def __init__(self) -> None:
        self._nlp = Kazakh()
        self._find = Positions()
        self._role = shared_noun_roles().role
        self._offices = shared_noun_roles().heads
        self._words = position_words()
        heads = self._words["alone"] | self._words["owned"]
        self._heads: Gazetteer[str] = Gazetteer((head, "", head) for head in heads)
        self._types = label_map("core")

    def __call__(self, record: KazNerdSentence, report: PassReport | None = None) -> KazNerdSentence:
        """The sentence with POSITION annotations added and extended; annotations inside a new one get depth 1."""
        doc = record.doc(self._nlp)
        known = self._spans(doc, record.marks)
        add_candidates(doc, ((s, e, label, "gold") for s, e, label in known if label in ("PERSON", "ORG", "LOC")))
        before = len(candidates(doc))
        self._find(doc)
        found = sorted(candidates(doc)[before:], key=lambda c: (c[0] - c[1], c[0]))
        if not found:
            return record
        report = report if report is not None else PassReport()
        tokens = words(doc)
        offices = {(s, e) for s, e, label in known if label == _POSITION}
        marks = list(record.marks)
        taken: set[int] = set()
        for start, end, _, rule in found:
            if (start, end) in offices or not taken.isdisjoint(range(start, end)):
                continue
            place = doc[start:end]
            mark = Mark(place.start_char, place.end_char, _POSITION)
            touched = [m for m in marks if m.start < mark.end and mark.start < m.end]
            others = [m for m in record.other if m.start < mark.end and mark.start < m.end]
            reason = self._against(tokens, start, end, rule, mark, touched, others)
            if reason == "grow":
                marks.remove(touched[0])
                marks.append(mark)
                report.grown.append(Change(record.id, record.text, mark, tuple(touched)))
            elif reason:
                report.rejected[reason] += 1
                continue
            else:
                marks.append(mark)
                report.added.append(Change(record.id, record.text, mark, tuple(touched)))
            taken.update(range(start, end))
        return replace(record, marks=_nested(marks))

    def _spans(self, doc: Doc, marks: Iterable[Mark]) -> list[tuple[int, int, str]]:
        spans = [doc.char_span(m.start, m.end, self._types.get(m.label, m.label) or m.label) for m in marks]
        return [(span.start, span.end, span.label_) for span in spans if span is not None]

    def _against(
        self,
        tokens: Sequence[Word],
        start: int,
        end: int,
        rule: str,
        mark: Mark,
        touched: Sequence[Mark],
        others: Sequence[Mark],
    ) -> str:
        """Why the candidate is rejected: a reason, "grow" if it extends an annotation, "" if it is accepted."""
        if any(m.label == _POSITION for m in touched):
            return self._grows(tokens, start, mark, touched)
        conflict = _conflict(mark, touched, others)
        if conflict:
            return conflict
        head = next(((i, hit) for i in range(start, end) for hit in self._heads.at(tokens, i) if hit.end == end), None)
        if head is None:
            return "head not in the table"
        at, hit = head
        return self._doubt_before(tokens, start, at) or self._doubt_after(tokens, start, end, at, hit, rule)

    def _doubt_before(self, tokens: Sequence[Word], start: int, head: int) -> str:
        """A reason to reject the phrase because of the words before it or before its head; "" for none."""
        first = tokens[start].norm
        if first in self._words["pronoun"]:
            return "begins with a pronoun"
        if start and self._left_edge_in_doubt(tokens[start - 1]):
            return "left edge in doubt"
        around = [word.norm for word in tokens[max(0, start - 2) : start] if not word.punct]
        inside = [word.norm for word in tokens[start:head]]
        if self._words["class"].intersection(around + inside) or any(map(_counts, [*around[-1:], first])):
            return "one of several, or any"
        return ""

    def _doubt_after(self, tokens: Sequence[Word], start: int, end: int, head: int, hit: Hit[str], rule: str) -> str:
        """A reason to reject the phrase because of its head, the word after it or its rule; "" for none."""
        follower = tokens[end].norm if end < len(tokens) else ""
        if follower.startswith(tuple(self._words["after"])) and hit.analysis.case in ("nom", "gen"):
            return "no person acts"
        if hit.analysis.case == "gen" and self._office_follows(tokens, end):
            return "part of a longer position"
        owned = bool(hit.analysis.possessive) and head > start
        if hit.analysis.possessive and not owned:
            return "owner missing"
        beside = rule == "position.beside_person"
        if hit.entry not in self._words["alone"] and not owned and not beside:
            return "no owner and no person"
        return "weak rule" if rule in _WEAK_RULES else ""

    def _office_follows(self, tokens: Sequence[Word], start: int) -> bool:
        """Whether a possessed position follows within a few words: «облыс әкімінің жетекшілік ететін орынбасары»."""
        for i in range(start, min(start + _REACH, len(tokens))):
            if tokens[i].punct:
                return False
            if any(hit.analysis.possessive for hit in self._offices.at(tokens, i)):
                return True
        return False

    def _left_edge_in_doubt(self, word: Word) -> bool:
        """Whether the word before the phrase could belong to it: an adjective, `жөніндегі`, an unlisted bare noun."""
        if word.punct or word.title:
            return False
        role = self._role(word.norm)
        return role.kind in ("adj", "post") or (role.kind == "unknown" and role.case == "nom")

    def _grows(self, tokens: Sequence[Word], start: int, mark: Mark, touched: Sequence[Mark]) -> str:
        """ "grow" where the candidate is KazNERD's mark with `еліміздің` or the like before it."""
        old = touched[0]
        one_word = old.start - mark.start == len(tokens[start].form) + 1
        if len(touched) == 1 and old.end == mark.end and one_word and tokens[start].norm in self._words["owner"]:
            return "grow"
        return "beside or inside a POSITION of KazNERD"


def _conflict(mark: Mark, touched: Sequence[Mark], others: Sequence[Mark]) -> str:
    """A reason to reject `mark` because of KazNERD's own annotations; "" for none."""
    if not all(mark.start <= m.start and m.end <= mark.end for m in touched):
        return "crosses an annotation"
    if any(m.label not in _HARMLESS or not mark.start <= m.start <= m.end <= mark.end for m in others):
        return "inside a name of another type"
    return ""


def _counts(norm: str) -> bool:
    return norm[:1].isdigit() or word_class(norm) is not None


def _nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order, outer before inner, with their depths."""
    out: list[Mark] = []
    stack: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while stack and stack[-1] <= mark.start:
            stack.pop()
        out.append(replace(mark, depth=len(stack)))
        stack.append(mark.end)
    return tuple(out)


def mark_positions(records: Iterable[KazNerdSentence], report: PassReport | None = None) -> Iterator[KazNerdSentence]:
    """Apply the pass to a stream of sentences; `report` is updated."""
    apply = PositionsPass()
    for record in records:
        yield apply(record, report)
