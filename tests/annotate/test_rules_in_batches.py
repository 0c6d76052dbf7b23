"""The rules under the command: what they keep between texts must outlive spaCy's memory zones."""

from __future__ import annotations

import atau
from atau.annotate.annotation import Annotated, WriterRequirements, describe
from atau.annotate.batches import annotate_records
from atau.annotate.records import InputRecord

NEEDS = WriterRequirements(tokens=True)
TEXTS = [
    "Көкбұлақ ауданының әкімі Арман Сейітов 12 мектеп салынғанын айтты.",
    "Ә. Т. Жоламанова 4 млрд. теңгеге жуық қаржы бөлінді деді.",
    "А р м а н   С е й і т о в   А л м а т ы д а   б о л д ы .",
    "«Жаңа жол» ЖШС директоры Гүлнұр Бекова Астанадан келді.",
    "",
    "\u00ad 31,5%-ды\u200b сайлана- лы\n",
]


def test_batches_give_what_single_texts_give() -> None:
    nlp = atau.load("rules")
    expected = [describe(nlp(text), NEEDS) for text in TEXTS]
    # Every record brings a word of its own, so that each zone holds words that go with it.
    records = [InputRecord(n, f"{TEXTS[n % len(TEXTS)]} Сөз{n}а.", "f", n) for n in range(60 * len(TEXTS))]
    seen = 0
    for batch in annotate_records(atau.load("rules"), iter(records), NEEDS):
        for item in batch:
            assert isinstance(item, Annotated), item
            assert isinstance(item.record.id, int)
            alone = expected[item.record.id % len(TEXTS)]
            ents = [e for e in item.annotation.ents if e["end"] <= len(item.record.text) - 6]
            assert [e["text"] for e in ents][: len(alone.ents)] == [e["text"] for e in alone.ents]
            seen += 1
    assert seen == len(records)
    again = atau.load("rules")
    for text, alone in zip(TEXTS, expected, strict=True):
        assert describe(again(text), NEEDS) == alone
