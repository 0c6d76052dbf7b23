"""The profiles of an annotated document."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau
from atau.facts.people.of_doc import organisation_profiles, person_profiles
from atau.facts.records import Holding, LifeEvent, LifeEventKind, Location, Mention, Status

TEXT = (
    "Атырау облысының әкімі Серік Жұмабаев кеше Құлсарыда болды. "
    "Оны Жылыой ауданының әкімі Ерболат Қаниев қарсы алды. С. Жұмабаев мектепті аралады."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


def test_people_have_their_names_offices_places_and_companions(nlp: Language) -> None:
    first, second = person_profiles(nlp(TEXT), "a.txt", published="2024-05-02")
    assert first.key == ("a.txt", "p1")
    assert set(first.names) == {"Серік Жұмабаев", "С. Жұмабаев"}
    assert first.offices == ("Атырау облысының әкімі",)
    assert "Құлсары" in first.places
    assert first.companions == ("Ерболат Қаниев",)
    assert first.published == second.published == "2024-05-02"
    assert second.companions == ("Серік Жұмабаев",)
    assert "Құлсары" not in second.places


def test_facts_add_what_they_say(nlp: Language) -> None:
    doc = nlp(TEXT)
    person = Mention(start=0, end=1, text="x", label="PERSON", cluster="p1")
    evidence = {"start": 0, "end": 1, "sentence": (0, 1), "score": 0.9, "source": "facts.test"}
    office = Mention(start=0, end=1, text="вице-министр", label="POSITION")
    ministry = Mention(start=0, end=1, text="министрлігінде", label="ORG", normal="Қаржы министрлігі")
    facts = [
        Holding(person=person, office=office, organisation=ministry, status=Status.FORMER, date="2019", **evidence),
        LifeEvent(person=person, event=LifeEventKind.BORN, date="1971-03", **evidence),
    ]
    first, second = person_profiles(doc, "a.txt", facts=facts)
    assert "вице-министр" in first.offices
    assert "Қаржы министрлігі" in first.organisations
    assert (first.dates, first.born, first.died) == (("2019",), "1971-03", None)
    assert (second.dates, second.born) == ((), None)
    contradiction = [*facts, LifeEvent(person=person, event=LifeEventKind.BORN, date="1972", **evidence)]
    assert person_profiles(doc, "a.txt", facts=contradiction)[0].born is None


def test_organisations_have_their_names_and_places(nlp: Language) -> None:
    doc = nlp("Қаржы министрлігі есеп берді. Біріккен Ұлттар Ұйымы (БҰҰ) көмек жіберді.")
    found = {profile.names: profile for profile in organisation_profiles(doc, "a.txt")}
    assert set(found) == {("Қаржы министрлігі",), ("Біріккен Ұлттар Ұйымы", "БҰҰ")}
    cluster = found["Қаржы министрлігі",].cluster
    ministry = Mention(start=0, end=1, text="x", label="ORG", cluster=cluster)
    place = Mention(start=0, end=1, text="Астанада", label="LOC", normal="Астана")
    fact = Location(organisation=ministry, place=place, start=0, end=1, sentence=(0, 1), score=1.0, source="facts.test")
    located = organisation_profiles(doc, "a.txt", facts=[fact])
    assert [profile.places for profile in located if profile.cluster == cluster] == [("Астана",)]


def test_a_text_without_people_has_no_profiles(nlp: Language) -> None:
    assert person_profiles(nlp(""), "a.txt") == []
    assert organisation_profiles(nlp("Ауа райы ашық."), "a.txt") == []
