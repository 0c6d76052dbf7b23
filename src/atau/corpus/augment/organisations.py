"""Parts of the names of organisations replaced by others: the field of work before a head, the name in quotation marks.

What follows stays as it is, and with it the case.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from atau.corpus.augment.edits import Edit
from atau.corpus.augment.names import Names
from atau.corpus.marked import Mark
from atau.corpus.tables import fields_of_work

_OPENING: Final = '«“„"'
_CLOSING: Final = '»”“"'
# A name in quotation marks that could as well be another one: up to three words without digits.
_NAME: Final = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}"
_QUOTED: Final = re.compile(f"[{_OPENING}]({_NAME})[{_CLOSING}]")


@lru_cache(maxsize=1)
def _worked() -> re.Pattern[str]:
    """A listed field of work and its head in any form, at the end of a mention."""
    by_head = [
        f"(?:{'|'.join(map(re.escape, sorted(works, key=len, reverse=True)))})(?= {head}\\w*$)"
        for head, works in fields_of_work().items()
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(by_head)})", re.IGNORECASE)


def other_work(text: str, mark: Mark, rng: random.Random, names: Names) -> Iterator[Edit]:
    """Another field of work before the head of an organisation: `Қаржы министрлігіне`, `Энергетика министрлігіне`."""
    mention = text[mark.start : mark.end]
    found = _worked().search(mention)
    if found is None:
        return
    rest = mention[found.end() + 1 :].lower()
    head = next(head for head in fields_of_work() if rest.startswith(head))
    new = names.work(head, rng)
    old = found.group()
    if old.isupper():
        new = new.upper()
    elif old[0].islower():
        new = new[0].lower() + new[1:]
    yield Edit(mark.start + found.start(), mark.start + found.end(), new)


def other_company(text: str, mark: Mark, rng: random.Random, names: Names) -> Iterator[Edit]:
    """Another name in quotation marks, inside the mention («Жайық» ЖШС) or round it («Жайық» зауыты)."""
    quoted = _QUOTED.match(text, mark.start, mark.end)
    if quoted is None and mark.start:
        around = _QUOTED.match(text, mark.start - 1)
        quoted = around if around is not None and around.span(1) == (mark.start, mark.end) else None
    if quoted is None:
        return
    new = names.company(rng)
    yield Edit(*quoted.span(1), new.upper() if quoted[1].isupper() and len(quoted[1]) > 1 else new)
