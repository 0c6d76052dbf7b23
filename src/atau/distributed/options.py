"""What the annotation of a table is to do: plain values that every worker gets."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.annotation import WriterRequirements
from atau.annotate.selection import Selection
from atau.documents.options import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

#: Seconds for one document.
TIMEOUT: Final = 600.0
#: Documents after which a process is replaced.
RECYCLE_AFTER: Final = 20_000
_OFFSETS: Final = 2**31 - 1  # what a column of Arrow can hold


@dataclass(frozen=True, slots=True)
class Options:
    """What is found, and what is done about documents that are too long, hang or end their process.

    model: for `atau.load`; None is the best that is installed where the job is started. facts: also the facts.
    explain: a column with why each mention was found. labels, min_score: only these mentions, and facts of them.
    only_kazakh: no mentions of texts that surely are in another language.

    max_bytes: the most that a text may have, in UTF-8. timeout: seconds for a document, None without a limit.
    recycle_after: documents after which the pipeline is loaded anew, in a new process where there is one.
    isolate: each worker has a process that holds the pipeline, so that a text that hangs or ends it costs itself only.
    """

    model: str | None = None
    facts: bool = True
    explain: bool = False
    labels: tuple[str, ...] | None = None
    min_score: float | None = None
    only_kazakh: bool = False
    max_bytes: int = MAX_BYTES
    timeout: float | None = TIMEOUT
    recycle_after: int = RECYCLE_AFTER
    isolate: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.labels, str):
            raise TypeError(f"labels: give a list of labels, not the text {self.labels!r}")
        if self.labels is not None:  # a list is what most will give, and what JSON makes of it
            object.__setattr__(self, "labels", tuple(self.labels))
        if self.model is not None:  # a Path
            object.__setattr__(self, "model", str(self.model))
        if not 1 <= self.max_bytes <= _OFFSETS:
            raise ValueError(f"max_bytes must be from 1 to {_OFFSETS:,}, not {self.max_bytes:,}")
        if self.timeout is not None and not (self.timeout > 0 and math.isfinite(self.timeout)):
            raise ValueError(f"timeout must be a number of seconds above 0, or None, not {self.timeout:g}")
        if self.recycle_after < 1:
            raise ValueError(f"recycle_after must be at least 1 document, not {self.recycle_after}")
        if self.min_score is not None and not 0 <= self.min_score <= 1:
            raise ValueError(f"min_score must be from 0 to 1, not {self.min_score:g}")
        if self.timeout is not None and not self.isolate:
            # Of its own process, nothing but its end is sure to stop a loop in C.
            object.__setattr__(self, "timeout", None)

    def settled(self) -> Options:
        """These options with the model named: what this machine takes for the best may not be that of a worker."""
        from atau import loading

        return self if self.model is not None else dataclasses.replace(self, model=loading.default_name())

    @property
    def needs(self) -> WriterRequirements:
        """What is computed of each document."""
        selection = Selection(None if self.labels is None else frozenset(self.labels), self.min_score)
        return WriterRequirements(explanations=self.explain, facts=self.facts, language=True, selection=selection)

    @property
    def load(self) -> Callable[[], Language]:
        """Loads the pipeline. Raises ModelError."""
        from atau.annotate.loading_with import load_with

        assert self.model is not None, "the options are settled first"
        return partial(load_with, self.model)

    def to_dict(self) -> dict[str, Any]:
        """As JSON data; ``Options(**data)`` gives them back."""
        return dataclasses.asdict(self)


def model_version(model: str) -> str | None:
    """Name and version of the model `model` as it is installed here, None where it is not: a cluster annotates with the
    model that it was started with, or not at all."""
    from atau import __version__, loading

    try:
        meta = loading.find_model(model).meta
    except loading.ModelError:
        return None
    name = f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}, " if meta else ""
    return f"{name}atau {__version__}"
