"""Linking over rows of tables."""

from __future__ import annotations

import pytest

from atau.facts.people.profile import ProfileError
from atau.facts.people.rows import link_organisation_rows, link_people_rows

AKIM = {"offices": ["Бестау ауданының әкімі"], "places": ["Бестау ауданы"], "organisations": None}


def test_people_by_numbers_of_documents() -> None:
    rows = [
        {"document": 2, "cluster": "p1", "names": ["Д. Есмағамбетов"], **AKIM},
        {"document": 10, "cluster": "p1", "names": ["Дарын Есмағамбетов"], **AKIM},
        {"document": 10, "cluster": "p2", "names": ["Сара Есмағамбетова"], **AKIM},
    ]
    found = {(row.document, row.cluster): row for row in link_people_rows(rows)}
    assert found[2, "p1"].id == found[10, "p1"].id != found[10, "p2"].id
    assert found[2, "p1"].name == "Дарын Есмағамбетов"
    assert 0.5 < found[2, "p1"].probability < 1


def test_organisations_by_texts() -> None:
    rows = [
        {"document": "a.txt", "cluster": "o1", "names": ["ІІМ"]},
        {"document": "b.txt", "cluster": "o1", "names": ["ҚР Ішкі істер министрлігі"], "places": []},
    ]
    assert len({row.id for row in link_organisation_rows(rows)}) == 1


def test_a_row_that_is_no_profile_is_named() -> None:
    with pytest.raises(ProfileError, match="'p7'"):
        link_people_rows([{"document": 1, "cluster": "p7", "names": 3}])
    with pytest.raises(ProfileError, match="document is None"):
        link_people_rows([{"cluster": "p7", "names": []}])
