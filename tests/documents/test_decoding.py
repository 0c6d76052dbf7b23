"""Encodings: UTF-8, what the user states, what the bytes show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.documents.decoding import DecodeError, decode, detect, known_encoding, nul_problem, wide_encoding

TEXT = (
    "Көкбұлақ ауданының әкімі Гүлнұр Бекова кеше жаңа мектептің құрылысын көрді. Ғимарат екі қабатты, "
    "оған 240 оқушы сыяды, – деп хабарлады «Жаңа жол» газеті."
)
RUSSIAN = "Вчера в районе прошло совещание, на котором говорили о строительстве новых дорог и школ."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "kz1048", "ptcp154", "utf-32"])
def test_kazakh_is_read_whatever_its_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866"])
def test_so_is_russian(encoding: str) -> None:
    found = decode(RUSSIAN.encode(encoding))
    assert (found.text, found.encoding, found.detected) == (RUSSIAN, encoding, True)


def test_damaged_utf8_is_not_taken_for_something_else() -> None:
    raw = TEXT.encode()
    for broken in (raw + b"\xff", raw[:7], raw[:40] + b"\xfe" + raw[41:]):
        with pytest.raises(DecodeError, match=r"invalid UTF-8: byte 0x.. at byte offset \d+ .*--encoding"):
            decode(broken)


def test_few_bytes_tell_nothing() -> None:
    assert detect("Ол".encode("cp1251")) is None


def test_a_picture_is_no_text() -> None:
    assert detect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20) is None


def test_what_is_stated_counts() -> None:
    assert decode(TEXT.encode("kz1048"), "kz1048").text == TEXT
    assert decode(TEXT.encode("utf-16"), "utf-16").text == TEXT
    assert decode(b"\xef\xbb\xbf12", "utf-8").text == "12"
    with pytest.raises(DecodeError, match=r"not ascii: .* at byte offset 0; state another --encoding"):
        decode(TEXT.encode(), "ascii")


def test_names_of_encodings() -> None:
    assert [known_encoding(name) for name in ("AUTO", "UTF8", "windows-1251")] == ["auto", "utf-8", "cp1251"]
    for name in ("klingon", "base64", "rot13"):
        with pytest.raises(LookupError):
            known_encoding(name)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_an_error_that_says_why(data: bytes) -> None:
    try:
        decode(data).text.encode("utf-8")
    except DecodeError as error:
        why = str(error)
    else:
        why = "none"
    assert why
    wide_encoding(data)


def test_nuls() -> None:
    assert nul_problem("a\0b" * 3) is not None
    assert nul_problem("сөз " * 50 + "\0" * 16) is not None
    assert nul_problem("сөз " * 50 + "\0") is None
    assert "the first at character 3" in (nul_problem("abc" + "\0" * 20) or "")
