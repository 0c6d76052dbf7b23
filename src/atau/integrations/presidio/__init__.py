"""atau as recognizer and NLP engine of Microsoft Presidio, for texts whose names are to be hidden.

Needs the extra ``presidio``. Nothing is downloaded: Presidio's own default engine would fetch an English model, and its
recognizer of mail addresses a list of domains; what is made here does neither.

`analyzer_engine` is the short way; `AtauRecognizer` and `AtauNlpEngine` fit into an engine of your own.
"""

from __future__ import annotations

try:
    import presidio_analyzer  # noqa: F401
except ImportError as error:
    raise ImportError(
        f"atau.integrations.presidio needs presidio-analyzer ({error}); install it: pip install 'atau[presidio]'",
        name=error.name,
    ) from error

from atau.integrations.presidio.analyzer import OfflineEmailRecognizer, analyzer_engine, generic_recognizers
from atau.integrations.presidio.engine import AtauNlpEngine
from atau.integrations.presidio.mentions import CLUSTER, DEFAULT_ENTITIES, ENTITIES, LANGUAGE, NORMAL, SOURCE
from atau.integrations.presidio.recognizer import AtauRecognizer, numbered

__all__ = [
    "CLUSTER",
    "DEFAULT_ENTITIES",
    "ENTITIES",
    "LANGUAGE",
    "NORMAL",
    "SOURCE",
    "AtauNlpEngine",
    "AtauRecognizer",
    "OfflineEmailRecognizer",
    "analyzer_engine",
    "generic_recognizers",
    "numbered",
]
