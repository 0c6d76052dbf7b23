"""Scores of facts: what counts as the same fact, and what each figure says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from atau.corpus.align import RecordTokenizer
from atau.corpus.marked import parse
from atau.corpus.records import GoldRecord, from_marked
from atau.facts.extract import facts_of
from atau.facts.scoring import FactScores, Identities, gold_items, item_of, was_read, with_gold_mentions

Scored = Callable[..., FactScores]
TEXT = (
    "⟦POSITION ⟦LOC Бескөл⟧ ауданының әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. Кейін ⟦PERSON Тоқсан⟧ ⟦ORG №61 мектепте⟧ "
    "⟦QUANTITY 840⟧ оқушыны көрді."
)


def record(*lines: str) -> GoldRecord:
    header = "".join(f"fact: {line}\n" for line in lines)
    return from_marked(parse(f"---\nid: a\nfacts-read: yes\n{header}---\n{TEXT}"), identity="a")


@pytest.fixture(scope="module")
def scored(nlp: Language) -> Scored:
    tokens, normalizer = RecordTokenizer(), nlp.get_pipe("kk_normalizer")

    def score(*lines: str) -> FactScores:
        gold = record(*lines)
        doc = normalizer(with_gold_mentions(gold, tokens.doc(gold)))
        identities = Identities(gold, doc)
        scores = FactScores()
        scores.add("a", gold_items(gold, identities), [item_of(fact, identities) for fact in facts_of(doc)])
        return scores

    return score


def test_a_fact_is_right_at_another_mention_of_the_same_person(scored: Scored) -> None:
    counts = scored("holds | Тоқсан | Бескөл ауданының әкімі | place=Бескөл").kinds["holds"]
    assert (counts.gold, counts.found, counts.right, counts.sound, counts.core) == (1, 1, 1, 1, 1)
    assert counts.precision == counts.recall == 1


def test_a_part_too_many_is_wrong(scored: Scored) -> None:
    scores = scored("holds | Ермек Тоқсан | Бескөл ауданының әкімі")
    counts = scores.kinds["holds"]
    assert (counts.right, counts.sound, counts.core) == (0, 0, 1)
    assert scores.wrong[0][1].startswith("holds | person=Ермек Тоқсан")
    assert scores.missed


def test_a_part_left_out_is_incomplete_and_not_wrong(scored: Scored) -> None:
    line = "holds | Ермек Тоқсан | Бескөл ауданының әкімі | place=Бескөл | org=№61 мектепте"
    counts = scored(line).kinds["holds"]
    assert (counts.right, counts.sound, counts.core) == (0, 1, 1)


def test_another_status_is_another_fact(scored: Scored) -> None:
    counts = scored("holds | Ермек Тоқсан | Бескөл ауданының әкімі | place=Бескөл | status=former").kinds["holds"]
    assert (counts.gold, counts.found, counts.core) == (1, 1, 0)


def test_dates_are_counted_for_their_own_sake(scored: Scored) -> None:
    counts = scored("holds | Ермек Тоқсан | Бескөл ауданының әкімі | place=Бескөл | date=2020").kinds["holds"]
    assert (counts.right, counts.dates) == (1, 0)


def test_texts_that_nobody_has_read_do_not_count() -> None:
    assert was_read(record())
    assert not was_read(from_marked(parse(TEXT), identity="a"))
