"""Named entities in Kazakh news, on spaCy.

import atau
nlp = atau.load()
doc = nlp(text)
"""

from typing import TYPE_CHECKING, Any

from atau.loading import ModelError, load
from atau.streaming import stream
from atau.tables import TableError

if TYPE_CHECKING:
    from atau.lang.transliteration import transliterate

__version__ = "0.2.0.dev0"

__all__ = ["ModelError", "TableError", "__version__", "load", "stream", "transliterate"]


# Its module needs spaCy, for which `atau --help` should not wait.
def __getattr__(name: str) -> Any:
    if name == "transliterate":
        from atau.lang.transliteration import transliterate

        return transliterate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
