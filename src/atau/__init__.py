"""Named entities in Kazakh news, on spaCy.

import atau
nlp = atau.load()
doc = nlp(text)
"""

from atau.lang.transliteration import transliterate
from atau.loading import ModelError, load
from atau.streaming import stream
from atau.tables import TableError

__version__ = "0.2.0.dev0"

__all__ = ["ModelError", "TableError", "__version__", "load", "stream", "transliterate"]
