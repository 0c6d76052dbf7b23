"""What is said at the end of a run of texts that are not Kazakh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from atau.documents.remarks import Remarks

__all__ = ["ForeignTexts", "Remarks"]

_SHOWN: Final = 5


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
