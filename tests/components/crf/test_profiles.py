"""Label profiles: counted in annotated text, stored, asked for every form of a word."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from atau.components.common.token_facts import make_word
from atau.components.crf.features import Features, feature_templates
from atau.components.crf.profiles import LabelCounts, Profiles
from atau.components.crf.templates import EXTRA_GROUPS, TemplateError, read_templates
from atau.tables import TableError


def counted() -> Profiles:
    """Profiles of five sentences: a village with an unusual name is a place in three of four."""
    nlp = spacy.blank("kk")
    counts = LabelCounts()
    for text, mentions in (
        ("Шоқтыбайда жиын өтті", [(0, 1, "LOC")]),
        ("Олар Шоқтыбайға барды", [(1, 2, "LOC")]),
        ("Шоқтыбайда мектеп бар", [(0, 1, "LOC")]),
        ("Шоқтыбай келді", []),
        ("Кеше жиын болды", []),
    ):
        counts.add(nlp(text), mentions)
    return counts.profiles()


def test_a_profile_says_which_label_how_often() -> None:
    profiles = counted()
    assert profiles.of(make_word("Шоқтыбайда")) == ("LOCh", "LOCm")
    # A form that the text does not hold has the profile of its stem.
    assert profiles.of(make_word("Шоқтыбайдың")) == ("", "LOCm")
    assert profiles.of(make_word("жиын")) == ("O", "O")


def test_a_word_seen_once_has_none() -> None:
    assert counted().of(make_word("мектеп")) == ("", "")


def test_templates_with_profiles_are_asked_for() -> None:
    assert "pn" not in read_templates()
    assert "pn" in feature_templates(["profiles"])
    assert {"profiles"} == EXTRA_GROUPS
    with pytest.raises(TemplateError, match=r"no group of feature templates called profile$"):
        feature_templates(["profile"])


def test_features_differ_with_the_profile_alone() -> None:
    doc = spacy.blank("kk")("Шоқтыбайда той")
    without, with_them = Features(["w", "pn"]), Features(["w", "pn"], counted())
    keys = [[f.keys(f.sequences([(doc, [(0, 2)])]), t).tolist() for t in f.templates] for f in (without, with_them)]
    assert keys[0][0] == keys[1][0]
    assert keys[0][1] == [0, 0]
    assert keys[1][1][0] != 0


words_of_a_table = st.dictionaries(
    st.text(st.characters(categories=["L"]), min_size=1), st.sampled_from(["O", "OO", "LOCh", "PERSONm+"])
)


@given(words_of_a_table, words_of_a_table)
def test_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, norms: dict[str, str], stems: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("profiles") / "table.tsv.gz"
    Profiles(norms, stems).write(path)
    found = Profiles.read(path)
    assert (found.norms, found.stems) == (norms, stems)
    assert Profiles.unpack(found.pack()).norms == norms
    first = path.read_bytes()
    found.write(path)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no gzip", ":1: no gzipped text"),
        (gzip.compress("n\tа\tO\nx\tб\tO\n".encode()), r":2: 'x\\tб\\tO' is not n or s"),
        (gzip.compress("n\tа\n".encode()), ":1: "),
    ],
    ids=["no gzip", "no such kind", "a column too few"],
)
def test_a_damaged_table_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "profiles.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(TableError, match=message) as caught:
        Profiles.read(path)
    assert "atau training profiles" in str(caught.value)
