"""What a word can be inside the noun phrase of an office."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.components.common.noun_roles import STOP, shared_noun_roles

# word, kind, case, owned
ROLES = [
    ("бас", "adj", "nom", False),
    ("бұрынғы", "adj", "nom", False),
    ("облыстық", "adj", "nom", False),
    ("екінші", "adj", "nom", False),
    ("әкімнің", "noun", "gen", False),
    ("төрағасының", "noun", "gen", True),
    ("министрлігінің", "noun", "gen", True),
    ("министрліктің", "noun", "gen", False),
    ("жөніндегі", "post", "nom", False),
    ("және", "conj", "nom", False),
    ("кеше", "stop", "other", False),
    (",", "stop", "other", False),
    ("5", "stop", "other", False),
    ("келген", "stop", "other", False),
    ("салынған", "unknown", "verb", False),
    ("гүлзардың", "unknown", "gen", False),
]


@pytest.mark.parametrize(("word", "kind", "case", "owned"), ROLES)
def test_roles(word: str, kind: str, case: str, owned: bool) -> None:
    role = shared_noun_roles().role(word)
    assert (role.kind, role.case, role.owned) == (kind, case, owned)


def test_listed_and_stem() -> None:
    roles = shared_noun_roles()
    assert roles.listed("әкімі")
    assert roles.listed("министрлігінің")
    assert not roles.listed("гүлденген")
    assert roles.stem("министрлігінің") == "министрлік"
    assert roles.stem("гүлденген") == ""


def test_oblique() -> None:
    roles = shared_noun_roles()
    assert roles.oblique("астанада")
    assert not roles.oblique("астананың")
    assert not roles.oblique("астанадағы")
    assert shared_noun_roles() is roles


@given(st.text(max_size=15))
def test_any_word_has_a_role(word: str) -> None:
    role = shared_noun_roles().role(word)
    assert role.kind in {"adj", "noun", "owner", "post", "conj", "stop", "unknown"}
    assert role == STOP or role.kind != "stop"
