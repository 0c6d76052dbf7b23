"""Named entities in Kazakh news, on spaCy.

import atau
nlp = atau.load()
doc = nlp(text)
"""

import importlib
from typing import TYPE_CHECKING, Any

from atau.loading import ModelError, load
from atau.streaming import stream
from atau.tables import TableError

if TYPE_CHECKING:
    from atau.documents.model import Document, DocumentFailure
    from atau.documents.reading import read_documents
    from atau.lang.transliteration import transliterate

__version__ = "0.2.0.dev0"

__all__ = [
    "Document", "DocumentFailure", "ModelError", "TableError", "__version__", "load", "read_documents", "stream",
    "transliterate",
]  # fmt: skip

# Their modules need spaCy or much else, for which `atau --help` should not wait.
_LAZY = {
    "Document": "atau.documents.model",
    "DocumentFailure": "atau.documents.model",
    "read_documents": "atau.documents.reading",
    "transliterate": "atau.lang.transliteration",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
