"""The parts of the page's scripts that reckon: offsets, exact numbers, nesting, each in the browser itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from page_browser import Page

TEXTS = [
    "", "abc", "Атырау", "🎉", "а🎉б", "🎉🎉", "e\u0301 🏳️‍🌈 ж\r\nз\u0000и", "𝔸қ👩‍👩‍👧‍👦 й\u0306", "⟦LOC Атырау⟧ \\⟦",
]  # fmt: skip


def module(opened: Page, name: str, code: str, *given: Any) -> Any:
    """What `code` makes of a module m and the arguments a."""
    whole = (
        "const done = arguments[arguments.length - 1]; const a = [...arguments];"
        f"import('/page/{name}.js').then((m) => {{ done({code}) }}).catch((e) => done('error: ' + e))"
    )
    return opened.browser.execute_async_script(whole, *given)


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_are_those_of_python(opened: Page, text: str) -> None:
    code = """(() => { const o = new m.Offsets(a[0]);
      return [o.points, ...Array.from({length: o.points + 1}, (_, i) => [o.toUnits(i), o.toPoints(o.toUnits(i))])]
      })()"""
    units = [0]
    for char in text:
        units.append(units[-1] + len(char.encode("utf-16-le")) // 2)
    assert module(opened, "offsets", code, text) == [len(text), *([unit, point] for point, unit in enumerate(units))]


def test_between_the_halves_of_a_pair(opened: Page) -> None:
    assert module(opened, "offsets", "[0, 1, 2, 3].map((i) => new m.Offsets('а🎉').toPoints(i))") == [0, 1, 1, 2]


def test_words_are_taken_whole_and_edges_go_from_word_to_word(opened: Page) -> None:
    text = "Кеше  Қ.Омаров «Қайнар» ЖШС-і 🎉4,5𝟙 күн"
    code = "m.wholeWords(a[0], ...a[1])"

    def grown(piece: str) -> str:
        start = text.index(piece)
        # JavaScript counts the emoji twice; the pieces stand before it.
        first, last = module(opened, "offsets", code, text, [start, start + len(piece)])
        return text[first:last]

    assert grown("маро") == "Омаров"
    assert grown("  Қ") == "Қ"
    assert grown("Қайнар» Ж") == "Қайнар» ЖШС"
    assert module(opened, "offsets", code, text, [4, 6]) is None
    code = """[m.nextEdge(a[0], 0, 1, true), m.nextEdge(a[0], 6, -1, false), m.nextEdge(a[0], 4, 1, true),
      m.nextEdge('а б', 3, 1, true), m.nextEdge('а', 0, -1, false)]"""
    assert module(opened, "offsets", code, text) == [4, 0, 7, None, None]


NUMBERS = '[0.1, 12345678901234567890.123456789, 4500000000, 1e-7, -0, 0.30, 1E+2, {"a": {"b": [1.10]}}]'


def test_numbers_stay_as_they_are_written(opened: Page) -> None:
    assert module(opened, "exact", "m.writeJson(m.parseJson(a[0]))", NUMBERS) == NUMBERS


@pytest.mark.parametrize(
    "value",
    ['"a\\\\"', '"\\u0000\\r\\n"', '{"__proto__": 1, "": "\\"}"}', "[]", "{}", '" [1,2] "', "true", '["\\\\\\\\", ""]'],
)
def test_json_is_read_as_python_does(opened: Page, value: str) -> None:
    found = module(opened, "exact", "m.writeJson(m.parseJson(a[0]))", value)
    assert json.loads(found) == json.loads(value)


@pytest.mark.parametrize("value", ["", "[1,]", "{1: 2}", "[1] 2", '"a', "01", "nul", "[1 2]", '"\t"', "NaN", "'a'"])
def test_what_is_no_json_is_refused(opened: Page, value: str) -> None:
    assert "SyntaxError" in module(opened, "exact", "m.writeJson(m.parseJson(a[0]))", value)


def test_amounts_are_exact_in_every_language(opened: Page) -> None:
    quantity = '{"value": 12345678901234567890.10, "unit": "KZT", "kind": "money", "approx": "about"}'
    whole = """const [text, language, done] = arguments;
      Promise.all([import('/page/words.js'), import('/page/exact.js')]).then(([words, exact]) => {
        words.language.code = language; done(words.amountWords(exact.parseJson(text))) })"""
    found = {
        language: opened.browser.execute_async_script(whole, quantity, language) for language in ("kk", "ru", "en")
    }
    assert found == {
        "kk": "≈ 12\u202f345\u202f678\u202f901\u202f234\u202f567\u202f890,10 теңге",
        "ru": "≈ 12\u202f345\u202f678\u202f901\u202f234\u202f567\u202f890,10 тенге",
        "en": "≈ 12,345,678,901,234,567,890.10 tenge",
    }


@pytest.mark.parametrize(
    ("language", "unit", "numbers"),
    [
        ("ru", "km", ["1 километр", "2 километра", "5 километров", "11 километров", "21 километр", "1,5 километра"]),
        (
            "en",
            "km",
            ["1 kilometre", "2 kilometres", "5 kilometres", "11 kilometres", "21 kilometres", "1.5 kilometres"],
        ),
        ("kk", "km", ["1 километр", "2 километр", "5 километр", "11 километр", "21 километр", "1,5 километр"]),
        (
            "ru",
            "t/har",
            [
                "1 тонна/гектар",
                "2 тонны/гектар",
                "5 тонн/гектар",
                "11 тонн/гектар",
                "21 тонна/гектар",
                "1,5 тонны/гектар",
            ],
        ),
        ("ru", "KZT", ["1 тенге", "2 тенге", "5 тенге", "11 тенге", "21 тенге", "1,5 тенге"]),
    ],
)
def test_a_unit_agrees_with_its_number(opened: Page, language: str, unit: str, numbers: list[str]) -> None:
    code = """import('/page/words.js').then((words) => { words.language.code = arguments[0];
      arguments[3](arguments[2].map((value) => words.amountWords({ value, unit: arguments[1] }))) })"""
    values = ["1", "2", "5", "11", "21", "1.5"]
    assert opened.browser.execute_async_script(code, language, unit, values) == numbers


def test_a_long_text_is_cut_short_between_characters(opened: Page) -> None:
    assert module(opened, "words", "[m.excerpt('а🎉🎉', 3), m.excerpt('а🎉🎉', 4), m.excerpt('абв', 3)]") == [
        "а…",
        "а🎉…",
        "абв",
    ]


def test_pieces_of_a_long_text_never_cut_a_mark(opened: Page) -> None:
    code = "m.chunkEnds(a[0], a[1].map(([start, end]) => ({mark: {start, end}})))"
    text = "сөз " * 30000
    ends = module(opened, "chunks", code, text, [[4002, 4300], [16000, 40000]])
    assert ends[-1] == len(text)
    assert sorted(set(ends)) == ends
    assert not [end for end in ends if 4002 < end < 4300 or 16000 < end < 40000]
    assert max(b - a for a, b in zip([0, *ends], ends, strict=False)) < 30000
    assert module(opened, "chunks", code, "", []) == [0]
    assert module(opened, "chunks", code, "а\n" * 5000, [])[0] == 4002
