"""Dates in Kazakh text: what is found, what it is resolved to, and what is no date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.components.catalogue import style_problems
from atau.dates import DateExpression, Kind, Precision, find_dates
from atau.dates.words import DATE_WORDS, MONTHS
from atau.tables import Table, read_table

GOLD = Path(__file__).parent / "data" / "dates.tsv"
_MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")
WEDNESDAY = datetime.date(2020, 10, 14)

Place = tuple[int, int, str]


def iso(found: DateExpression) -> str:
    return "?" if found.iso is None else found.iso + (f"..{found.until}" if found.until else "")


def isos(text: str, published: datetime.date | None = WEDNESDAY) -> list[str]:
    return [iso(found) for found in find_dates(text, published)]


def gold(half: str) -> Iterator[tuple[datetime.date | None, str, list[Place]]]:
    """Day of publication, text and dates of each sentence of a half."""
    for row, day, sentence in read_table(GOLD, ("half", "published", "sentence")):
        text, at = "", 0
        dates = []
        for mark in _MARK.finditer(sentence):
            text += sentence[at : mark.start()]
            dates.append((len(text), len(text) + len(mark[1]), mark[2]))
            text, at = text + mark[1], mark.end()
        if row == half:
            yield None if day == "-" else datetime.date.fromisoformat(day), text + sentence[at:], dates


@pytest.mark.parametrize(("half", "least"), [("tune", 70), ("held", 70), ("later", 35), ("last", 35)])
def test_precision_and_recall_on_marked_sentences(half: str, least: int) -> None:
    right = found = marked = 0
    for published, text, dates in gold(half):
        got = {(date.start, date.end, iso(date)) for date in find_dates(text, published) if date.iso is not None}
        expected = {date for date in dates if date[2] != "?"}
        # A date is right where it overlaps the marked one and is resolved to the same days.
        right += sum(any(g[0] < e[1] and e[0] < g[1] and g[2] == e[2] for e in expected) for g in got)
        found, marked = found + len(got), marked + len(expected)
    assert marked >= least
    assert right / found >= 0.98
    assert right / marked >= 0.95


EXPRESSIONS = [
    ("Жиын 2020 жылғы 12 қазан күні өтті.", "2020 жылғы 12 қазан күні", "2020-10-12", Precision.DAY, Kind.ABSOLUTE),
    ("Ол 2020 жылдың қазанында келді.", "2020 жылдың қазанында", "2020-10", Precision.MONTH, Kind.ABSOLUTE),
    ("Ол 2020-шы жылы келді.", "2020-шы жылы", "2020", Precision.YEAR, Kind.ABSOLUTE),
    ("12 қараша күні ашылады.", "12 қараша күні", "2020-11-12", Precision.DAY, Kind.PARTIAL),
    ("Қыркүйекте ашылды.", "Қыркүйекте", "2020-09", Precision.MONTH, Kind.PARTIAL),
    ("Биылғы 1 қыркүйекте ашылды.", "Биылғы 1 қыркүйекте", "2020-09-01", Precision.DAY, Kind.RELATIVE),
    ("Былтыр ашылды.", "Былтыр", "2019", Precision.YEAR, Kind.RELATIVE),
    ("Бұл XX ғасырда болды.", "XX ғасырда", None, Precision.CENTURY, Kind.ABSOLUTE),
    ("Құжат 2020 (екі мың жиырмасыншы) жылғы 3 мамырда шықты.", "2020 (екі мың жиырмасыншы) жылғы 3 мамырда",
     "2020-05-03", Precision.DAY, Kind.ABSOLUTE),
    ("Ол 1990–1994 жж. қызмет етті.", "1990–1994 жж.", "1990", Precision.YEAR, Kind.ABSOLUTE),
    ("ХХ ғасырдың 30-жылдары қиын еді.", "ХХ ғасырдың 30-жылдары", "1930", Precision.DECADE, Kind.ABSOLUTE),
    ("ХІХ ғасырдың 90-жылдары қиын еді.", "ХІХ ғасырдың 90-жылдары", "1890", Precision.DECADE, Kind.ABSOLUTE),
    ("Осы аптаның бейсенбісінде болады.", "Осы аптаның бейсенбісінде", "2020-10-15", Precision.DAY, Kind.RELATIVE),
    ("Өткен аптада кеңес болды.", "Өткен аптада", "2020-10-05", Precision.WEEK, Kind.RELATIVE),
    ("30 жeлтоқсан 2019 жылы тіркелді.", "30 жeлтоқсан 2019 жылы", "2019-12-30", Precision.DAY, Kind.ABSOLUTE),
    ("Қаулы 2019 жылғы қара­шаның 5-інде шықты.", "2019 жылғы қара­шаның 5-інде", "2019-11-05", Precision.DAY,
     Kind.ABSOLUTE),
    ("2020 ЖЫЛҒЫ 9 ШІЛДЕ, ТАРАЗ", "2020 ЖЫЛҒЫ 9 ШІЛДЕ", "2020-07-09", Precision.DAY, Kind.ABSOLUTE),
    ("Ол 12.03.1961 ж. туған.", "12.03.1961 ж.", "1961-03-12", Precision.DAY, Kind.ABSOLUTE),
    ("Мектепті 2007-2011-жылдары бітірді.", "2007-2011-жылдары", "2007", Precision.YEAR, Kind.ABSOLUTE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "date", "precision", "kind"), EXPRESSIONS, ids=[e[1] for e in EXPRESSIONS])
def test_expressions(text: str, words: str, date: str | None, precision: Precision, kind: Kind) -> None:
    (found,) = find_dates(text, WEDNESDAY)
    assert (found.text, found.iso, found.precision, found.kind) == (words, date, precision, kind)
    assert text[found.start : found.end] == words


NO_DATES = [
    "Ауылда 12 қазан көже таратылды.",
    "Ол қазанға ет салды.",
    "Команда үш маусым ойнады.",
    "Есеп 12.10 болды, ойын 18.30-да басталды.",
    "Жүйенің 12.10.2020.4 нұсқасы шықты.",
    "Мекенжай: 10.12.2020.15.",
    "Ақпан революциясы мен Қазан төңкерісі туралы айтты.",
    "Мамыр Сейтенқызы мен Наурыз Әділханұлы келді.",
    "Құжатта 31.02.2020 ж. деп тұр.",
    "Құжатта 2021 жылғы 31 қарашада деп тұр.",
    "Құжатта 00.10.2020 деп тұр.",
    "Жиынға 2020 адам келді.",
    "Мұнда 1500 жыл бұрын қала болған.",
    "Ол 20 жаста, екі жылға сотталды.",
    "Бүгінде мұнда жүз үй бар.",
    "Шешім № 12.10.2020 санды тізілімде.",
    "Жылы киім кию керек.",
    "Желтоқсан көшесі мен Тамыз даңғылы жабық.",
    "Мұражай сенбі сайын тегін.",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_no_dates(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == []


def test_a_leap_day_is_a_day_of_leap_years_only() -> None:
    assert isos("2020 жылғы 29 ақпанда, ал 2019 жылғы 29 ақпанда емес.") == ["2020-02-29"]
    assert isos("29.02.1900 деп тұр.") == []
    assert isos("29 ақпанда ашылды.", datetime.date(2021, 3, 5)) == ["?"]
    assert isos("29 ақпанда ашылды.", datetime.date(2024, 3, 5)) == ["2024-02-29"]


def test_without_a_day_of_publication_only_whole_dates_are_resolved() -> None:
    assert isos("Кеше, 12 қазанда, қыркүйекте, өткен жылы, 2019 жылы.", None) == ["?", "?", "?", "?", "2019"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("28 желтоқсанда болды.", "2024-01-09", "2023-12-28"),
        ("3 қаңтарда болады.", "2023-12-29", "2024-01-03"),
        ("25 желтоқсанға дейін төлеңіз.", "2024-01-20", "?"),
        ("1 қыркүйекте болды.", "2024-01-09", "?"),
        ("12 қазан, дүйсенбі, сағат 10:00.", "2020-10-01", "2020-10-12"),
        ("12 қазан, сейсенбі, сағат 10:00.", "2022-10-01", "2021-10-12"),
        ("12 қазан, жұма, сағат 10:00.", "2020-10-01", "?"),
        ("Желтоқсанда болды.", "2024-01-09", "2023-12"),
        ("Қыркүйекте болды.", "2024-03-09", "2023-09"),
        ("Қыркүйекте болады.", "2024-03-09", "2024-09"),
        ("Қыркүйекте деген.", "2024-03-09", "2023-09"),
        ("Қыркүйекте ше?", "2024-03-09", "?"),
        ("28 желтоқсан – 3 қаңтар аралығында.", "2023-12-20", "2023-12-28..2024-01-03"),
    ],
)
def test_the_year_that_is_not_said(text: str, published: str, expected: str) -> None:
    assert isos(text, datetime.date.fromisoformat(published)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Өткен жұмада болды.", "2020-10-09"),
        ("Өткен дүйсенбіде болды.", "?"),  # of this week or of the last one
        ("Келесі сенбіде болады.", "?"),
        ("Келесі дүйсенбіде болады.", "2020-10-19"),
        ("Алдағы жұмада болады.", "2020-10-16"),
        ("Дүйсенбіде болды.", "2020-10-12"),
        ("Жұма күні болды.", "2020-10-09"),
        ("Жұма күні өтеді.", "2020-10-16"),
        ("Сәрсенбіде өтеді.", "?"),  # today, or a week ahead
        ("Дүйсенбіде әкім ауылды аралады.", "?"),  # -ады may be the past or the future
        ("Дүйсенбіде бәрі белгілі болмақ.", "2020-10-19"),
    ],
)
def test_weekdays(text: str, expected: str) -> None:
    assert isos(text) == [expected]


def test_this_year_is_that_of_the_story_where_there_is_one() -> None:
    assert isos("1937 жылы әкесі ұсталды. Келесі жылы анасы қайтыс болды.") == ["1937", "?"]
    assert isos("2012 жылы қор құрылып, 5 қарашада ашылды.") == ["2012", "?"]
    assert isos("2012 жылы қор құрылды. Қор 5 қарашада ақша бөледі.") == ["2012", "2020-11-05"]
    assert isos("Былтыр осы айда екеу еді.") == ["2019", "?"]


def test_a_month_alone_where_its_name_is_no_other_word() -> None:
    assert isos("Наурызда 74 мың орын болды, ақпанда аз еді.") == ["2020-03", "2020-02"]
    assert isos("Наурызға демалыс берді. Мамырдың әкесі келді. Қазанда ет бар.") == []
    assert isos("Қаңтар-ақпанда жол жабылды.") == ["2020-01..2020-02"]
    assert isos("Өткен қыркүйекте, алдағы ақпанда, келесі сәуірде.") == ["2020-09", "2021-02", "?"]
    assert isos("Биылғы маусымда он ойын өтті.") == ["2020"]


def test_lists_of_years_are_no_decades() -> None:
    assert isos("Ол 1930 және 1980 жылдары өткен.") == ["?"]
    assert isos("Ол 1932 және 1984 жылдары өткен.") == ["1984"]
    assert isos("2009–2014 – бөлім басшысы;\n2014-2016 – әкім.") == ["2009..2014", "2014..2016"]
    assert isos("Құны 2009–2014 теңге.") == []


def test_names_and_counts_with_a_month_in_them() -> None:
    assert isos("«8 Наурыз» колхозы, 16 қазан көшесі, 9 Мамыр паркі, 1 қараша алаңында.") == []
    assert isos("Команда екінші маусымда, соңғы 3 маусымда, 2-маусымда ұтты.") == []
    assert isos("16 желтоқсан оқиғасы, 1 қараша мектебі, 7 қараша колхозында.") == []
    assert isos("Кездесу 16 қараша кешкі жетіде, 17 қараша таңғы онда.") == ["2020-11-16", "2020-11-17"]
    assert isos("Ол 12 қазан, 14 қазанда, 16 қазан Астанада болды.") == ["2020-10-12", "2020-10-14", "2020-10-16"]


def test_every_year_is_no_date() -> None:
    assert isos("Жыл сайын 1 маусымда мереке болады.") == ["?"]


def test_latin_letters() -> None:
    text = "Kitap 1998 jylǵy 12 qazanda Almatyda jaryq kórdi, oqyrmandar kóp jinaldy."
    (found,) = find_dates(text)
    assert (found.text, found.iso) == ("1998 jylǵy 12 qazanda", "1998-10-12")


def test_a_bad_day_of_publication_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"0050-01-01.*1000 to 2100"):
        find_dates("Кеше келді.", datetime.date(50, 1, 1))


def test_the_edges_of_the_calendar() -> None:
    text = "Кеше, өткен аптада, келесі айда, 28 желтоқсанда, 2 қаңтарда, үш күн бұрын, жұмада болды."
    for day in (datetime.date(1000, 1, 1), datetime.date(2100, 12, 31)):
        assert len(find_dates(text, day)) == 7


_PIECES = st.sampled_from(
    [
        *"2020 12 31 99 0 . / - – : , ( ) № « » жылғы жылы жылдары ж. қазан қазанда ақпанның айының 12-сі 2-ші".split(),
        *"кеше өткен осы аптада айда сенбіде күні бұрын үш он екінші XX ғасырдың 90-жылдары оқу ХІ 2019–21".split(),
        *("наурыз–мамыр", "🎉", "qazan", "\n"),
    ]
)


@given(st.lists(_PIECES, max_size=14), st.sampled_from(["", " "]))
def test_any_row_of_pieces_gives_possible_dates_in_order(pieces: list[str], space: str) -> None:
    text = space.join(pieces)
    end = 0
    for found in find_dates(text, WEDNESDAY):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end
        for part in (found.iso, found.until):
            if part is not None:
                datetime.date.fromisoformat((part + "-01-01")[:10])  # raises for a day that there is not
        assert found.until is None or (found.iso is not None and found.iso < found.until)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(text[found.start : found.end] == found.text for found in find_dates(text, WEDNESDAY))


@pytest.mark.parametrize("piece", ["60-", "60-70-", "12 қазан – ", "XX–", "2020–", "12.", "он екінші ", "2019, "])
def test_long_rows(piece: str) -> None:
    assert all(found.start < found.end for found in find_dates(piece * 2000, WEDNESDAY))


def test_long_digits() -> None:
    digits = "1" * 5000
    assert isos(f"{digits}.{digits}.{digits} {digits} жылы, {digits} қазанда, {digits}-ғасыр, {digits} күн бұрын") == []


@pytest.mark.parametrize("table", [MONTHS, DATE_WORDS], ids=lambda table: table.name)
def test_the_tables_are_in_order(table: Table) -> None:
    assert style_problems(table) == []
    explained = table.notes().columns
    for column, values in table.values.items():
        used = {row[table.columns.index(column)] for row in table.read()}
        assert used == set(values)
        assert all(re.search(rf"\b{value}\b", explained[column]) for value in used)
