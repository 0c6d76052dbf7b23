"""Whether a sentence tells what was or what will be, as far as that is sure."""

from __future__ import annotations

import enum
from typing import Final

from atau.dates.tokens import Tokens

_MOST_WORDS: Final = 40
_PAST: Final = ("ған", "ген", "қан", "кен")
_FUTURE: Final = ("мақ", "мек", "бақ", "бек", "пақ", "пек", "йды", "йді")
_VOWELS: Final = frozenset("аәеиоөуұүыіэюяё")
_SIMPLE_PAST: Final = ("ды", "ді", "ты", "ті")
_SPEECH: Final = frozenset(("айтты", "жазды", "жеткізді", "түсіндірді", "қосты"))


class Tense(enum.Enum):
    PAST = "past"
    FUTURE = "future"


def tense_behind(tokens: Tokens, i: int) -> Tense | None:
    """The tense of the verb that what ends before `i` belongs to; None where that is in doubt.

    It is the first verb that the table knows; without one, the last word of the sentence. Of `-ады`, nothing is known:
    барады will be, қарады was.
    """
    last = ""
    for token in (tokens[k] for k in range(i, min(i + _MOST_WORDS, len(tokens)))):
        if token.norm in ".!?;\n":
            break
        if token.word is not None and token.word.cls in ("past", "future"):
            return Tense.PAST if token.word.cls == "past" else Tense.FUTURE
        if token.is_word:
            last = token.norm
    if not last or last in _SPEECH:
        return None
    if last.endswith(_FUTURE):
        return Tense.FUTURE
    if last.endswith(_PAST) or (last.endswith(_SIMPLE_PAST) and last[-3:-2] not in _VOWELS):
        return Tense.PAST
    return None
