"""Entries of encyclopedias: a life in brackets, offices with years behind it, a career without verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

_LIFE = "⟦PERSON Тоқсан Ермек⟧ (11.3.1936, ⟦LOC Бескөл⟧ обл., ⟦LOC Арай⟧ а. – 2.9.2009, ⟦LOC Сарыой⟧)"
_BORN = "born | Тоқсан Ермек | place=Арай | date=1936-03-11"
_DIED = "died | Тоқсан Ермек | place=Сарыой | date=2009-09-02"

SAID = [
    (f"{_LIFE} – тарихшы.", [_BORN, _DIED]),
    (f"{_LIFE} – топырақтанушы ғалым, ⟦POSITION профессор⟧ (1983), ⟦POSITION академик⟧.",
     [_BORN, _DIED, "holds | Тоқсан Ермек | профессор | status=deceased | date=1983",
      "holds | Тоқсан Ермек | академик | status=deceased"]),
    (f"{_LIFE} – тарихшы. 1959–62 ж. «⟦ORG Толқын⟧» кеңшарында ⟦POSITION агроном⟧; "
     "1962–70 ж. ⟦POSITION ⟦ORG Сәуле институтының⟧ қызметкері⟧.",
     [_BORN, _DIED, "holds | Тоқсан Ермек | агроном | org=Толқын | status=former | date=1959",
      "holds | Тоқсан Ермек | Сәуле институтының қызметкері | org=Сәуле институты | status=former | date=1962"]),
    ("⟦PERSON Ермек Тоқсан⟧ (1791–1868) – шешен. ⟦LOC Бескөл⟧ өзенінің бойында дүниеге келген.",
     ["born | Ермек Тоқсан | place=Бескөл | date=1791", "died | Ермек Тоқсан | date=1868"]),
    ("⟦PERSON Ермек Тоқсан⟧ (11.3.2019 және 2.9.2021 күндері ⟦LOC Бескөлде⟧) ән салды.", []),
    ("⟦PERSON Ермек Тоқсан⟧ (⟦LOC Бескөл⟧) – тарихшы, ⟦POSITION профессор⟧ (1983).",
     ["holds | Ермек Тоқсан | профессор | date=1983"]),
    ("⟦PERSON Ермек Тоқсан⟧ (⟦LOC Бескөл⟧) – шәкірті көп, ⟦POSITION профессорға⟧ барды.", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), SAID)
def test_entries(lines: Lines, source: str, expected: list[str]) -> None:
    found = [line for line in lines(source) if not line.startswith(("located", "amount"))]
    assert sorted(found) == sorted(expected)
