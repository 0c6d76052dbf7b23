"""What Kazakh words cost: the negative logarithm of their frequency, in nats, for words in the table and for others.

The table is read when the first letter-spaced or broken word is seen, so clean text never pays for it.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from atau.lang.tables import name_pieces
from atau.lang.text import normalize
from atau.lexicon import given_names, places, surnames
from atau.morphology import match

_TABLE = Path(__file__).parent / "data" / "wordfreq.tsv.gz"
# Costs are in nats. An unknown word: a start, and a share per letter (about the entropy of a Kazakh letter).
_UNKNOWN, _PER_LETTER = 10.0, 3.0
_ENDING = 6.0
# What a patronymic or a surname costs more than the name in it.
_MADE = 3.0
_PATRONYMIC = name_pieces("patronymic")
_FAMILY = (*_PATRONYMIC, *name_pieces("surname"))
_MIN_NAME = 3


class _Stems(Mapping[str, str]):
    """Stems that may precede an ending: known forms, and family names derived from them (Жандосұлы, Оспанова)."""

    def __init__(self, model: WordModel) -> None:
        self._model = model

    def __getitem__(self, form: str) -> str:
        found: str | None = self.get(form)
        if found is None:
            raise KeyError(form)
        return found

    def __contains__(self, form: object) -> bool:
        return self.get(str(form)) is not None

    # Most look-ups miss, and an exception would cost more than everything else here.
    def get(self, form: str, default: Any = None) -> Any:
        if form in self._model.costs:
            return ""
        if self._model.family_name(form) is not None:
            return "poss" if form.endswith(_PATRONYMIC) else ""
        return default

    def __iter__(self) -> Iterator[str]:
        return iter(self._model.costs)

    def __len__(self) -> int:
        return len(self._model.costs)


class WordModel:
    """What words cost, in nats. `names`, in lower case, are words even where the table does not have them."""

    def __init__(self, counts: Mapping[str, int], names: Iterable[str] = ()) -> None:
        total = math.log(sum(counts.values()))
        # Few words have a count of their own: a logarithm, and a number in memory, serves many.
        costs = {count: total - math.log(count) for count in set(counts.values())}
        self.costs = {form: costs[count] for form, count in counts.items()}
        self._names = frozenset(name for name in names if len(name) > _MIN_NAME)
        for name in self._names:
            self.costs.setdefault(name, total)
        self._stems = _Stems(self)
        self.cost = lru_cache(maxsize=1 << 16)(self._cost)

    def known(self, form: str) -> bool:
        """The form is in the table or a name, or is one with regular endings whose stem has three letters or more."""
        return form in self.costs or self._inflected(form) is not None

    def family_name(self, form: str) -> float | None:
        """The cost of a patronymic or surname that is regularly made of a listed name, None for other forms."""
        if not form.endswith(_FAMILY):
            return None
        for ending in _FAMILY:
            if form.endswith(ending) and form[: -len(ending)] in self._names:
                return self.costs[form[: -len(ending)]] + _MADE
        return None

    def _stem_cost(self, stem: str) -> float:
        cost = self.costs.get(stem)
        return math.inf if cost is None and (cost := self.family_name(stem)) is None else cost

    def _inflected(self, form: str) -> float | None:
        if len(form) < 5:
            return None
        found = [a.stem for a in match(form, self._stems) if len(a.stem) > 2 and a.stem != form]
        return min(self._stem_cost(stem) for stem in found) + _ENDING if found else None

    def _cost(self, form: str) -> float:
        cost = self.costs.get(form)
        if cost is None:
            cost = self.family_name(form)
        if cost is None:
            cost = self._inflected(form)
        return _UNKNOWN + _PER_LETTER * len(form) if cost is None else cost


@lru_cache(maxsize=1)
def word_model() -> WordModel:
    """The model of the table that comes with the package, and of the names of the lexicon."""
    # Cut as a whole: line by line would take twice as long, and it is the first text that waits.
    cells = gzip.decompress(_TABLE.read_bytes()).decode("utf-8").rstrip("\n").replace("\n", "\t").split("\t")
    counts = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
    named = (normalize(word) for place in places() for word in place.name.split())
    return WordModel(counts, chain(given_names(), surnames(), named))
