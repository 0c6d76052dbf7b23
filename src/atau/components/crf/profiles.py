"""Label profiles: what a first model said of a word all over unlabelled text, as features of a second one.

A name that the training data does not hold may stand in the text ten times, seven of them where the first model knows
it by its neighbours; the second model then knows it everywhere (Krishnan and Manning 2006, with unlabelled text).
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc

from atau.components.common.token_facts import Word, words
from atau.morphology import analyses
from atau.tables import TableError

# pn: the profile of the NORM. pr: that of the stem.
PROFILE_ATOMS: Final = ("pn", "pr")
# Shares of a label among the occurrences of a word, and what a profile calls them.
_SHARES: Final = ((0.8, "h"), (0.4, "m"), (0.1, "l"), (0.0, "z"))
# A word must occur this often to have a profile; from _OFTEN and _USUAL on it is told apart from rarer ones.
_LEAST: Final = 2
_OFTEN: Final = 5
_USUAL: Final = 10
_NONE: Final = "O"
_REMEDY: Final = "write the table again with `atau training profiles`"


def stem_of(norm: str) -> str:
    """The stem that stands for all forms of a word."""
    return analyses(norm)[0].stem if norm[:1].isalpha() else norm


class Profiles:
    """A profile per NORM and per stem, such as ``PERSONh+``: mostly a person, five times or more."""

    def __init__(self, norms: dict[str, str] | None = None, stems: dict[str, str] | None = None) -> None:
        self.norms = norms or {}
        self.stems = stems or {}

    def __len__(self) -> int:
        return len(self.norms) + len(self.stems)

    def of(self, word: Word) -> tuple[str, str]:
        """A value per name of PROFILE_ATOMS; "" where the word has none."""
        if not self.norms:
            return "", ""
        return self.norms.get(word.norm, ""), self.stems.get(stem_of(word.norm), "")

    def write(self, path: Path) -> None:
        """Write the table, gzipped: ``n`` or ``s``, NORM or stem, profile. The same content gives the same bytes."""
        rows = [("n", *row) for row in sorted(self.norms.items())] + [("s", *row) for row in sorted(self.stems.items())]
        text = "".join("\t".join(row) + "\n" for row in rows)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))

    @classmethod
    def read(cls, path: str | Path) -> Profiles:
        """Read what `write` wrote. Raises TableError with the line that is wrong, OSError where there is no file."""
        found = cls()
        tables = {"n": found.norms, "s": found.stems}
        try:
            text = gzip.decompress(Path(path).read_bytes()).decode("utf-8")
        except (gzip.BadGzipFile, EOFError, UnicodeDecodeError) as error:
            raise TableError(path, 1, f"no gzipped text ({error})", _REMEDY) from error
        for number, line in enumerate(text.split("\n")[:-1], 1):
            parts = line.split("\t")
            if len(parts) != 3 or parts[0] not in tables:
                raise TableError(path, number, f"{line!r} is not n or s, a word and its profile", _REMEDY)
            tables[parts[0]][parts[1]] = parts[2]
        return found

    def pack(self) -> dict[str, Any]:
        """What is stored in a model."""
        return {"norms": self.norms, "stems": self.stems}

    @classmethod
    def unpack(cls, stored: Any) -> Profiles:
        """Take over what `pack` gave. Raises ValueError where it is none of that."""
        tables = [stored["norms"], stored["stems"]]
        for table in tables:
            if not all(isinstance(text, str) for row in table.items() for text in row):
                raise ValueError("a word or profile is no text")
        return cls(*tables)


class LabelCounts:
    """How often each word bears each label in annotated texts."""

    def __init__(self) -> None:
        self._norms: dict[str, Counter[str]] = {}
        self._stems: dict[str, Counter[str]] = {}

    def add(self, doc: Doc, mentions: Iterable[tuple[int, int, str]]) -> None:
        """Count the words of `doc` with its (start, end, label) mentions."""
        labels = [_NONE] * len(doc)
        for start, end, label in mentions:
            labels[start:end] = [label] * (end - start)
        for word, label in zip(words(doc), labels, strict=True):
            if word.alpha and word.norm.isprintable():
                self._norms.setdefault(word.norm, Counter())[label] += 1
                self._stems.setdefault(stem_of(word.norm), Counter())[label] += 1

    def profiles(self) -> Profiles:
        """The profiles of all words that occur often enough."""
        norms, stems = ({key: _profile(counts) for key, counts in table.items() if counts.total() >= _LEAST}
                        for table in (self._norms, self._stems))  # fmt: skip
        return Profiles(norms, stems)


def _profile(counts: Counter[str]) -> str:
    total = counts.total()
    labels = sorted((-count, label) for label, count in counts.items() if label != _NONE)
    if not labels:
        return _NONE if total < _USUAL else _NONE * 2
    count, label = labels[0]
    share = next(name for least, name in _SHARES if -count / total >= least)
    return f"{label}{share}{'+' if total >= _OFTEN else ''}"
