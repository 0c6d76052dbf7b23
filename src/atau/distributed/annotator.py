"""Texts to rows of `found_schema`, in this process."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from atau.annotate.batches import ReloadingPipeline, annotate_tasks
from atau.annotate.selection import SelectionError
from atau.annotate.timed import WARM_UP
from atau.distributed.columns import found_batch
from atau.distributed.errors import WorkerError
from atau.distributed.options import Options, model_version
from atau.loading import ModelError


class Annotator:
    """A pipeline that is loaded once, and anew when its vocabulary has grown or after `Options.recycle_after` texts.

    version: what `model_version` must give here, None where anything will do. Raises WorkerError where the pipeline
    cannot be loaded, has another version, or lacks what the options ask for.
    """

    def __init__(self, options: Options, version: str | None = None) -> None:
        self._options: Final = options
        self._check(version)
        self._load()

    def __call__(self, texts: Sequence[str]) -> pa.RecordBatch:
        """A row of `found_schema` for each text, in order; a text on which the pipeline raises has an error."""
        if self._done >= self._options.recycle_after:
            del self._pipeline
            gc.collect()  # a pipeline and its vocabulary form a reference cycle
            self._load()
        self._done += len(texts)
        found = annotate_tasks(self._pipeline(), [(text, {}) for text in texts], self._options.needs)
        return found_batch(found, self._options)

    def close(self) -> None:
        """Nothing is left behind."""

    def _check(self, version: str | None) -> None:
        assert self._options.model is not None, "the options are settled first"
        here = model_version(self._options.model)
        if version is not None and here is not None and here != version:
            raise WorkerError(
                f"this worker has {here}, but the job was started with {version}: install the same on all machines"
            )

    def _load(self) -> None:
        load = self._options.load
        try:
            nlp = load()
            self._options.needs.selection.check(nlp)
        except (ModelError, SelectionError) as error:
            raise WorkerError(str(error)) from error
        self._pipeline = ReloadingPipeline(nlp, load)
        self._done = 0
        # The first text reads tables that the pipeline loads when it needs them: not at the cost of a document.
        annotate_tasks(nlp, [(WARM_UP, {})], self._options.needs)
