"""`doc._.facts`: with any pipeline that finds mentions, after storage, without a normalizer."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from atau.facts import Holding, facts_of
from atau.facts.extract import facts_of as of_module

TEXT = (
    "Атырау облысының әкімі Дәурен Мәжит 12 жаңа автобус берді. Қаржы министрі Айнұр Сейіт кеше ректор болып сайланды."
)


def test_the_rules_give_facts(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    holdings = [fact for fact in doc._.facts if isinstance(fact, Holding)]
    assert [(fact.person.normal, fact.office.text, fact.status.value) for fact in holdings] == [
        ("Дәурен Мәжит", "Атырау облысының әкімі", "holds"),
        ("Айнұр Сейіт", "Қаржы министрі", "holds"),
        ("Айнұр Сейіт", "ректор", "elected"),
    ]


def test_offsets_are_those_of_the_text(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    for fact in doc._.facts:
        assert fact.sentence[0] <= fact.start < fact.end <= fact.sentence[1] <= len(TEXT)
        for name in ("person", "office", "organisation", "place", "quantity", "subject"):
            mention = getattr(fact, name, None)
            if mention is not None:
                assert TEXT[mention.start : mention.end] == mention.text
                assert fact.start <= mention.start
                assert mention.end <= fact.end or name in ("organisation", "place")


def test_facts_are_in_the_order_of_their_evidence(nlp: spacy.Language) -> None:
    places = [(fact.start, fact.end) for fact in nlp(TEXT)._.facts]
    assert places == sorted(places)


def test_facts_outlive_a_docbin(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(spacy.blank("kk").vocab)
    assert again._.facts == doc._.facts


def test_without_a_normalizer_names_stand_for_themselves(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    bare = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    bare.ents = [spacy.tokens.Span(bare, ent.start, ent.end, ent.label_) for ent in doc.ents]
    found = [fact.person.text for fact in bare._.facts if isinstance(fact, Holding)]
    assert found == ["Дәурен Мәжит", "Айнұр Сейіт", "Айнұр Сейіт"]


def test_a_day_of_publication_dates_what_happened_yesterday(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    dates = {fact.date for fact in facts_of(doc, datetime.date(2024, 5, 14)) if isinstance(fact, Holding)}
    assert dates == {None, "2024-05-13"}
    assert {fact.date for fact in facts_of(doc)} == {None}


def test_a_text_without_mentions_has_no_facts(nlp: spacy.Language) -> None:
    assert nlp("")._.facts == []
    assert nlp("Бүгін күн жылы.")._.facts == []


def test_the_attribute_is_read_only(nlp: spacy.Language) -> None:
    with pytest.raises(AttributeError, match="cannot be set"):
        nlp(TEXT)._.facts = []


def test_records_are_read_without_spacy() -> None:
    code = "import sys, atau.facts; atau.facts.Holding; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert facts_of is of_module


@pytest.mark.parametrize(
    "piece",
    [
        "– Ол директор болып тағайындалды. ",
        "әкім, директор, ректор, ",
        "ол директор болып тағайындалды және ",
        "АҚТАУ: түнде +3 °C, жел 5 м/с.\n",
        "Ақтау. Түнде 3 градус аяз. ",
        "Омар Жан (11.3.1936, Арал – 2.9.2009, Алматы) ",
    ],
)
def test_long_texts_of_one_kind_take_linear_time(nlp: spacy.Language, piece: str) -> None:
    docs = [nlp(piece * times) for times in (100, 800)]
    seconds = []
    for doc in docs:
        rounds = []
        for _ in range(3):
            start = time.process_time()
            facts_of(doc)
            rounds.append(time.process_time() - start)
        seconds.append(min(rounds))
    assert seconds[1] < 25 * seconds[0] + 0.05  # 8 times the text; 64 times where it is quadratic


def test_what_has_happened_was_not_after_the_publication(nlp: spacy.Language) -> None:
    doc = nlp("Айнұр Сейіт 5 желтоқсанда ректор болып сайланды.")
    for published, date in ((datetime.date(2026, 12, 8), "2026-12-05"), (datetime.date(2026, 11, 30), None)):
        assert [fact.date for fact in facts_of(doc, published)] == [date]
