"""To which number a currency sign belongs: `$5 €6`, `5$ 6€`, `$ 5 € 6`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

#: The number before or after a sign; "none" without a number beside it, "doubt" where nothing decides.
Owner = Literal["before", "after", "none", "doubt"]


class CurrencyRows:
    """Tells to which number the currency signs of one text belong. Takes linear time for all of them together.

    is_number, is_sign: whether a number or a currency sign stands at an index; False outside the text. glued: whether
    nothing stands between the piece at an index and the one before it. starts: whether a line starts with the piece.
    """

    def __init__(
        self,
        is_number: Callable[[int], bool],
        is_sign: Callable[[int], bool],
        glued: Callable[[int], bool],
        starts: Callable[[int], bool],
    ) -> None:
        self._is_number = is_number
        self._is_sign = is_sign
        self._glued = glued
        self._starts = starts
        # The row that was looked at last: first and last index, owner of its signs.
        self._row: tuple[int, int, Owner] = (0, -1, "none")

    def owner(self, i: int) -> Owner:
        """Where the number of the sign at i stands.

        >>> text = "$ 5 € 6 | 7 $ 8 € | 9 $ 10 | $1 €2".split(" ")
        >>> rows = CurrencyRows(
        ...     lambda i: 0 <= i < len(text) and text[i].isdigit(),
        ...     lambda i: 0 <= i < len(text) and text[i] in "$€",
        ...     lambda i: False,
        ...     lambda i: False,
        ... )
        >>> [rows.owner(i) for i in (0, 2, 6, 8, 11)]
        ['after', 'after', 'before', 'before', 'doubt']
        """
        left = self._is_number(i - 1) and not self._starts(i)
        right = self._is_number(i + 1) and not self._starts(i + 1)
        if not (left and right):
            return "before" if left else "after" if right else "none"
        if self._glued(i) != self._glued(i + 1):
            return "after" if self._glued(i + 1) else "before"
        first, last, owner = self._row
        if not first <= i <= last:
            self._row = first, last, owner = self._row_at(i)
        return owner

    def _row_at(self, i: int) -> tuple[int, int, Owner]:
        """Numbers (some of several pieces) and signs around i: its ends decide, a sign at either end of the row."""
        first = last = i
        while not self._starts(first) and self._goes_on(first - 1, first):
            first -= 1
        while not self._starts(last + 1) and self._goes_on(last + 1, last):
            last += 1
        if self._is_sign(first) == self._is_sign(last):
            return first, last, "doubt"
        return first, last, "after" if self._is_sign(first) else "before"

    def _goes_on(self, other: int, i: int) -> bool:
        return self._is_number(other) or (self._is_sign(other) and self._is_number(i))
