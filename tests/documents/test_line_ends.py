"""Words that a layout broke, and hyphens that are their own."""

from __future__ import annotations

import pytest

from atau.documents.line_ends import line_ends


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Сәуле Төле-", "генованың"], "Сәуле Төлегенованың"),
        (["жолау-", "шы-", "лар"], "жолаушылар"),
        (["қоғамдық-", "саяси"], "қоғамдық-саяси"),
        (["Алматы-", "Астана жолы"], "Алматы-Астана жолы"),
        (["2023-", "2024 жылдар, 12-", "ші сынып"], "2023-2024 жылдар, 12-ші сынып"),
        (["көпір –", "ұзын -", "әрі берік"], "көпір – ұзын - әрі берік"),
        (["-", "деді ол"], "- деді ол"),
        (["бір жол"], "бір жол"),
        ([], ""),
    ],
)
def test_lines_become_running_text(lines: list[str], text: str) -> None:
    assert "".join(line_ends(lines)) == text
