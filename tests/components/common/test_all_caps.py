"""Headlines in capitals: which tokens they are, and that a common word in one is no name."""

from __future__ import annotations

import pytest
import spacy
from marked_cases import rules

from atau.components.common.all_caps import all_caps_runs
from atau.components.common.token_facts import words
from atau.corpus.marked import parse

HEADLINES = [
    # No name in it: a hospital, a centre, a team, a common word that is a given name too.
    "ОБЛЫСТА ЖАҢА АУРУХАНА АШЫЛДЫ",
    "ЕЛІМІЗДЕ ЖАҢА УНИВЕРСИТЕТ ПАЙДА БОЛАДЫ",
    "ОБЛЫСТЫҚ АУРУХАНА ЖӨНДЕЛДІ",
    "ЖАСТАР ОРТАЛЫҒЫ АШЫЛДЫ",
    "АУДАН ОРТАЛЫҒЫНДА ЖАҢА ЕМХАНА САЛЫНЫП ЖАТЫР",
    "ЖЕРГІЛІКТІ ПОЛИЦИЯ БӨЛІМІ ІЗДЕУ ЖАРИЯЛАДЫ",
    "ФУТБОЛ КОМАНДАСЫ ЖЕҢІСКЕ ЖЕТТІ",
    "СУ ТАСҚЫНЫНАН ЗАРДАП ШЕККЕНДЕРГЕ КӨМЕК КӨРСЕТІЛДІ",
    "ЖЕҢІС КҮНІНЕ ДАЙЫНДЫҚ БАСТАЛДЫ",
    # A name that small letters would have shown as well.
    "⟦LOC АТЫРАУДА⟧ ЖАҢА АУРУХАНА АШЫЛДЫ",
    "⟦ORG ДЕНСАУЛЫҚ САҚТАУ МИНИСТРЛІГІ⟧ ЕСКЕРТЕДІ",
    "⟦ORG АЛМАТЫ ҚАЛАЛЫҚ МӘСЛИХАТЫ⟧ БЮДЖЕТТІ БЕКІТТІ",
    "⟦ORG МҰХТАР ӘУЕЗОВ АТЫНДАҒЫ ТЕАТР⟧ АШЫЛДЫ",
    "⟦ORG №5 МЕКТЕПТЕ⟧ ЖАҢА СПОРТ ЗАЛ АШЫЛДЫ",
    "«⟦ORG АЛТЫН ДӘН⟧» КОМПАНИЯСЫ ҚОЙМА АШТЫ",
    "⟦ORG ҰЛТТЫҚ БАНК⟧ БАЗАЛЫҚ МӨЛШЕРЛЕМЕНІ ТӨМЕНДЕТТІ",
    "⟦ORG ҮКІМЕТ⟧ ЖАҢА БАҒДАРЛАМА ҚАБЫЛДАДЫ",
    # The text under the headline is read as ever.
    "ЖАСТАР ОРТАЛЫҒЫ АШЫЛДЫ\n\nЖиынды ⟦ORG Жастар орталығы⟧ ұйымдастырды.",
]


@pytest.mark.parametrize("source", HEADLINES)
def test_names_in_headlines(source: str) -> None:
    marked = parse(source)
    doc = rules()(marked.text)
    assert [(e.label_, e.text) for e in doc.ents] == [(m.label, marked.text[m.start : m.end]) for m in marked.flat]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("ОБЛЫСТА ЖАҢА АУРУХАНА АШЫЛДЫ\n\nКеше болды.", "ОБЛЫСТА ЖАҢА АУРУХАНА АШЫЛДЫ"),
        ("ЖАҢА 200 ОРЫНДЫҚ МЕКТЕП", "ЖАҢА 200 ОРЫНДЫҚ МЕКТЕП"),
        ("Хабарды ҚР ДСМ МСЭҚК берді.", ""),
        ("Сурет авторы Гүлжан БЕКОВА.", ""),
        ("", ""),
    ],
)
def test_all_caps_runs(text: str, headline: str) -> None:
    doc = spacy.blank("kk")(text)
    found = sorted(all_caps_runs(words(doc)))
    assert doc[found[0] : found[-1] + 1].text.strip() == headline if found else not headline
