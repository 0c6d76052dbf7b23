"""Data for the page of facts: three documents about invented people, as many as wanted, and one of hostile texts."""

from __future__ import annotations

import random
from decimal import Decimal

from atau.facts.page.data import (
    Amount,
    Document,
    Evidence,
    Holding,
    LifeEvent,
    Link,
    Mark,
    Organisation,
    PageData,
    Person,
    Place,
)
from atau.facts.records import LifeEventKind, Status


def said(
    document: str, sentence: str, *mentions: tuple[str, str], offset: int = 0, span: tuple[int, int] | None = None
) -> Evidence:
    """Evidence with marks; mentions are (text, label), each looked for from the start."""
    marks = []
    for text, label in mentions:
        start = sentence.index(text)
        marks.append(Mark(start=start, end=start + len(text), label=label))
    return Evidence(document=document, sentence=sentence, offset=offset, marks=tuple(marks), span=span)


BRIDGE = said(
    "d1",
    "🎉 Жалын облысының әкімі Сәуле Тұманова көпірге 1,5 млрд теңге бөлінгенін айтты.",
    ("Жалын облысының әкімі", "POSITION"),
    ("Жалын облысының", "LOC"),
    ("Сәуле Тұманова", "PERSON"),
    ("1,5 млрд теңге", "QUANTITY"),
    offset=120,
    span=(2, 38),
)
MINISTER = said(
    "d2",
    "Ерден Қоңыратбаев 2019 жылғы 12 наурызда Су министрі болып тағайындалды.",
    ("Ерден Қоңыратбаев", "PERSON"),
    ("Су министрі", "POSITION"),
)
LEFT = said(
    "d3",
    "Бұрынғы су министрі Е. Қоңыратбаев енді «Қайнар» компаниясын басқарады.",
    ("су министрі", "POSITION"),
    ("Е. Қоңыратбаев", "PERSON"),
    ("«Қайнар» компаниясын", "ORG"),
)
BORN = said("d3", "Сәуле Тұманова 1971 жылы Алматыда туған.", ("Сәуле Тұманова", "PERSON"), ("Алматыда", "LOC"))
PIPES = said(
    "d2", "Алматыға 300 км құбыр мен 2,75 млрд теңге керек.", ("2,75 млрд теңге", "QUANTITY"), ("300 км", "QUANTITY")
)


def small() -> PageData:
    """Three documents, one sentence with nested mentions, an amount without a certain value."""
    return PageData(
        title="Үш құжат",
        documents=(
            Document(
                id="d1", title="Көпір салынады", date="2020-10-12", url="https://example.org/1", site="example.org"
            ),
            Document(id="d2", title="Жаңа министр", date="2019-03-13"),
            Document(id="d3", title="Кім қайда", date="2023-05", url="javascript:alert(1)"),
        ),
        people=(
            Person(id="p1", name="Сәуле Тұманова", mentions=4, documents=2, evidence=(BRIDGE, BORN)),
            Person(
                id="p2",
                name="Ерден Қоңыратбаев",
                aliases=("Е. Қоңыратбаев",),
                mentions=3,
                documents=2,
                evidence=(LEFT,),
            ),
        ),
        organisations=(
            Organisation(id="o1", name="Су министрлігі", mentions=2, documents=2),
            Organisation(id="o2", name="«Қайнар» компаниясы", mentions=1, documents=1, evidence=(LEFT,)),
        ),
        places=(
            Place(id="l1", name="Жалын облысы", mentions=2, documents=1),
            Place(
                id="l2",
                name="Алматы",
                lat=43.25,
                lon=76.95,
                mentions=5,
                documents=2,
                kind="city",
                country="KZ",
                source="geonames:1526384",
                evidence=(PIPES,),
            ),
            Place(id="l3", name="Лондон", lat=51.5, lon=-0.12, mentions=1, documents=1),
        ),
        holdings=(
            Holding(person="p1", office="облыс әкімі", status=Status.HOLDS, place="l1", evidence=BRIDGE),
            Holding(
                person="p2",
                office="су министрі",
                organisation="o1",
                status=Status.APPOINTED,
                date="2019-03-12",
                evidence=MINISTER,
            ),
            Holding(person="p2", office="Су  министрі", organisation="o1", status=Status.FORMER, evidence=LEFT),
            Holding(person="p2", office="басшы", organisation="o2", status=Status.HOLDS, evidence=LEFT),
        ),
        amounts=(
            Amount(
                text="1,5 млрд теңге",
                kind="money",
                value=Decimal("1500000000"),
                unit="KZT",
                subject="l1",
                evidence=BRIDGE,
            ),
            Amount(
                text="2,75 млрд теңге",
                kind="money",
                value=Decimal("2750000000.10"),
                unit="KZT",
                subject="l2",
                evidence=PIPES,
            ),
            Amount(text="бірнеше мың теңге", kind="money", unit="KZT", evidence=PIPES),
            Amount(text="300 км", kind="measure", value=Decimal(300), unit="km", counted="құбыр", evidence=PIPES),
        ),
        links=(Link(kind="located", source="o2", target="l2", evidence=LEFT),),
        life_events=(LifeEvent(event=LifeEventKind.BORN, person="p1", place="l2", date="1971", evidence=BORN),),
    )


_GIVEN = "Айбар Балжан Ғазиза Дәурен Еркеш Жанель Зейін Інжу Қарлыға Марғұлан Нұрсая Райхан Самал Ұлпан Шынар".split()
_SURNAME = (
    "Ақтасов Бұлақбаев Дарабаев Ескенов Жартасов Көгершінов Құмтөбеев Мұзбалақов Сарыарқин Тоғанбаев Шағалин".split()
)
_OFFICES = "әкім,әкімнің орынбасары,басқарма басшысы,директор,министр,төраға,бас дәрігер,бөлім меңгерушісі".split(",")
_PLACES = [
    ("Астана", 51.17, 71.43),
    ("Алматы", 43.25, 76.95),
    ("Шымкент", 42.32, 69.6),
    ("Ақтөбе", 50.28, 57.21),
    ("Атырау", 47.12, 51.88),
    ("Қостанай", 53.21, 63.63),
    ("Павлодар", 52.28, 76.97),
    ("Тараз", 42.9, 71.37),
    ("Орал", 51.23, 51.37),
    ("Өскемен", 49.95, 82.61),
    ("Қызылорда", 44.85, 65.51),
    ("Талдықорған", 45.02, 78.37),
    ("Көкшетау", 53.28, 69.39),
    ("Петропавл", 54.87, 69.14),
    ("Ақтау", 43.65, 51.17),
    ("Семей", 50.41, 80.23),
    ("Жезқазған", 47.8, 67.71),
    ("Түркістан", 43.3, 68.25),
    ("Мәскеу", 55.75, 37.62),
    ("Пекин", 39.9, 116.4),
    ("Анкара", 39.93, 32.86),
    ("Брюссель", 50.85, 4.35),
]
_FIELDS = "Ауыл шаруашылығы,Білім,Денсаулық,Жол,Қаржы,Құрылыс,Мәдениет,Спорт,Су,Туризм,Цифрлық даму,Экология".split(",")


def large(documents: int = 5000, seed: int = 14) -> PageData:
    """As many documents as wanted, each with a holding and an amount."""
    rng = random.Random(seed)
    people = [
        Person(
            id=f"p{n}",
            name=f"{rng.choice(_GIVEN)} {rng.choice(_SURNAME)}" + (f" ({n})" if n > 120 else ""),
            mentions=rng.randint(1, 90),
            documents=rng.randint(1, 30),
        )
        for n in range(max(4, documents // 3))
    ]
    organisations = [
        Organisation(
            id=f"o{n}", name=f"{place[0]} {field.lower()} басқармасы", mentions=rng.randint(1, 60), documents=3
        )
        for n, (field, place) in enumerate((field, place) for place in _PLACES[:18] for field in _FIELDS)
    ][: max(3, documents // 8)]
    places = [
        Place(id=f"l{n}", name=name, lat=lat, lon=lon, mentions=int(900 / (n + 1)) + 3, documents=9)
        for n, (name, lat, lon) in enumerate(_PLACES)
    ]
    posts = [
        (rng.choice(people), rng.choice(_OFFICES), rng.choice(organisations), rng.randint(2008, 2022))
        for _ in range(max(6, documents // 2))
    ]
    listed, holdings, amounts, links = [], [], [], []
    for n in range(documents):
        person, office, organisation, begin = posts[int(len(posts) * rng.random() ** 2)]
        step = rng.random()
        year, month, day = min(2025, begin + int(step * 5)), rng.randint(1, 12), rng.randint(1, 28)
        place = places[int(len(places) * rng.random() ** 3)]
        million = rng.choice((3, 12, 45, 260, 1400)) * rng.randint(1, 9)
        listed.append(
            Document(
                id=f"news/{n:05}.txt",
                title=f"{place.name}: {organisation.name} не жоспарлайды",
                date=f"{year}-{month:02}-{day:02}",
                site="habar.example",
            )
        )
        whole = f"{organisation.name}ның {office}ы {person.name}"
        sentence = f"{whole} {place.name} қаласына {million} млн теңге бөлінетінін айтты."
        evidence = said(
            f"news/{n:05}.txt",
            sentence,
            (organisation.name, "ORG"),
            (office, "POSITION"),
            (person.name, "PERSON"),
            (place.name + " қаласына", "LOC"),
            (f"{million} млн теңге", "QUANTITY"),
            offset=rng.randint(0, 4000),
        )
        status = (
            Status.APPOINTED
            if step < 0.08
            else Status.FORMER
            if step > 0.94
            else Status.ACTING
            if n % 17 == 0
            else Status.HOLDS
        )
        date = f"{year}-{month:02}" if n % 3 == 0 else str(year) if n % 11 == 0 else None
        holdings.append(
            Holding(
                person=person.id,
                office=office,
                organisation=organisation.id,
                status=status,
                date=date,
                evidence=evidence,
                score=0.9,
            )
        )
        amounts.append(
            Amount(
                text=f"{million} млн теңге",
                kind="money",
                value=Decimal(million) * 1000000,
                unit="KZT",
                subject=place.id,
                evidence=evidence,
            )
        )
        links.append(
            Link(kind="together" if n % 2 else "located", source=organisation.id, target=place.id, evidence=evidence)
        )
        if n % 5 == 0:
            amounts.append(
                Amount(
                    text=f"{million} км",
                    kind="measure",
                    value=Decimal(million),
                    unit="km",
                    counted="жол",
                    evidence=evidence,
                )
            )
    return PageData(
        title="Өңірлік жаңалықтар",
        documents=tuple(listed),
        people=tuple(people),
        organisations=tuple(organisations),
        places=tuple(places),
        holdings=tuple(holdings),
        amounts=tuple(amounts),
        links=tuple(links),
    )


#: Texts that would run where text is taken for markup; each sets `window.broken`.
HOSTILE = (
    "<script>window.broken=1</script>",
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "'\"><svg onload=window.broken=1>",
    "<!--<script>",
    "]]>&lt;script&gt;window.broken=1&lt;/script&gt;",
    "{{ 7 * 7 }}${window.broken=1}",
    "\u2028window.broken=1\u2029\ud800\x00\u202e",
)


def hostile() -> PageData:
    """Each text of `HOSTILE` wherever a text can stand."""
    base = [
        (
            n,
            text,
            Evidence(
                document=f"d{n}",
                sentence=f"Сол {text} күні",
                marks=(Mark(start=4, end=4 + len(text), label=text), Mark(start=0, end=999, label="LOC")),
            ),
        )
        for n, text in enumerate(HOSTILE)
    ]
    return PageData(
        title="".join(HOSTILE),
        documents=tuple(
            Document(id=f"d{n}", title=text, url=f"javascript:window.broken=1//{text}", site=text, date=text)
            for n, text, _ in base
        ),
        people=tuple(Person(id=f"p{n}", name=text, aliases=(text + "!",), evidence=(e,)) for n, text, e in base),
        organisations=tuple(Organisation(id=f"o{n}", name=text, kind=text, evidence=(e,)) for n, text, e in base),
        places=tuple(
            Place(id=f"l{n}", name=text, region=text, country=text, kind=text, lat=48.0, lon=60.0 + n, mentions=1)
            for n, text, _ in base
        ),
        holdings=tuple(
            Holding(person=f"p{n}", office=text, organisation=f"o{n}", status=Status.HOLDS, date="2020", evidence=e)
            for n, text, e in base
        ),
        amounts=tuple(
            Amount(text=text, kind=text, unit=text, counted=text, value=Decimal(n), subject=f"o{n}", evidence=e)
            for n, text, e in base
        ),
        links=tuple(Link(kind=text, source=f"o{n}", target=f"l{n}", evidence=e) for n, text, e in base),
    )
