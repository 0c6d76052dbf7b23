"""What the tokenizer reads Latin and Arabic letters with: the words that the package knows."""

from __future__ import annotations

from functools import lru_cache

from atau.lang.word_model import word_model
from atau.script.chunks import Chunk
from atau.script.damaged import Repairer, may_be_damaged
from atau.script.decoding import Decoder
from atau.script.letter_model import LetterModel
from atau.script.reading import ScriptReader
from atau.script.sentences import may_be_read


@lru_cache(maxsize=1)
def script_reader() -> ScriptReader:
    """The reader; it is built when the first text needs it."""
    words = word_model()
    return ScriptReader(Decoder(words, LetterModel(lambda: filter(str.isalpha, words.costs))))


def read_scripts(text: str) -> list[Chunk]:
    """What `text` has in Latin or Arabic letters, or in damaged ones, and is Kazakh; in order, not overlapping."""
    found = script_reader().read(text) if may_be_read(text) else []
    if may_be_damaged(text):
        found = sorted(found + _repairer().read(text))
    return found


@lru_cache(maxsize=1)
def _repairer() -> Repairer:
    return Repairer(script_reader().decoder)
