"""One pipeline, several threads, words it has never seen: the answers are those of one thread."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import atau

THREADS = 8
_ENDINGS = ("ов", "ева", "тай", "бек", "гүл", "жан", "хан", "лық", "шы", "дар")
TEXTS = [
    " ".join(
        f"Кеше {stem}{i}{ending} ауданының әкімі Асқар {stem.title()}{ending}{'абвгд'[i % 5]} "
        f"{i + j} млн теңге бөлді, деді «{stem.title()}{'ыұүі'[j % 4]}» ЖШС."
        for j, ending in enumerate(_ENDINGS)
        for stem in ("мар", "сейіт", "тұр")
    )
    for i in range(64)
]


@pytest.fixture(autouse=True)
def _switch_often() -> Iterator[None]:
    """Threads take turns as often as they can, so that what can go wrong does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture(params=["rules", "trained"])
def load(request: pytest.FixtureRequest) -> Any:
    path: Path | str = "rules" if request.param == "rules" else request.getfixturevalue("trained")
    return lambda: atau.load(path)


def answers(doc: Doc) -> list[tuple[Any, ...]]:
    found = [(e.start_char, e.end_char, e.label_, e._.normal, e._.source, str(e._.quantity)) for e in doc.ents]
    return [*found, *((e.start_char, e.end_char, e.label_) for e in doc.spans["nested"])]


def test_eight_threads_give_what_one_gives(load: Any) -> None:
    nlp: Language = load()
    expected = [answers(load()(text)) for text in TEXTS[:1]] + [answers(doc) for doc in load().pipe(TEXTS[1:])]
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda text: answers(nlp(text)), TEXTS))
    assert found == expected
    # What the threads have left behind is sound.
    assert [answers(nlp(text)) for text in TEXTS] == expected


def test_the_lock_does_not_travel(trained: Path) -> None:
    chain = atau.load(trained).get_pipe("kk_crf")
    again = pickle.loads(pickle.dumps(chain.features))
    assert again.templates == chain.features.templates
