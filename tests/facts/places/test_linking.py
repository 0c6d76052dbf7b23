"""Which place is meant: hard cases written for the tests, a line each."""

from __future__ import annotations

import pytest
from spacy.language import Language

#: A text, and for its places in order of the text: kind, name, region or country; None where none may be given.
CASES: list[tuple[str, list[tuple[str, str, str] | None]]] = [
    # A region, its city, its district of one name.
    ("Қызылорда облысының әкімі Қызылордаға оралды.",
     [("region", "Қызылорда облысы", "KZ"), ("city", "Қызылорда", "Қызылорда облысы")]),
    ("Алматы облысының орталығы – Қонаев қаласы. Алматыда жаңбыр.",
     [("region", "Алматы облысы", "KZ"), ("city", "Қонаев", "Алматы облысы"), ("city", "Алматы", "KZ")]),
    ("Қарағанды облысының Абай ауданында жол жөнделді. Абай қаласына қонақ келді.",
     [("region", "Қарағанды облысы", "KZ"), ("district", "Абай", "Қарағанды облысы"),
      ("city", "Абай", "Қарағанды облысы")]),
    ("Абай облысы Абай ауданындағы Қарауыл ауылында жиын өтті.",
     [("region", "Абай облысы", "KZ"), ("district", "Абай", "Абай облысы"), ("village", "Қарауыл", "Абай облысы")]),
    # Districts of one name in several regions.
    ("Солтүстік Қазақстан облысы Жамбыл ауданы. Жамбыл облысы Жамбыл ауданы.",
     [("region", "Солтүстік Қазақстан облысы", "KZ"), ("district", "Жамбыл", "Солтүстік Қазақстан облысы"),
      ("region", "Жамбыл облысы", "KZ"), ("district", "Жамбыл", "Жамбыл облысы")]),
    ("Ақмола облысының Есіл ауданы мен Солтүстік Қазақстан облысының Есіл ауданында егін бітік.",
     [("region", "Ақмола облысы", "KZ"), ("district", "Есіл", "Ақмола облысы"),
      ("region", "Солтүстік Қазақстан облысы", "KZ"), ("district", "Есіл", "Солтүстік Қазақстан облысы")]),
    ("Ақтоғай ауданында мектеп ашылды.", [None]),
    # A city, a district and a village of one name.
    ("Павлодар облысы Ақсу қаласында зауыт бар.",
     [("region", "Павлодар облысы", "KZ"), ("city", "Ақсу", "Павлодар облысы")]),
    ("Жетісу облысының Ақсу ауданында егін орылды.",
     [("region", "Жетісу облысы", "KZ"), ("district", "Ақсу", "Жетісу облысы")]),
    ("Түркістан облысы Ақсу ауылында той болды.",
     [("region", "Түркістан облысы", "KZ"), ("village", "Ақсу", "Түркістан облысы")]),
    # Lists.
    ("Жамбыл, Алматы және Түркістан облыстарында жаңбыр жауды.",
     [("region", "Жамбыл облысы", "KZ"), ("region", "Алматы облысы", "KZ"), ("region", "Түркістан облысы", "KZ")]),
    # Former names, short names.
    ("Астанаға бұрынғы Нұр-Сұлтан, одан бұрынғы Целиноград атауын айтты.",
     [("city", "Астана", "KZ"), ("city", "Астана", "KZ"), ("city", "Астана", "KZ")]),
    ("БҚО мен ШҚО әкімдері келді.",
     [("region", "Батыс Қазақстан облысы", "KZ"), ("region", "Шығыс Қазақстан облысы", "KZ")]),
    ("Семей облысы 1997 жылы таратылды.", [None]),
    # Rivers and what is named after places.
    ("Шу өзені тасыды. Шу бойында балық аулады.", [None, None]),
    ("Балқаш көлінде балық көп. Балқаш қаласында зауыт бар.", [None, ("city", "Балқаш", "Қарағанды облысы")]),
    ("Ол Астана көшесінде тұрады.", [None]),
    # Latin letters, places abroad.
    ("Qyzylorda qalasynda jiyn ótti.", [("city", "Қызылорда", "Қызылорда облысы")]),
    ("Қырғызстанның Талас облысы мен Жамбыл облысының Талас ауданы шектеседі.",
     [("country", "Қырғызстан", "KG"), ("region", "Талас облысы", "KG"), ("region", "Жамбыл облысы", "KZ"),
      ("district", "Талас", "Жамбыл облысы")]),
    ("Мальдив аралдарына ұшты.", [("country", "Мальдив аралдары", "MV")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_the_place_that_is_meant(linking: Language, text: str, expected: list[tuple[str, str, str] | None]) -> None:
    doc = linking(text)
    spans = sorted((*doc.ents, *doc.spans["nested"]), key=lambda span: span.start)
    places = [span._.place for span in spans if span.label_ == "LOC"]
    assert [
        place and (place["kind"], place["name"], place["region"] or place["country"]) for place in places
    ] == expected


def test_one_sense_per_document(linking: Language) -> None:
    text = "Қызылорда облысының Шиелі ауданында жиын өтті. Шиеліде мектеп жоқ. Ал Шиелі кентінде бар."
    places = [ent._.place for ent in linking(text).ents if ent.label_ == "LOC"]
    assert [place["kind"] for place in places] == ["region", "district", "district", "village"]
