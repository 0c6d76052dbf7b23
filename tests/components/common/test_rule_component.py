"""Tables of the user's: they replace or extend those of the package, and travel with the pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import atau
from atau.components.common.rule_component import add_rows
from atau.components.resolver.calibrator import CandidateCalibrator
from atau.tables import TableError

TEXT = "Кеше Алтын Дән жаңа қойма ашты, деді Асқар Омаров, бас сыншы."
EXTRA = {"org_names": ["Алтын Дән"], "offices": [["бас сыншы", "full"]]}


def found(nlp: Language, text: str = TEXT) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in nlp(text).ents]


@pytest.fixture
def extended() -> Language:
    nlp = atau.load("rules")
    add_rows(nlp, EXTRA)
    return nlp


def test_rows_are_added(extended: Language) -> None:
    plain = found(atau.load("rules"))
    assert ("Алтын Дән", "ORG") not in plain
    assert ("бас сыншы", "POSITION") not in plain
    assert ("Алтын Дән", "ORG") in found(extended)
    assert ("бас сыншы", "POSITION") in found(extended)


def test_rows_are_added_by_the_config_of_a_component() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_organisations", config={"extra": {"org_names": ["Алтын Дән"]}})
    nlp.add_pipe("kk_resolver")
    assert found(nlp) == [("Алтын Дән", "ORG")]
    again = spacy.blank("kk").from_config(nlp.config)
    assert found(again) == [("Алтын Дән", "ORG")]


def test_rows_travel_with_the_pipeline(extended: Language, tmp_path: Path) -> None:
    extended.to_disk(tmp_path / "model")
    assert found(atau.load(tmp_path / "model")) == found(extended)
    other = atau.load("rules").from_bytes(extended.to_bytes())
    assert found(other) == found(extended)
    assert found(atau.load("rules").from_bytes(atau.load("rules").to_bytes())) == found(atau.load("rules"))


def test_a_file_is_read_once_and_its_rows_travel(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text("name\tcls\nАлтын Дән\n", encoding="utf-8")
    nlp = atau.load("rules")
    nlp.replace_pipe("kk_organisations", "kk_organisations", config={"extra": {"org_names": str(file)}})
    assert ("Алтын Дән", "ORG") in found(nlp)
    nlp.to_disk(tmp_path / "model")
    file.unlink()
    assert ("Алтын Дән", "ORG") in found(spacy.load(tmp_path / "model"))


def test_a_table_is_replaced() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_organisations", config={"tables": {"org_names": [["Алтын Дән", ""]]}})
    nlp.add_pipe("kk_resolver")
    assert found(nlp, "Біріккен Ұлттар Ұйымы мен Алтын Дән.") != found(
        atau.load("rules"), "Біріккен Ұлттар Ұйымы мен Алтын Дән."
    )
    assert ("Алтын Дән", "ORG") in found(nlp)


def test_a_row_of_the_user_takes_the_place_of_one_of_the_package() -> None:
    nlp = atau.load("rules")
    text = "Асқар Омаров, депутат, келді."
    assert ("депутат", "POSITION") in found(nlp, text)
    add_rows(nlp, {"offices": [["депутат", "never"]]})
    assert ("депутат", "POSITION") not in found(nlp, text)


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"org_nmaes": [["Алтын Дән"]]}, r"extra\.org_nmaes: no component .* org_names"),
        ({"offices": [["бас сыншы", "fulll"]]}, r"extra\.offices:1: 'fulll' is not a known kind\. Use one of"),
        ({"offices": [["бас сыншы", "full", "x"]]}, r"extra\.offices:1: 3 columns instead of 2"),
        ({"org_names": [["Алтын Дән", 1]]}, r"extra\.org_names:1: .* is not a list of texts"),
        ({"org_names": [["Алтын Дəн"]]}, r"extra\.org_names:1: Latin and Cyrillic"),
    ],
)
def test_faulty_rows_are_told(extra: dict[str, list[list[str]]], message: str) -> None:
    with pytest.raises(TableError, match=message):
        add_rows(atau.load("rules"), extra)


def test_a_file_that_is_not_there_is_told_at_the_first_text() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_organisations", config={"extra": {"org_names": "gone.tsv"}})
    with pytest.raises(TableError, match=r"there is no file gone\.tsv, which the setting extra\.org_names names"):
        nlp(TEXT)


def test_what_was_saved_in_the_same_place_before_is_gone(extended: Language, tmp_path: Path) -> None:
    extended.get_pipe("kk_resolver").calibrator = CandidateCalibrator({}, 0.0, (0.0, 1.0), (0.0, 1.0))  # type: ignore[attr-defined]
    extended.to_disk(tmp_path)
    atau.load("rules").to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert ("Алтын Дән", "ORG") not in found(again)
    assert again.get_pipe("kk_resolver").calibrator is None  # type: ignore[attr-defined]


def test_a_stored_path_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tsv"
    secret.write_text("name\tcls\nАлтын Дән\n", encoding="utf-8")
    stored = json.dumps({"extra": {"org_names": str(secret)}}).encode()
    with pytest.raises(TableError, match="org_names is not a list of rows"):
        atau.load("rules").get_pipe("kk_organisations").from_bytes(stored)  # type: ignore[attr-defined]


def test_components_without_words_of_the_user_store_none(tmp_path: Path) -> None:
    atau.load("rules").to_disk(tmp_path / "model")
    assert not list((tmp_path / "model").rglob("tables.json"))


@pytest.mark.parametrize(
    ("extra", "text", "expected"),
    [
        # A head that a place makes a name, until a trait says that it does not.
        ({"org_head_traits": [["академия", "never_of_place"]]}, "Бұл Атырау академиясы.", []),
        ({"org_words": [["маңындағы", "beside"]]}, "Кеше Қаржы министрлігі маңындағы Жастар кеңесі жиналды.",
         [("Қаржы министрлігі маңындағы Жастар кеңесі", "ORG")]),
        ({"position_words": [["істеді", "career"]]}, "Ол ұзақ уақыт мұғалім істеді.", [("мұғалім", "POSITION")]),
        # A word that ends so is an adjective.
        ({"endings": [["ейқ", "adjective"]]}, "Кеше гүлдейқ инженер келді.", [("гүлдейқ инженер", "POSITION")]),
    ],
)  # fmt: skip
def test_words_of_the_grammar_are_the_users_too(
    extra: dict[str, list[list[str]]], text: str, expected: list[tuple[str, str]]
) -> None:
    nlp = atau.load("rules")
    before = found(nlp, text)
    add_rows(nlp, extra)
    after = found(nlp, text)
    assert after != before
    assert [hit for hit in after if hit[1] in ("ORG", "POSITION")] == expected


def test_rows_that_do_not_fit_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = atau.load("rules")
    plain = found(nlp)
    with pytest.raises(TableError):
        add_rows(nlp, {"org_names": ["Алтын Дән"], "offices": [["бас сыншы", "no such kind"]]})
    assert found(nlp) == plain
    # The same where the rows fit and the component cannot be built from them.
    component = nlp.get_pipe("kk_organisations")
    build = component.build  # type: ignore[attr-defined]

    def failing() -> None:
        if component.tables.is_custom(*component.TABLES):  # type: ignore[attr-defined]
            raise TableError("org_names", 0, "cannot be built", "Correct it")
        build()

    monkeypatch.setattr(component, "build", failing)
    with pytest.raises(TableError):
        add_rows(nlp, {"org_names": ["Алтын Дән"]})
    monkeypatch.undo()
    assert found(nlp) == plain
    assert not component.tables.is_custom(*component.TABLES)  # type: ignore[attr-defined]
    add_rows(nlp, {"org_names": ["Алтын Дән"]})
    assert ("Алтын Дән", "ORG") in found(nlp)
