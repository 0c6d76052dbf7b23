"""Partition strings: a bar stands at every token boundary that is no space; ``doc.text == text`` for every text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

NLP = spacy.blank("kk")

PARTITIONS = [
    # Words with inner hyphens.
    "Қасым-Жомарт| |іс-шара|,| |Премьер-министр|,| |бақылау-тексеру|.",
    # Numbers and their suffixes.
    "5-уі| |31,5|%-ды| |2020-сыншы| |1,5| |13-ке| |10-нан| |7 |479,5",
    "2015|–|2020| |жж.| |2011-2015| |12.03.2015| |14:30| |5|–|6",
    "1994|ж.| |2008-2011|жылдары| |№13| |мектеп|,| |63.1|%",
    # Initials.
    "Қ.|Көшербаевтың| |Н.|Ә.|Назарбаев| |Қ.| |Ысқақов| |Дж.| |Браун",
    "ДЖ.|БРАУН| |мен| |Дж.|Р.|Р.| |Толкин",
    # Abbreviations keep their dots, other words do not.
    "4| |млрд.| |теңге| |т.б.| |т.ғ.к.| |ХХІ| |ғ.| |Алматы| |қ.",
    "Ол| |келді|.| |Олар| |кетті|.",
    "келді|.|Олар| |кетті",
    # Quotation marks, dashes, signs.
    "«|Нұр| |Отан|»|ның| |“|Айқын|”| |—| |5|%| |100|₸| |$|20",
    "&quot;|Астана|&quot;| |қазақ|/|орыс",
    # Seams of a page.
    "Абай| |облысы|ТОП| |және|Қытаймен| |Омарова|Фото| |Серікұлы|Ойын| |tau.kz|Фото| |және|Google",
    "Тасты| |а/о| |әкімі| |Tau.kz|/|Асқар| |ҚазМұнайГаз| |АгроТау| |тұрмыCтық| |кВт",
    # Sites, mail, telephone.
    "tengri.kz-те| |жазды|.| |бұл| |tengri.kz|.| |8-701-123-45-67| |+77011234567",
    "DALA.KZ-тің| |сайты|,| |TAU.SAI.KZ| |мен| |Aqsu.TV|.| |tau.media|,| |@TAU.KZ| |@tau_kz| |жазды",
    "inform.kz| |www.atau.kz/a?b=1|,| |a.b@mail.kz| |+7| |(|7172|)| |74-09-76",
]


def _split(partition: str) -> list[str]:
    return [token for token in partition.split("|") if token != " "]


@pytest.mark.parametrize("partition", PARTITIONS)
def test_partitions(partition: str) -> None:
    # A blank inside a piece («7 |479,5») stands for the space after the token.
    text = partition.replace("|", "")
    assert [token.text for token in NLP(text)] == [piece.strip() for piece in _split(partition)]


SPACED = [
    (
        "Жи ы н т ө р а ғ а с ы , п а р т и я н ы ң",
        ["Жи ы н", "т ө р а ғ а с ы", ",", "п а р т и я н ы ң"],
        ["жиын", "төрағасы", ",", "партияның"],
    ),
    (
        "О б л ы с  ә к і м і \nке ң е с ө т к і з д і.",
        ["О б л ы с", " ", "ә к і м і", "\n", "ке ң е с", "ө т к і з д і", "."],
        ["облыс", " ", "әкімі", "\n", "кеңес", "өткізді", "."],
    ),
    # The text is dirty, so a stray piece is joined too.
    ("қ а л а н ы ң сайлауа лды жұмысы", ["қ а л а н ы ң", "сайлауа лды", "жұмысы"], None),
    # Words broken at a line end.
    ("жаңадан сайлан- ған кеңес", ["жаңадан", "сайлан- ған", "кеңес"], ["жаңадан", "сайланған", "кеңес"]),
    ("облыс мәсли-\nхаты", ["облыс", "мәсли-\nхаты"], ["облыс", "мәслихаты"]),
    ("бұл парти – ясы", ["бұл", "парти – ясы"], ["бұл", "партиясы"]),
    # A dash between words, letters of a list and initials stay apart.
    ("бұл – жаңа заң", ["бұл", "–", "жаңа", "заң"], None),
    ("Қ. Ә. Серіков", ["Қ.", "Ә.", "Серіков"], None),
    # Soft hyphens and zero-width characters stay inside the token.
    ("ре\u00adспуб\u200bлика", ["ре\u00adспуб\u200bлика"], ["республика"]),
]


@pytest.mark.parametrize(("text", "tokens", "norms"), SPACED)
def test_words_in_pieces(text: str, tokens: list[str], norms: list[str] | None) -> None:
    doc = NLP(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text
    if norms:
        assert [token.norm_ for token in doc] == norms


def test_attributes_come_from_the_repaired_word() -> None:
    token = NLP("Т ө р а ғ а с ы келді")[0]
    assert token.text == "Т ө р а ғ а с ы"
    assert (token.lower_, token.shape_, token.prefix_, token.suffix_) == ("төрағасы", "Xxxxx", "Т", "асы")
    assert token.is_title
    assert token.is_alpha
    assert NLP("ж и ы р м а адам")[0].like_num


ALPHABET = "аәбвгқлиіоыны ң АҚЕТ.,-–—«»\"'()%№₸$0123456789\n\t\r\u00a0\u00ad\u200b\ufeff/:@a.kzXІiᏴ🙂\u0301"


@given(st.text(max_size=80) | st.text(st.sampled_from(ALPHABET), max_size=120))
@settings(max_examples=400, deadline=None)
def test_text_is_never_changed(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert all(len(token.text) for token in doc)


WORDS = [
    "облыс", "әкімі", "Қ.Серіков", "т ө р а ғ а", "парти – ясы", "31,5%-ды", "«Нұр", "Отан»", "млрд.", "2020-сыншы",
    "ХХІ", "ғ.", "келді.Ол",
]  # fmt: skip
DIRT = [" ", "  ", "\n", "\u00a0", "\u00ad", "\u200b", "", "- ", " – ", "\r\n", "\t"]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(DIRT)), max_size=30))
@settings(max_examples=200, deadline=None)
def test_words_with_dirt(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + dirt for word, dirt in pieces)
    doc = NLP(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


def test_lone_surrogate_says_where() -> None:
    with pytest.raises(ValueError, match="character 3 is a lone surrogate"):
        NLP("абв\ud800г")


def test_round_trips() -> None:
    text = "Жи ы н т ө р а ғ а с ы келді.  Ол кетті"
    doc = NLP(text)
    again = spacy.blank("kk").from_bytes(NLP.to_bytes())
    assert [t.text for t in again(text)] == [t.text for t in doc]
    stored = DocBin(docs=[doc]).to_bytes()
    (loaded,) = DocBin().from_bytes(stored).get_docs(again.vocab)
    assert loaded.text == text
    assert [t.norm_ for t in loaded] == [t.norm_ for t in doc]
    assert Doc(again.vocab).from_bytes(doc.to_bytes()).text == text


def test_worker_processes() -> None:
    texts = ["Жи ы н т ө р а ғ а с ы келді"] * 4
    docs = list(NLP.pipe(texts, n_process=2, batch_size=2))
    assert [doc[0].text for doc in docs] == ["Жи ы н"] * 4


def test_load_from_disk(tmp_path: object) -> None:
    NLP.to_disk(str(tmp_path))
    loaded: Language = spacy.load(str(tmp_path))
    assert [t.text for t in loaded("31,5%-ды")] == ["31,5", "%-ды"]
