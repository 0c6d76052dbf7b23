"""What is worth a note at the end of a run though nothing failed: files passed over, encodings guessed, texts that are
not Kazakh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_SHOWN: Final = 5
_MOST: Final = 10_000  # names remembered for a remark, so that a file is not listed twice


@dataclass(slots=True)
class _Remark:
    count: int = 0
    first: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Remarks:
    """Files by what is said of them: all are counted, the first ones listed. Memory stays bounded."""

    _said: dict[str, _Remark] = field(default_factory=dict)

    def add(self, what: str, file: object) -> None:
        """`file` was …, `what` being the rest of the sentence: ``skipped because …``. Once for each file."""
        found = self._said.setdefault(what, _Remark())
        name = str(file)
        if name in found.known:
            return
        if len(found.known) < _MOST:
            found.known.add(name)
        found.count += 1
        if found.count <= _SHOWN:
            found.first.append(name)

    def lines(self) -> Iterator[str]:
        """A line for each kind of remark."""
        for what, found in self._said.items():
            files = "1 file was" if found.count == 1 else f"{found.count} files were"
            more = ", …" if found.count > len(found.first) else ""
            yield f"{files} {what}: {', '.join(found.first)}{more}"


@dataclass(slots=True)
class ForeignTexts:
    """Texts that are not Kazakh: counted by language, the first ones listed."""

    _languages: Counter[str] = field(default_factory=Counter)
    _first: list[str] = field(default_factory=list)

    def add(self, language: str, where: str) -> None:
        """The text at `where` is in `language` (a code)."""
        self._languages[language] += 1
        if len(self._first) < _SHOWN:
            self._first.append(where)

    def lines(self, *, left_out: bool) -> Iterator[str]:
        """One line, or none; `left_out`: whether the texts were left out of the output."""
        from atau.lang.language import NAMES

        count = self._languages.total()
        if not count:
            return
        texts = "1 text" if count == 1 else f"{count} texts"
        by_language = ", ".join(f"{NAMES[code]} {n}" for code, n in self._languages.most_common())
        where = ", ".join(self._first) + (", …" if count > len(self._first) else "")
        if left_out:
            was = "was" if count == 1 else "were"
            yield f"note: {texts} {was} left out, as not being Kazakh ({by_language}): {where}"
        else:
            does = "does" if count == 1 else "do"
            yield (
                f"warning: {texts} {does} not look like Kazakh ({by_language}), and what was found there is not to be "
                f"relied on; --only-kazakh leaves such texts out: {where}"
            )
