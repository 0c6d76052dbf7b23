"""Columns of a table in a terminal: as wide as its words need, so that none is broken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

# A longer word (an address, a checksum) may be broken; a column of sentences is no narrower.
_LONGEST: Final = 24
_SENTENCE: Final = 40
_GAP: Final = 3


def print_rows(
    console: Console,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: Collection[int] = (),
    spare: Sequence[str] = (),
) -> None:
    """Print a table that fits the console.

    numbers: the columns that stand to the right. spare: the names of columns that go, the first one first, where there
    is no room for all; a line says so. A table that does not fit all the same is printed row by row, a line for each
    column.
    """
    shown = list(range(len(names)))
    widest = [_widths(names[i], [row[i] for row in rows]) for i in shown]
    gone: list[str] = []
    for name in spare:
        if _fits(console.width, [widest[i][0] for i in shown]):
            break
        shown.remove(names.index(name))
        gone.append(name)
    if not _fits(console.width, [widest[i][0] for i in shown]):
        _print_records(console, names, rows)
        return
    widths = _shared(console.width - _GAP * (len(shown) - 1) - 2, [widest[i] for i in shown])
    _print_table(console, [(names[i], width, i) for i, width in zip(shown, widths, strict=True)], rows, numbers)
    if gone:
        console.print(f"In a wider terminal: {', '.join(gone)}", highlight=False)


def _widths(name: str, cells: Sequence[str]) -> tuple[int, int]:
    """The least and the greatest width of a column."""
    from rich.cells import cell_len

    longest = max((cell_len(text) for text in cells), default=0)
    words = max((cell_len(word) for text in cells for word in text.split()), default=0)
    least = max(min(words, _LONGEST), min(longest, _SENTENCE) if longest > 2 * _SENTENCE else 0)
    return max(least, cell_len(name)), max(longest, cell_len(name))


def _fits(width: int, columns: Sequence[int]) -> bool:
    return sum(columns) + _GAP * (len(columns) - 1) + 2 <= width


def _shared(room: int, columns: Sequence[tuple[int, int]]) -> list[int]:
    """The widths of columns whose least ones fit into `room`: what is left goes to the narrowest that want more."""
    widths = [least for least, _ in columns]
    while sum(widths) < room:
        wanting = [i for i, (_, most) in enumerate(columns) if widths[i] < most]
        if not wanting:
            break
        widths[min(wanting, key=lambda i: widths[i])] += 1
    return widths


def _print_table(
    console: Console, columns: Sequence[tuple[str, int, int]], rows: Sequence[Sequence[str]], numbers: Collection[int]
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, width, index in columns:
        justify: Any = "right" if index in numbers else "left"
        table.add_column(Text(name), justify=justify, overflow="fold", width=width)
    for row in rows:
        table.add_row(*(Text(row[index]) for _, _, index in columns))
    console.print(table)


def _print_records(console: Console, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    wide = max(map(cell_len, names), default=0)
    if not rows:
        console.print(f"no rows of {', '.join(names)}", highlight=False)
    for row in rows:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="bold", width=min(wide, console.width // 2))
        table.add_column(overflow="fold")
        for name, text in zip(names, row, strict=True):
            table.add_row(Text(name), Text(text))
        console.print(table)
        console.print()
