"""A pipeline on disk for processes of their own: what its component does to the process is asked for by the text."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from tiny_pipeline import PATTERNS

HANGS, DIES, RAISES = "ІЛІНГЕН", "ӨЛТІРГЕН", "БҰЗЫЛҒАН"
#: Kill the process that annotates, or its parent (the worker of an engine), the first time that the text is read.
KILLS_ONCE, KILLS_PARENT_ONCE = "БІР РЕТ", "БІР РЕТ ЖҰМЫСШЫНЫ"

#: Names a folder in which the pipeline notes that it was loaded, and what it has done.
LOG = "ATAU_TEST_LOG"


@Language.factory("test_fails")
class Fails:
    """Raises, hangs in C, where no signal of Python interrupts it, or ends the process."""

    def __init__(self, nlp: Language, name: str) -> None:
        (_log() / f"loaded-{os.getpid()}-{id(self)}").touch()

    def __call__(self, doc: Doc) -> Doc:
        if RAISES in doc.text:
            raise RuntimeError("сынды\nекі жолмен")
        if HANGS in doc.text:
            sum(range(10**13))
        if DIES in doc.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if KILLS_PARENT_ONCE in doc.text:
            _once("parent", os.getppid())
        elif KILLS_ONCE in doc.text:
            _once("child", os.getpid())
        return doc


def _once(name: str, pid: int) -> None:
    try:
        (_log() / name).touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(pid, signal.SIGKILL)


def _log() -> Path:
    return Path(os.environ[LOG])


def write_failing(folder: Path) -> str:
    """The pipeline on disk; its path. `folder` on the module search path, any process can load it: the component is
    found through an entry point, as those of installed packages are."""
    package = folder / "failing_pipeline-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: failing-pipeline\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[spacy_factories]\ntest_fails = failing_pipeline:Fails\n")
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    nlp.add_pipe("test_fails")
    nlp.to_disk(folder / "failing")
    return str(folder / "failing")
