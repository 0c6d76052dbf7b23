"""In which language a text is: Kazakh, its neighbours, mixtures, nothing at all."""

from __future__ import annotations

import pytest
import spacy

from atau.lang.language import NAMES, Guess, foreign_language, guess, language_of
from atau.lang.tables import LANGUAGES

SENTENCES = [
    ("kk", "Бүгін таңертең көршінің баласы ауылдан келіп, бізге қымыз әкелді."),
    ("kk", "Ол жақта бұрын үлкен көл болған, қазір кеуіп қалды."),
    ("ru", "Вчера утром сосед привез из деревни свежий хлеб и молоко."),
    ("ru", "По словам директора, новая школа откроется осенью этого года."),
    ("en", "The new school will be opened in the village this autumn, the director said."),
    ("ky", "Бүгүн эртең менен кошунанын баласы айылдан келип, бизге кымыз алып келди."),
    ("tt", "Бүген иртә белән күрше малае авылдан килеп, безгә кымыз китерде."),
    ("uz", "Бугун эрталаб қўшнининг ўғли қишлоқдан келиб, бизга қимиз олиб келди."),
    ("uz", "Bugun ertalab qo'shnining o'g'li qishloqdan kelib, bizga qimiz olib keldi va ketdi."),
    ("tr", "Bu sabah komşunun oğlu köyden geldi ve bize çok güzel ekmek getirdi."),
    ("uk", "Сьогодні вранці сусід привіз із села свіжий хліб і молоко."),
]


def _words(text: str) -> list[str]:
    return [token.norm_ for token in spacy.blank("kk")(text)]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence(language: str, text: str) -> None:
    assert guess(_words(text)).language == language


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_that_surely_is_foreign(language: str, text: str) -> None:
    assert foreign_language(spacy.blank("kk")(text)) == (None if language == "kk" else language)


@pytest.mark.parametrize(
    "text",
    [
        "Búgin tańerteń kórshiniń balasy aýyldan kelip, bizge qymyz ákeldi.",
        "Президент провёл совещание",  # a headline
        "Иванов Сергей, Петрова Мария, Козлов Андрей, Смирнова Ольга, Попов Михаил",  # a list in a Kazakh text
        "Toyota Camry, Honda Civic, Ford Focus, Renault Logan",
        "Кеше Мария Сергеевна Орлова мен Михаил Павлович Громов Омбы қаласынан оралды.",
        "12.03.2024 09:30 15 % 120 000",
        "",
    ],
)
def test_what_is_not_surely_foreign(text: str) -> None:
    assert foreign_language(spacy.blank("kk")(text)) is None


def test_a_kazakh_text_with_a_russian_sentence_is_kazakh() -> None:
    text = " ".join(text for language, text in SENTENCES if language == "kk") + " " + SENTENCES[2][1]
    assert foreign_language(spacy.blank("kk")(text)) is None


def test_kazakh_in_other_letters_is_kazakh() -> None:
    assert guess(_words("Búgin tańerteń kórshiniń balasy aýyldan kelip, bizge qymyz ákeldi.")).language == "kk"


def test_without_words_nothing_is_known() -> None:
    assert guess(["123", "—"]) == Guess("und", 1.0)
    assert language_of(spacy.blank("kk")("")) == {"language": "und", "probability": 1.0, "groups": []}


def test_groups_of_sentences_cover_the_text_in_order() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    kazakh, russian = SENTENCES[0][1] + " " + SENTENCES[1][1], SENTENCES[2][1] + " " + SENTENCES[3][1]
    text = f"{kazakh} {russian} {kazakh} {kazakh}"
    found = language_of(nlp(text))
    assert found["language"] == "kk"
    assert [group["language"] for group in found["groups"]] == ["kk", "ru", "kk"]
    assert text[found["groups"][1]["start"] : found["groups"][1]["end"]] == russian
    assert all(0 <= group["probability"] <= 1 for group in found["groups"])


def test_the_attribute_is_computed_when_asked_for() -> None:
    import atau

    doc = atau.load("rules")(SENTENCES[2][1])
    assert doc._.language["language"] == "ru"
    assert doc._.language["probability"] > 0.9


def test_each_language_has_letters_and_a_share_of_plain_words() -> None:
    rows = list(LANGUAGES.read())
    shares = {language: float(value) for language, kind, value in rows if kind == "plain"}
    assert set(shares) == {language for language, kind, _ in rows if kind == "letters"} == set(NAMES)
    assert all(0 < share < 1 for share in shares.values())
