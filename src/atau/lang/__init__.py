"""Kazakh for spaCy: ``spacy.blank("kk")`` works once atau is installed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import BaseDefaults, Language
from spacy.pipe_analysis import print_pipe_analysis
from spacy.tokens import Doc
from spacy.util import load_config_from_str

from atau.fingerprint import warn_if_changed
from atau.lang.lex_attrs import LEX_ATTRS
from atau.lang.pipeline_order import PipelineOrderWarning, misplaced
from atau.lang.stop_words import STOP_WORDS

_CONFIG = """
[nlp]
lang = "kk"

[nlp.tokenizer]
@tokenizers = "kk_tokenizer"
"""


class KazakhDefaults(BaseDefaults):
    """Tokenizer, lexical attributes and stop words of Kazakh in Cyrillic script."""

    config = load_config_from_str(_CONFIG)
    lex_attr_getters = LEX_ATTRS
    stop_words = set(STOP_WORDS)  # noqa: RUF012
    writing_system = {"direction": "ltr", "has_case": True, "has_letters": True}  # noqa: RUF012


class Kazakh(Language):  # type: ignore[no-untyped-call]
    """The spaCy language ``kk``.

    It warns where a pipeline is in an order in which a component does not find what it reads, before the first text,
    and where a model was made with other tables than those installed, when it is loaded.
    """

    lang = "kk"
    Defaults = KazakhDefaults
    _checked: tuple[str, ...] = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Doc:
        self._check_order()
        return super().__call__(*args, **kwargs)

    def pipe(self, *args: Any, **kwargs: Any) -> Any:
        self._check_order()
        return super().pipe(*args, **kwargs)

    def _ensure_doc(self, doc_like: Any) -> Doc:
        """As spaCy's; bytes that hold no Doc are most likely a text that nobody decoded."""
        if not isinstance(doc_like, bytes):
            return super()._ensure_doc(doc_like)
        try:
            return super()._ensure_doc(doc_like)
        except Exception:  # what msgpack makes of any bytes is beyond listing
            raise TypeError(
                "these bytes are no Doc (Doc.to_bytes); a text must be a str: decode it first, data.decode('utf-8')"
            ) from None

    def _check_order(self) -> None:
        names = tuple(self.pipe_names)
        if names != self._checked:
            self._checked = names
            for found in misplaced(self.pipeline):
                warnings.warn(str(found), PipelineOrderWarning, stacklevel=3)

    def analyze_pipes(
        self, *, keys: Sequence[str] = ("assigns", "requires", "scores", "retokenizes"), pretty: bool = False
    ) -> dict[str, Any]:
        """As `Language.analyze_pipes`; candidates that a component reads and a later one writes are problems too."""
        analysis: dict[str, Any] = super().analyze_pipes(keys=list(keys)) or {}
        for found in misplaced(self.pipeline):
            analysis["problems"][found.reader].append(f"{found.what} (written later, by {found.writer})")
        if pretty:
            print_pipe_analysis(analysis, keys=list(keys))
        return analysis

    def from_disk(self, path: str | Path, **kwargs: Any) -> Language:
        """As `Language.from_disk`."""
        super().from_disk(path, **kwargs)
        warn_if_changed(self.meta)
        return self

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> Language:
        """As `Language.from_bytes`."""
        super().from_bytes(bytes_data, exclude=exclude)
        warn_if_changed(self.meta)
        return self


__all__ = ["Kazakh"]
