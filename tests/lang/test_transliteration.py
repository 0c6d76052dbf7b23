"""Kazakh text in another script, and back."""

from __future__ import annotations

import pytest

import atau
from atau.lang.scripts import script_reader
from atau.lang.transliteration import SCRIPTS
from atau.lang.word_model import word_model
from atau.lexicon import given_names, surnames
from atau.script.tables import varieties
from atau.script.writing import write

_TEXT = "Жамбыл облысының әкімі Ерлан Досымов 12 қыркүйекте жаңа аурухана ашты."


@pytest.mark.parametrize("script", [script for script in SCRIPTS if script != "cyrillic"])
def test_a_sentence_comes_back(script: str) -> None:
    written = atau.transliterate(_TEXT, to=script)
    assert not any("а" <= char <= "я" for char in written)
    assert atau.transliterate(written) == _TEXT


@pytest.mark.parametrize("script", ["latin-2021", "latin-2018", "arabic"])
def test_word_forms_come_back(script: str) -> None:
    forms = [form for form in word_model().costs if form.isalpha()][::60]
    names = [name.lower() for name in (*given_names(), *surnames()) if name.isalpha()][::15]
    decoder, variety = script_reader().decoder, varieties()[script]
    for words, least in ((forms, 0.97), (names, 0.93)):
        back = sum(decoder.read_word(write(word, script).text, variety) == word for word in words)
        assert back / len(words) >= least


def test_each_letter_has_a_place_in_the_written_text() -> None:
    for script in SCRIPTS[1:]:
        written = write(_TEXT, script)
        assert len(written.places) == len(_TEXT) + 1
        assert list(written.places) == sorted(written.places)
        assert written.places[-1] == len(written.text)


def test_from_one_script_to_another() -> None:
    assert atau.transliterate("Oralda úsh mektep ashyldy.", to="arabic") == "ورالدا ءۇش مەكتەپ اشىلدى."
    assert atau.transliterate("ورالدا ءۇش مەكتەپ اشىلدى.", to="latin-2021") == "Oralda üş mektep aşyldy."


def test_capitals() -> None:
    assert atau.transliterate("ШЫҒЫС Шығыс Иран ИРАН", to="latin-2018") == "SHYǴYS Shyǵys Iran IRAN"
    assert atau.transliterate("Иран ИРАН Іле", to="latin-2021") == "İran İRAN Ile"


def test_other_languages_stay() -> None:
    assert atau.transliterate("Hello, world!") == "Hello, world!"
    assert atau.transliterate("") == ""


def test_an_unknown_script() -> None:
    with pytest.raises(ValueError, match="latin-2021"):
        atau.transliterate("Алматы", to="latin")
