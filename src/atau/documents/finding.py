"""The files behind the targets of a run: paths of files and directories, patterns, "-".

Only regular files are read, each of them once, however many names and links lead to it: a FIFO would wait for ever,
and links may run in circles. What is passed over is named.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from atau.documents.formats import FORMATS, REFUSED, Format
from atau.documents.patterns import Seen, matching
from atau.documents.remarks import Remarks

InputFormat = Literal["auto", "text", "jsonl", "subtitles"]
Kind = Literal["text", "jsonl", "subtitles", "document"]

STDIN: Final = "stdin"
_OWN: Final[dict[Format, Kind]] = {"text": "text", "jsonl": "jsonl", "subtitles": "subtitles"}
SUFFIXES: Final[dict[str, Kind]] = {suffix: _OWN.get(form, "document") for suffix, form in FORMATS.items()}
OF_ENDING: Final = "skipped because of the file name ending"
NOT_REGULAR: Final = "skipped because a FIFO, a socket or a device is not read"
SEEN: Final = "skipped because the same file or folder is read under another name"
NOWHERE: Final = "skipped because of a link that leads nowhere"
_KINDS: Final = (
    (stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """A record, line or file that could not be processed. raw: its content, as text."""

    file: str
    line: int | None
    error: str
    raw: str = ""
    size: int = 0

    @property
    def where(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. path: None for standard input. id: of the record that a text file holds.

    given: its kind was given by the user, and is not to be doubted. called: what messages and metadata call it, where
    that is not its path.
    """

    path: Path | None
    id: str
    kind: Kind
    given: bool = False
    called: str | None = None

    @property
    def name(self) -> str:
        if self.called is not None:
            return self.called
        return STDIN if self.path is None else str(self.path)


def find_sources(
    targets: Sequence[str],
    input_format: InputFormat = "auto",
    exclude: Iterable[Path] = (),
    remarks: Remarks | None = None,
) -> Iterator[Source | Failure]:
    """The files behind `targets` (paths of files and directories, patterns, "-"), in order.

    Directories are walked lazily, names sorted; links to directories are followed. Hidden files and the files in
    `exclude` (such as the output of an earlier run) are left out. The id of a text is its path: relative to the
    directory where one directory is the only target, otherwise as given by the target. `remarks` collects what is
    passed over: files in directories that do not look like texts, what is no regular file, what was read already.
    """
    finder = _Finder(
        input_format, {path.resolve() for path in exclude}, Remarks() if remarks is None else remarks, len(targets) == 1
    )
    for target in targets:
        yield from finder.sources(target)


class _Finder:
    """What `find_sources` remembers between targets."""

    def __init__(self, input_format: InputFormat, excluded: set[Path], remarks: Remarks, single: bool) -> None:
        self._format = input_format
        self._excluded = excluded
        self._remarks = remarks
        self._single = single
        self._seen = Seen()

    def sources(self, target: str) -> Iterator[Source | Failure]:
        if target == "-":
            kind: Kind = "text" if self._format == "auto" else self._format
            yield Source(None, STDIN, kind, self._format != "auto")
            return
        try:
            yield from self._at(target, Path(target))
        except OSError as error:  # a name too long, a folder above that may not be looked into
            yield Failure(target, None, f"cannot be read: {error.strerror or error}")

    def _at(self, target: str, path: Path) -> Iterator[Source | Failure]:
        if path.is_dir():
            if self._seen.is_new(path.stat()):
                yield from self._walk(path)
            else:
                self._remarks.add(SEEN, path)
        elif path.exists():
            yield from self._explicit(path)
        elif glob.has_magic(target):
            yield from self._pattern(target)
        else:
            problem = "a link that leads nowhere" if path.is_symlink() else "no such file or directory"
            yield Failure(target, None, problem)

    def _pattern(self, target: str) -> Iterator[Source | Failure]:
        found = False
        matches = sorted(set(matching(target)))
        files = [path for path in matches if not path.is_dir() and path.resolve() not in self._excluded]
        for path in files:
            if path.is_file():
                found = True
                yield from self._explicit(path)
            else:
                self._remarks.add(NOT_REGULAR if path.exists() else NOWHERE, path)
        if not found:
            yield Failure(target, None, "no file matches this pattern")

    def _explicit(self, path: Path) -> Iterator[Source | Failure]:
        try:
            found = path.stat()
        except OSError as error:
            yield Failure(str(path), None, f"cannot be read: {error.strerror or error}")
            return
        if not stat.S_ISREG(found.st_mode):
            kind = next((name for test, name in _KINDS if test(found.st_mode)), "something else")
            yield Failure(str(path), None, f"is {kind}; only regular files are read. Pipe it in: `… | atau annotate -`")
        elif self._format == "auto" and (problem := _ending_problem(path)):
            yield Failure(str(path), None, problem)
        elif self._seen.is_new(found):
            given = None if self._format == "auto" else self._format
            kind = given or SUFFIXES.get(path.suffix.lower(), "text")
            yield Source(path, path.as_posix(), kind, given is not None)
        else:
            self._remarks.add(SEEN, path)

    def _kind(self, path: Path) -> Kind | None:
        """How a file is read; None for one in a folder that is not read, because of its name."""
        kind = SUFFIXES.get(path.suffix.lower())
        return kind if self._format in ("auto", kind) else None

    def _walk(self, top: Path) -> Iterator[Source | Failure]:
        found = False
        problems: list[OSError] = []
        folders = [top]
        while folders:
            below: list[Path] = []
            for path, status in self._entries(folders.pop(), problems):
                if stat.S_ISDIR(status.st_mode):
                    if self._seen.is_new(status):
                        below.append(path)
                    else:
                        self._remarks.add(SEEN, path)
                elif self._is_wanted(path, status):
                    found = True
                    identity = path.relative_to(top) if self._single else path
                    kind = self._kind(path)
                    assert kind is not None
                    yield Source(path, identity.as_posix(), kind, self._format != "auto")
            folders += reversed(below)
        for problem in problems:
            yield Failure(str(problem.filename), None, f"cannot be read: {problem.strerror}")
        if not found:
            kinds = " or ".join(sorted(s for s, kind in SUFFIXES.items() if self._format in ("auto", kind)))
            yield Failure(str(top), None, f"the directory contains no texts ({kinds})")

    def _entries(self, folder: Path, problems: list[OSError]) -> Iterator[tuple[Path, os.stat_result]]:
        """What a folder holds that is not hidden, links followed, by name."""
        try:
            names = sorted(os.listdir(folder))
        except OSError as problem:
            problems.append(problem)
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            try:
                yield path, path.stat()
            except OSError as problem:
                if path.is_symlink():
                    self._remarks.add(NOWHERE, path)
                else:
                    problems.append(problem)

    def _is_wanted(self, path: Path, status: os.stat_result) -> bool:
        """Whether a file of a folder is to be read; names it where it is not."""
        if path.resolve() in self._excluded:
            return False
        if not stat.S_ISREG(status.st_mode):
            self._remarks.add(NOT_REGULAR, path)
        elif self._kind(path) is None:
            remedy = REFUSED.get(path.suffix.lower()) if self._format == "auto" else None
            self._remarks.add(f"skipped ({path.suffix.lower()} is not read; {remedy})" if remedy else OF_ENDING, path)
        elif not self._seen.is_new(status):
            self._remarks.add(SEEN, path)
        else:
            return True
        return False


def _ending_problem(path: Path) -> str | None:
    """Why a file that was named is not read; None where nothing speaks against it."""
    suffix = path.suffix.lower()
    if suffix not in REFUSED:
        return None
    return (
        f"{path.suffix} is not read; {REFUSED[suffix]}; if it is plain text, name it .txt, or use "
        "`atau annotate --input-format text`"
    )
